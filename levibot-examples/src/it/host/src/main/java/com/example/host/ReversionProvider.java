package com.example.host;

import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.ScoreScale;
import java.util.Set;

/** The host's own plugin: expects the last return to be taken back. */
public final class ReversionProvider implements PredictorProvider {
    static final String NAME = "host-reversion";

    /** Called by ServiceLoader. */
    public ReversionProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of(ConfigKey.of("gain", "log-odds per unit of log return, 1 to 1000; default 100"));
    }

    @Override
    public Predictor create(PluginConfig config, PluginContext context) {
        double gain = config.number("gain", 100.0, 1.0, 1000.0);
        int column = context.schema().orElseThrow().indexOf("ret_1");
        return new Reversion(gain, column);
    }

    private record Reversion(double gain, int column) implements Predictor {
        @Override
        public double score(FeatureFrame frame) {
            return -gain * frame.value(column);
        }

        @Override
        public ScoreScale scale() {
            return ScoreScale.LOG_ODDS;
        }
    }
}
