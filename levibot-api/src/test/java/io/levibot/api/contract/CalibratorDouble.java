package io.levibot.api.contract;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The correct calibrator provider, with places to break it. */
public final class CalibratorDouble implements CalibratorProvider {
    private final ShiftCalibratorProvider good = new ShiftCalibratorProvider();
    private final UnaryOperator<Calibrator> fitting;
    private final UnaryOperator<Calibrator> restoring;

    public CalibratorDouble() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    CalibratorDouble(UnaryOperator<Calibrator> fitting, UnaryOperator<Calibrator> restoring) {
        this.fitting = fitting;
        this.restoring = restoring;
    }

    @Override
    public String name() {
        return good.name();
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return good.configKeys();
    }

    @Override
    public Calibrator fit(CalibrationSet set, PluginConfig config, PluginContext context) {
        return fitting.apply(good.fit(set, config, context));
    }

    @Override
    public Calibrator create(PluginConfig config, PluginContext context) {
        return restoring.apply(good.create(config, context));
    }
}
