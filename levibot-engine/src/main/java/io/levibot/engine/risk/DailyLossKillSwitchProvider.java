package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;

/**
 * Kill source {@code daily-loss}: trips when equity has fallen too far since the first mark of the UTC day. Profit never trips it.
 *
 * @since 0.1.0
 */
public final class DailyLossKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public DailyLossKillSwitchProvider() {
        super("daily-loss", "fall of equity since the day's first mark, a fraction,", 0.05);
    }

    @Override
    double read(EngineVitals vitals) {
        return 1.0 - vitals.equity() / vitals.dayStartEquity();
    }
}
