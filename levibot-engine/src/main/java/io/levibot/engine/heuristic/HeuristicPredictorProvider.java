package io.levibot.engine.heuristic;

import io.levibot.api.FeatureSchema;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import java.util.Set;

/**
 * Provider {@value #NAME}: a momentum rule without training, for use as a fallback only. Its score is a margin around 0, not a
 * probability, and never passes a calibrator. Needs the features ret_1, ret_6, ret_12, rsi_14 and z_score_20.
 *
 * @since 0.1.0
 */
public final class HeuristicPredictorProvider implements PredictorProvider {
    static final String NAME = "heuristic";

    /** Called by ServiceLoader. */
    public HeuristicPredictorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of();
    }

    @Override
    public Predictor create(PluginConfig config, PluginContext context) {
        FeatureSchema schema = context.schema()
                .orElseThrow(() -> new io.levibot.api.ConfigException(
                        NAME, "needs the feature schema in its context to find its columns"));
        return HeuristicPredictor.of(schema);
    }
}
