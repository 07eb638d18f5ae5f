package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.PluginConfig;

/**
 * Kill source {@code daily-loss}: trips when equity has fallen too far since the first mark of the UTC day. Profit never trips
 * it; a gain that is given back does not either as long as equity stays above the day's first mark.
 *
 * <p>An observation is a time at which the book was marked. False alarms: three marks in a row must lie beyond the limit. Equity
 * that wanders without drift, with yearly volatility s, falls by the fraction x within a day with probability 2 N(ln(1 - x) /
 * (s / sqrt(365))), by the reflection principle: 5 % with s = 30 % on 0.1 % of days, with s = 60 % on 10 %.
 *
 * @since 0.1.0
 */
public final class DailyLossKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public DailyLossKillSwitchProvider() {
        super("daily-loss", "fall of equity since the day's first mark, a fraction,", 0.05, 3);
    }

    @Override
    VitalReading reading(PluginConfig config) {
        return new EquityFall(EngineVitals::dayStartEquity);
    }
}
