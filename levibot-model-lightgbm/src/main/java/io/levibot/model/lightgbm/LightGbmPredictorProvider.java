package io.levibot.model.lightgbm;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import java.util.Optional;
import java.util.Set;

/**
 * The predictor {@code lightgbm}: scores LightGBM models in pure Java. Its saved state is the entry {@code model.txt}, a text model
 * of one class, and, if levibot trained it, the entry {@code metadata.txt}, which binds it to a schema. Training, and only
 * training, needs the native library.
 *
 * <p>A missing value is decided on twice. First the engine: a feature whose {@link io.levibot.api.MissingRule} is ABSTAIN never
 * reaches the model without a value; one with PASS_NAN does, as NaN. Then this plugin: NaN in a feature whose missing values were
 * seen in training goes the way that training gave it; in one whose values were never missing then, LightGBM itself would
 * silently read 0 (or an unknown category), so by default ({@code missing=abstain}) the score is NaN, on which the engine
 * abstains. Only {@code missing=native} scores it as LightGBM does. A feature that no tree asks for may be NaN under either. With
 * {@code zero_as_missing} training, NaN and 0 are the same by the model's own rule.
 *
 * @since 0.1.0
 */
public final class LightGbmPredictorProvider implements PredictorProvider {
    /** The name that selects this provider. */
    public static final String NAME = "lightgbm";

    /** Entry of the artifact that holds the text model. */
    public static final String MODEL_ENTRY = "model.txt";

    /** Called by ServiceLoader. */
    public LightGbmPredictorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return RestoredModel.keys();
    }

    @Override
    public Predictor create(PluginConfig config, PluginContext context) {
        RestoredModel restored = RestoredModel.of(NAME, config, context);
        LightGbmPredictor predictor = new LightGbmPredictor(restored);
        return restored.model().explainable() ? new LightGbmExplainingPredictor(predictor) : predictor;
    }

    @Override
    public Optional<PredictorTrainer> trainer(PluginConfig config, PluginContext context) {
        return Optional.of(new NativeTrainer(config, context));
    }
}
