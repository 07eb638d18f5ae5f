package io.levibot.engine.label;

import java.util.Objects;

/**
 * From the present close on, the price reaches the profit barrier before the stop barrier and before time runs out (Lopez de
 * Prado, Advances in Financial Machine Learning, 2018, chapter 3). The barriers lie at {@code close (1 + profitMultiple s)} and
 * {@code close (1 - stopMultiple s)}, s being the sample deviation of the last {@code volatilityBars} one-bar log returns, known
 * at the present close.
 *
 * <p>Missing: without that many returns; where s is 0 or so small that a barrier would lie on the price; at the end of the series, and
 * where a bar is missing, unless a barrier was reached before.
 *
 * @param profitMultiple distance of the upper barrier in deviations, finite, 0 or more; 0 for none
 * @param stopMultiple distance of the lower barrier in deviations, finite, 0 or more; 0 for none
 * @param volatilityBars number of log returns, 2 to {@link #MAX_HORIZON_BARS}
 * @param horizonBars when time runs out, 1 to {@link #MAX_HORIZON_BARS}
 * @param touch which prices reach a barrier
 * @param ambiguity what counts if one bar reaches both
 * @param timeout what counts when time runs out
 * @since 0.1.0
 */
public record TripleBarrier(
        double profitMultiple,
        double stopMultiple,
        int volatilityBars,
        int horizonBars,
        Touch touch,
        Ambiguity ambiguity,
        Timeout timeout)
        implements LabelDefinition {

    /**
     * Which prices of a bar reach a barrier.
     *
     * @since 0.1.0
     */
    public enum Touch {
        /** The bar's high and low, as a resting order would; an open beyond a barrier settles it first. */
        HIGH_LOW,
        /** The close only. */
        CLOSE
    }

    /**
     * What counts if high and low of one bar reach both barriers, so that nobody knows which came first.
     *
     * @since 0.1.0
     */
    public enum Ambiguity {
        /** The stop: never flattering. */
        STOP_FIRST,
        /** The label is missing. */
        MISSING
    }

    /**
     * What counts if no barrier was reached in time.
     *
     * @since 0.1.0
     */
    public enum Timeout {
        /** The event did not happen. */
        NOT_HAPPENED,
        /** It happened if the last close lies above the present one. */
        SIGN
    }

    /** @throws IllegalArgumentException if a number is out of range, or the event could never happen */
    public TripleBarrier {
        Objects.requireNonNull(touch, "touch");
        Objects.requireNonNull(ambiguity, "ambiguity");
        Objects.requireNonNull(timeout, "timeout");
        Checks.horizon(horizonBars);
        Checks.multiple("profit", profitMultiple);
        Checks.multiple("stop", stopMultiple);
        if (volatilityBars < 2 || volatilityBars > MAX_HORIZON_BARS) {
            throw new IllegalArgumentException(
                    "volatility of " + volatilityBars + " returns: allowed is 2 to " + MAX_HORIZON_BARS);
        }
        if (profitMultiple == 0.0 && timeout == Timeout.NOT_HAPPENED) {
            throw new IllegalArgumentException(
                    "without a profit barrier, and with a timeout that counts as not happened, the event never happens");
        }
    }

    /**
     * @param profitMultiple distance of the upper barrier in deviations
     * @param stopMultiple distance of the lower barrier in deviations
     * @param volatilityBars number of log returns
     * @param horizonBars when time runs out
     * @return the cautious definition: touched by high and low, the stop first if in doubt, not happened on timeout
     */
    public static TripleBarrier of(double profitMultiple, double stopMultiple, int volatilityBars, int horizonBars) {
        return new TripleBarrier(
                profitMultiple,
                stopMultiple,
                volatilityBars,
                horizonBars,
                Touch.HIGH_LOW,
                Ambiguity.STOP_FIRST,
                Timeout.NOT_HAPPENED);
    }

    @Override
    public boolean twoWay() {
        return false;
    }
}
