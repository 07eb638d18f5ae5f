package io.levibot.api.spi;

import java.util.Optional;

/**
 * Creates predictors, and trains them if it can. {@link #create} restores the model from the context's artifact; a predictor
 * that is not trained (a rule) needs none. If the context holds a schema that the model was not trained on, {@link #create}
 * throws {@link io.levibot.api.SchemaMismatchException}: the fingerprints are compared there, once, not at every score.
 * Everything else as for {@link Provider}.
 *
 * @since 0.1.0
 */
public interface PredictorProvider extends Provider<Predictor> {
    /**
     * Returns the trainer of this kind of model, if it can be trained here.
     *
     * @param config values of keys from {@link #configKeys}
     * @param context clock, executor and seed
     * @return a new trainer, or empty for a predictor that is not trained
     * @throws io.levibot.api.ConfigException if a value is malformed or out of range
     */
    default Optional<PredictorTrainer> trainer(PluginConfig config, PluginContext context) {
        return Optional.empty();
    }
}
