package io.levibot.calibration.stats;

/** The standard normal distribution: accurate in both tails, the same bits on every JDK. */
final class NormalDistribution {

    private static final double SQRT_TWO_PI = 2.5066282746310002;
    private static final int REFINEMENTS = 4;

    private NormalDistribution() {}

    static double density(double z) {
        return StrictMath.exp(-z * z / 2) / SQRT_TWO_PI;
    }

    /** P(Z &lt;= z). */
    static double cdf(double z) {
        return upper(-z);
    }

    /** P(Z &gt; z). */
    static double upper(double z) {
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        double halfSquare = z * z / 2;
        return z >= 0 ? 0.5 * GammaFunctions.upper(0.5, halfSquare) : 0.5 + 0.5 * GammaFunctions.lower(0.5, halfSquare);
    }

    /** P(|Z| &gt; |z|). */
    static double twoSided(double z) {
        return Double.isNaN(z) ? Double.NaN : GammaFunctions.upper(0.5, z * z / 2);
    }

    /** The z with P(Z &lt;= z) = p, for p in (0, 1). */
    static double quantile(double p) {
        return p <= 0.5 ? -upperQuantile(p) : upperQuantile(1 - p);
    }

    /**
     * The z with P(Z &gt; z) = q, for q in (0, 1); accurate for tiny q. Starts from Abramowitz and Stegun 26.2.23
     * (error below 4.5e-4) and refines with Halley's method on the exact tail.
     */
    static double upperQuantile(double q) {
        Checks.openUnit("probability", q);
        if (q > 0.5) {
            return -upperQuantile(1 - q);
        }
        double t = Math.sqrt(-2 * StrictMath.log(q));
        double z =
                t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        for (int i = 0; i < REFINEMENTS; i++) {
            double newton = (upper(z) - q) / density(z);
            z += newton / (1 + z * newton / 2);
        }
        return z;
    }
}
