package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;

/**
 * Kill source {@code drawdown}: trips when equity, marked to the last prices, has fallen too far from its peak.
 *
 * @since 0.1.0
 */
public final class DrawdownKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public DrawdownKillSwitchProvider() {
        super("drawdown", "fall of equity from its peak, a fraction,", 0.15);
    }

    @Override
    double read(EngineVitals vitals) {
        return 1.0 - vitals.equity() / vitals.peakEquity();
    }
}
