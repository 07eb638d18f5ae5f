package io.levibot.calibration;

/**
 * A monotone function that is linear between knots and flat outside. At a knot it gives the knot's value to the bit, between
 * two knots it never leaves their values, and it is monotone in floating point too: subtraction, multiplication by a slope of
 * one sign and addition each round monotonically, and the result is held at the next knot's value.
 *
 * <p>Immutable, thread-safe, allocates nothing. Cost of a query: see {@link KnotIndex}.
 */
final class PiecewiseLinear {
    private final KnotIndex index;
    private final double sign;
    // Value and slope of segment i at 2i and 2i + 1, times the sign, so that the stored function always rises.
    private final double[] valueAndSlope;

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
        this.valueAndSlope = new double[2 * n];
        for (int i = 0; i < n; i++) {
            boolean ordered = i == 0 || (x[i] > x[i - 1] && sign * y[i] >= sign * y[i - 1]);
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i]) || !ordered) {
                throw new IllegalArgumentException("knot " + i + " (" + x[i] + ", " + y[i]
                        + "): allowed are finite, strictly increasing knots and finite, monotone values");
            }
            valueAndSlope[2 * i] = sign * y[i];
            if (i > 0) {
                valueAndSlope[2 * i - 1] = slope(x[i - 1], x[i], sign * y[i - 1], sign * y[i]);
            }
        }
        this.index = new KnotIndex(x.clone());
    }

    /**
     * @param x any number but NaN
     * @return the value there; outside the knots, that of the nearest knot
     */
    double at(double x) {
        if (x <= index.first()) {
            return sign * valueAndSlope[0];
        }
        if (x >= index.last()) {
            return sign * valueAndSlope[valueAndSlope.length - 2];
        }
        int i = index.floor(x);
        double value = valueAndSlope[2 * i] + valueAndSlope[2 * i + 1] * (x - index.knot(i));
        double next = valueAndSlope[2 * i + 2];
        return sign * (value < next ? value : next);
    }

    /** Returns the first knot. */
    double first() {
        return index.first();
    }

    /** Returns the last knot. */
    double last() {
        return index.last();
    }

    /** Returns a copy of the knots. */
    double[] knots() {
        return index.toArray();
    }

    /** Returns a copy of the values at the knots. */
    double[] values() {
        double[] values = new double[index.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sign * valueAndSlope[2 * i];
        }
        return values;
    }

    // Knots too close or too far apart for a finite slope make a step at the right knot.
    private static double slope(double x0, double x1, double y0, double y1) {
        double slope = (y1 - y0) / (x1 - x0);
        return slope <= Double.MAX_VALUE ? slope : 0.0;
    }
}
