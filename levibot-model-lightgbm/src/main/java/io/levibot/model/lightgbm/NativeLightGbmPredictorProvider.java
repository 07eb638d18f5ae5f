package io.levibot.model.lightgbm;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The predictor {@code lightgbm-native}: scores and trains with native LightGBM 4.3. It needs glibc 2.29 and libgomp, and is
 * several times slower than {@code lightgbm}, which restores the same saved state and gives the same bits; choose it to check the
 * other, or to be as close to LightGBM as can be.
 *
 * <p>{@link #create} throws {@link io.levibot.api.PluginException} where the native library cannot be loaded, naming what to
 * install.
 *
 * @since 0.1.0
 */
public final class NativeLightGbmPredictorProvider implements PredictorProvider {
    /** The name that selects this provider. */
    public static final String NAME = NativeLibrary.COMPONENT;

    private static final String COPIES = "copies";
    private static final int MOST_COPIES = 256;

    /** Called by ServiceLoader. */
    public NativeLightGbmPredictorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        Set<ConfigKey> keys = new LinkedHashSet<>(RestoredModel.keys());
        keys.add(ConfigKey.of(
                COPIES,
                "most native copies of the model: so many threads score without waiting for each other; 1 to "
                        + MOST_COPIES + "; default one per processor"));
        return keys;
    }

    @Override
    public Predictor create(PluginConfig config, PluginContext context) {
        int processors = Math.min(MOST_COPIES, Runtime.getRuntime().availableProcessors());
        int copies = (int) config.integer(COPIES, processors, 1, MOST_COPIES);
        RestoredModel restored = RestoredModel.of(NAME, config, context);
        NativePredictor predictor = new NativePredictor(restored, copies);
        return restored.model().linear() ? predictor : new NativeExplainer(predictor);
    }

    @Override
    public Optional<PredictorTrainer> trainer(PluginConfig config, PluginContext context) {
        return Optional.of(new NativeTrainer(config, context));
    }
}
