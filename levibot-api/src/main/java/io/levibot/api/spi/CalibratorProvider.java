package io.levibot.api.spi;

/**
 * Fits calibrators, and restores fitted ones: {@link #create} reads the context's artifact; one that needs no fitting
 * (identity) needs none. Everything else as for {@link Provider}.
 *
 * @since 0.1.0
 */
public interface CalibratorProvider extends Provider<Calibrator> {
    /**
     * Fits a calibrator. The set is not changed and not kept.
     *
     * @param set scores and labels in time order
     * @param config values of keys from {@link #configKeys}
     * @param context executor and seed
     * @return the fitted calibrator
     * @throws io.levibot.api.TrainingException if the method cannot be fitted to such data (too few rows, one class); the
     *     message says how many it needs
     * @throws io.levibot.api.ConfigException if a value is malformed or out of range
     */
    Calibrator fit(CalibrationSet set, PluginConfig config, PluginContext context);
}
