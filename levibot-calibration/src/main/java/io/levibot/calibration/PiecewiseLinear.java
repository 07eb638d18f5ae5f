package io.levibot.calibration;

/**
 * A monotone function that is linear between knots and flat outside. At a knot it gives the knot's value to the bit, between
 * two knots it never leaves their values, and it is monotone in floating point too: subtraction, multiplication by a slope of
 * one sign and addition each round monotonically, and the result is held at the next knot's value.
 *
 * <p>Immutable, thread-safe, allocates nothing. Cost of a query: see {@link KnotIndex}.
 */
final class PiecewiseLinear {
    private static final int SEGMENT = 4;

    private final KnotIndex index;
    private final double sign;
    // Of segment i, from 4i: knot, value, slope, next value; then a knot at infinity, which ends every scan. Values are
    // times
    // the sign, so that the stored function always rises.
    private final double[] segments;
    private final double first;
    private final double last;
    private final double atFirst;
    private final double atLast;

    /**
     * @param x knots, finite, strictly increasing, at least one
     * @param y values, finite, monotone in either direction
     * @throws IllegalArgumentException if they are not
     */
    PiecewiseLinear(double[] x, double[] y) {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException(
                    x.length + " knots and " + y.length + " values: allowed are equal numbers, at least one");
        }
        int n = x.length;
        this.sign = y[n - 1] < y[0] ? -1.0 : 1.0;
        this.segments = new double[SEGMENT * n + 1];
        segments[SEGMENT * n] = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            boolean ordered = i == 0 || (x[i] > x[i - 1] && sign * y[i] >= sign * y[i - 1]);
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i]) || !ordered) {
                throw new IllegalArgumentException("knot " + i + " (" + x[i] + ", " + y[i]
                        + "): allowed are finite, strictly increasing knots and finite, monotone values");
            }
            segments[SEGMENT * i] = x[i];
            segments[SEGMENT * i + 1] = sign * y[i];
            segments[SEGMENT * i + 3] = sign * y[i];
            if (i > 0) {
                segments[SEGMENT * i - 2] = slope(x[i - 1], x[i], sign * y[i - 1], sign * y[i]);
                segments[SEGMENT * i - 1] = sign * y[i];
            }
        }
        this.index = new KnotIndex(x);
        this.first = x[0];
        this.last = x[n - 1];
        this.atFirst = y[0];
        this.atLast = y[n - 1];
    }

    /**
     * @param x any number but NaN
     * @return the value there; outside the knots, that of the nearest knot
     */
    double at(double x) {
        if (covers(x)) {
            return within(x);
        }
        return x < first ? atFirst : atLast;
    }

    /** Returns whether a number is from the first knot to the last; false for NaN. */
    boolean covers(double x) {
        return x >= first && x <= last;
    }

    /**
     * @param x a number that is covered
     * @return the value there
     */
    double within(double x) {
        int segment = SEGMENT * index.candidate(x);
        while (segments[segment + SEGMENT] <= x) {
            segment += SEGMENT;
        }
        double value = segments[segment + 1] + segments[segment + 2] * (x - segments[segment]);
        double next = segments[segment + 3];
        return sign * (value < next ? value : next);
    }

    /** Returns the first knot. */
    double first() {
        return first;
    }

    /** Returns the last knot. */
    double last() {
        return last;
    }

    /** Returns a copy of the knots. */
    double[] knots() {
        return index.toArray();
    }

    /** Returns a copy of the values at the knots. */
    double[] values() {
        double[] values = new double[index.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sign * segments[SEGMENT * i + 1];
        }
        return values;
    }

    // Knots too close or too far apart for a finite slope make a step at the right knot.
    private static double slope(double x0, double x1, double y0, double y1) {
        double slope = (y1 - y0) / (x1 - x0);
        return slope <= Double.MAX_VALUE ? slope : 0.0;
    }
}
