package io.levibot.model.lightgbm;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Configuration and context for a trainer, without a provider of its own. */
record PluginConfigs(Map<String, String> values) {
    PluginConfig config() {
        return PluginConfig.of(new Keys(), values);
    }

    PluginContext context() {
        return PluginContext.builder(() -> Instant.EPOCH).seed(7).build();
    }

    private static final class Keys implements PredictorProvider {
        @Override
        public String name() {
            return "keys-only";
        }

        @Override
        public Set<ConfigKey> configKeys() {
            return TrainingOptions.keys();
        }

        @Override
        public Predictor create(PluginConfig config, PluginContext context) {
            throw new UnsupportedOperationException("keys only");
        }
    }
}
