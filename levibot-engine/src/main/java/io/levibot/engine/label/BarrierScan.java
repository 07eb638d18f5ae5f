package io.levibot.engine.label;

import io.levibot.engine.label.TripleBarrier.Ambiguity;
import java.util.function.IntPredicate;

/**
 * Follows the price from one bar on until a barrier is reached or time runs out. Touching is enough: a price on the barrier has
 * reached it. For closes only, pass the closes as opens, highs and lows.
 */
final class BarrierScan {
    /** The answer of {@link #run} when the path is not known far enough. */
    static final int UNRESOLVED = Integer.MIN_VALUE;
    /** The answer of {@link #run} when one bar reached both barriers and that counts as missing. */
    static final int AMBIGUOUS = Integer.MIN_VALUE + 1;
    /** The upper barrier was first. */
    static final int UPPER = 1;
    /** The lower barrier was first. */
    static final int LOWER = -1;
    /** Time ran out. */
    static final int TIMEOUT = 0;

    private final double[] open;
    private final double[] high;
    private final double[] low;
    private final Ambiguity ambiguity;
    private final IntPredicate followsDirectly;
    private int end;

    /** {@code followsDirectly} says of a bar whether no bar is missing between it and the one before. */
    BarrierScan(double[] open, double[] high, double[] low, Ambiguity ambiguity, IntPredicate followsDirectly) {
        this.open = open;
        this.high = high;
        this.low = low;
        this.ambiguity = ambiguity;
        this.followsDirectly = followsDirectly;
    }

    /** Scans bars from + 1 to from + horizon; an infinite barrier is none. Afterwards {@link #end} is where it was settled. */
    int run(int from, int horizon, double upper, double lower) {
        for (int i = from + 1; i <= from + horizon; i++) {
            if (i >= open.length || !followsDirectly.test(i)) {
                return UNRESOLVED;
            }
            end = i;
            int touched = touched(open[i], high[i], low[i], upper, lower, ambiguity);
            if (touched != TIMEOUT) {
                return touched;
            }
        }
        return TIMEOUT;
    }

    int end() {
        return end;
    }

    /** What one bar did to the barriers: {@link #TIMEOUT} if it reached neither. */
    static int touched(double open, double high, double low, double upper, double lower, Ambiguity ambiguity) {
        if (open >= upper) {
            return UPPER;
        }
        if (open <= lower) {
            return LOWER;
        }
        boolean up = high >= upper;
        boolean down = low <= lower;
        if (up && down) {
            return ambiguity == Ambiguity.STOP_FIRST ? LOWER : AMBIGUOUS;
        }
        return up ? UPPER : down ? LOWER : TIMEOUT;
    }
}
