package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.PluginConfig;

/**
 * Kill source {@code drawdown}: trips when equity, marked to the last prices, has fallen too far from its peak. The peak is the
 * highest equity ever marked; re-arming does not move it, so a drawdown that still holds trips again at once, until an operator
 * accepts it by {@link io.levibot.engine.TradingEngine#resetDrawdownReference}.
 *
 * <p>An observation is a time at which the book was marked. False alarms: one bad price does not trip it, three marks in a row
 * beyond the limit do. A fair game does too, sooner or later: equity that wanders without drift, with volatility s a bar, falls
 * by the fraction x from its peak within n bars with the probability that |W| leaves [-a, a], a = -ln(1 - x) / (s sqrt(n)),
 * within unit time: P = 1 - 4/pi sum_k (-1)^k / (2k + 1) exp(-(2k + 1)^2 pi^2 / (8 a^2)), by Levy's theorem (the fall from the
 * peak behaves like |W|). A limit of a = 2 trips in 9 % of such spans, a = 2.5 in 2.5 %, a = 3 in 0.5 %; so 15 % with a
 * book of 30 % yearly volatility (a = 1.89 for 30 days) in 12 % of months.
 *
 * @since 0.1.0
 */
public final class DrawdownKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public DrawdownKillSwitchProvider() {
        super("drawdown", "fall of equity from its peak, a fraction,", 0.15, 3);
    }

    @Override
    VitalReading reading(PluginConfig config) {
        return new EquityFall(EngineVitals::peakEquity);
    }
}
