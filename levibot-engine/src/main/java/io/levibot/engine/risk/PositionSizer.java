package io.levibot.engine.risk;

import io.levibot.api.CostModel;
import java.util.Objects;

/**
 * Says how many units an entry should have, before limits. Immutable and safe for concurrent use; the same input gives the same
 * answer. The kinds are closed, because a sizer is part of the journalled configuration that a replay rebuilds.
 *
 * <p>The vectorised threshold sweep reckons with {@link FixedFraction}. Under another sizer the engine enters and leaves at the
 * same bars with other sizes, so the sweep's equity is not the engine's; what is reported must come from the engine's run.
 *
 * @since 0.1.0
 */
public sealed interface PositionSizer permits FixedFraction, FractionalKelly, TargetVolatility {
    /**
     * @param input what is known at the decision
     * @return units of the base asset, 0 or more and finite; 0 for no entry
     */
    double units(SizingInput input);

    /** Returns how many one-bar returns it needs to know the volatility of; 0 for none. */
    default int volatilityBars() {
        return 0;
    }

    /**
     * What a sizer may look at.
     *
     * @param equity equity at the last prices
     * @param close close of the decided bar, above 0
     * @param probability calibrated probability, NaN for a fallback
     * @param lower lower end of its interval, NaN for a fallback
     * @param volatility standard deviation of one bar's log return over {@link #volatilityBars} bars, NaN if it is not known
     * @param barsPerYear of the engine's interval, to annualise, above 0
     * @param costs what a trade costs
     * @since 0.1.0
     */
    record SizingInput(
            double equity,
            double close,
            double probability,
            double lower,
            double volatility,
            double barsPerYear,
            CostModel costs) {
        /** Refuses nulls. */
        public SizingInput {
            Objects.requireNonNull(costs, "costs");
        }
    }
}
