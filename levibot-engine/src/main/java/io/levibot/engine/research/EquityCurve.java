package io.levibot.engine.research;

import java.util.Arrays;

/**
 * Equity after each bar. Immutable; the array is copied in and out.
 *
 * @since 0.1.0
 */
public final class EquityCurve {
    private final double[] values;

    /**
     * @param values equity after each bar, finite
     */
    public EquityCurve(double[] values) {
        this.values = values.clone();
    }

    /** Returns the number of bars. */
    public int size() {
        return values.length;
    }

    /**
     * @param bar from 0
     * @return equity after that bar
     */
    public double at(int bar) {
        return values[bar];
    }

    /** Returns equity after the last bar. */
    public double last() {
        return values[values.length - 1];
    }

    /** Returns a copy of the values. */
    public double[] values() {
        return values.clone();
    }

    /** Returns the simple return of each bar after the first: one number fewer than bars. */
    public double[] returns() {
        double[] returns = new double[Math.max(0, values.length - 1)];
        for (int t = 1; t < values.length; t++) {
            returns[t - 1] = values[t] / values[t - 1] - 1.0;
        }
        return returns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EquityCurve that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
