package io.levibot.engine.risk;

import io.levibot.api.CostModel;
import java.util.Objects;

/**
 * Says how many units an entry should have, before limits. Safe for concurrent use; the same input gives the same answer.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PositionSizer {
    /**
     * @param input what is known at the decision
     * @return units of the base asset, 0 or more and finite; 0 for no entry
     */
    double units(SizingInput input);

    /**
     * What a sizer may look at.
     *
     * @param equity equity at the last prices
     * @param close close of the decided bar, above 0
     * @param probability calibrated probability, NaN for a fallback
     * @param lower lower end of its interval, NaN for a fallback
     * @param volatility standard deviation of one bar's log return, NaN if it is not known
     * @param costs what a trade costs
     * @since 0.1.0
     */
    record SizingInput(
            double equity, double close, double probability, double lower, double volatility, CostModel costs) {
        /** Refuses nulls. */
        public SizingInput {
            Objects.requireNonNull(costs, "costs");
        }
    }
}
