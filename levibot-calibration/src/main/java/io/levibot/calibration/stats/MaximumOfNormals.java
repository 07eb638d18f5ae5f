package io.levibot.calibration.stats;

/** The largest of several independent standard normals. */
final class MaximumOfNormals {

    private static final double EULER_MASCHERONI = 0.5772156649015329;
    private static final double E = 2.718281828459045;

    /** Beyond this many standard deviations the density of the maximum of any number below 1e300 is negligible. */
    private static final double REACH = 40;

    private static final double STEP = 1.0 / 64;

    private MaximumOfNormals() {}

    /**
     * The approximation (1-g) z(1-1/N) + g z(1-1/(Ne)) of the expectation (Bailey and López de Prado 2014, eq. 6), N
     * need not be whole. One trial has expectation 0, and so has any N so near to 1 that the approximation falls below.
     */
    static double expectationApproximated(double trials) {
        if (trials <= 1) {
            return 0;
        }
        double value = (1 - EULER_MASCHERONI) * NormalDistribution.upperQuantile(1 / trials)
                + EULER_MASCHERONI * NormalDistribution.upperQuantile(1 / (trials * E));
        return Math.max(0, value);
    }

    /** The expectation by quadrature. */
    static double expectation(double trials) {
        return moment(trials, 1);
    }

    /** The variance by quadrature; 1 for one trial. */
    static double variance(double trials) {
        double mean = moment(trials, 1);
        return moment(trials, 2) - mean * mean;
    }

    /** The trapezoid rule on the whole line converges faster than any power of the step for such smooth integrands. */
    private static double moment(double trials, int order) {
        double sum = 0;
        for (double x = -REACH; x <= REACH; x += STEP) {
            // ln of (1 - upper) keeps what a rounded cdf near 1 would lose.
            double logBelow = trials == 1 ? 0 : (trials - 1) * StrictMath.log1p(-NormalDistribution.upper(x));
            double density = trials * NormalDistribution.density(x) * StrictMath.exp(logBelow);
            sum += (order == 1 ? x : x * x) * density;
        }
        return sum * STEP;
    }
}
