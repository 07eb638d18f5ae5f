package io.levibot.model.lightgbm;

/**
 * Gauss-Legendre quadrature on [0, 1]: with {@code n} points the sum of {@code weight * f(point)} is the integral of every
 * polynomial f of degree up to {@code 2n - 1}. Nodes are the zeros of the Legendre polynomial, found by Newton's method; the
 * formulas are those of Abramowitz and Stegun 25.4.29. Points ascend strictly between 0 and 1. Immutable, but the arrays are bare.
 *
 * @param point abscissas
 * @param weight positive weights, which add up to 1
 */
record GaussLegendre(double[] point, double[] weight) {
    private static final double CLOSE_ENOUGH = 1e-15;
    private static final int MOST_STEPS = 20;

    /** Returns the rule with {@code n} points, at least 1. */
    static GaussLegendre of(int n) {
        double[] point = new double[n];
        double[] weight = new double[n];
        for (int i = 0; i < (n + 1) / 2; i++) {
            double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = slope(n, x);
            for (int step = 0; step < MOST_STEPS; step++) {
                double change = value(n, x) / slope;
                x -= change;
                slope = slope(n, x);
                if (Math.abs(change) <= CLOSE_ENOUGH) {
                    break;
                }
            }
            // From [-1, 1] to [0, 1]: the zeros are symmetric, and the weights halve.
            point[i] = (1.0 - x) / 2;
            point[n - 1 - i] = (1.0 + x) / 2;
            weight[i] = 1.0 / ((1.0 - x * x) * slope * slope);
            weight[n - 1 - i] = weight[i];
        }
        return new GaussLegendre(point, weight);
    }

    /** The Legendre polynomial of degree n by its recurrence. */
    private static double value(int n, double x) {
        double before = 0.0;
        double value = 1.0;
        for (int k = 0; k < n; k++) {
            double next = ((2 * k + 1) * x * value - k * before) / (k + 1);
            before = value;
            value = next;
        }
        return value;
    }

    /** Its derivative, for x within (-1, 1). */
    private static double slope(int n, double x) {
        return n * (x * value(n, x) - value(n - 1, x)) / (x * x - 1.0);
    }
}
