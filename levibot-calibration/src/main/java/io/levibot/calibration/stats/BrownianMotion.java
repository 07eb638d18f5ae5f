package io.levibot.calibration.stats;

/** Extremes of standard Brownian motion on [0, 1]: each tail by the series that converges fast where it is used. */
final class BrownianMotion {

    private static final double SMALL_MAXIMUM = 1.2;
    private static final double SMALL_RANGE = 1.8;

    /** Where each series is used its terms fall below 1e-18 of the sum well before this. */
    private static final int MOST_TERMS = 12;

    private BrownianMotion() {}

    /**
     * P(max |B| &gt; x). Below the switch by the theta series (Feller 1971, X.5), above by reflection, which keeps tiny
     * tails exact.
     */
    static double maximumAbove(double x) {
        if (x <= 0) {
            return 1;
        }
        return x < SMALL_MAXIMUM ? 1 - maximumBelow(x) : maximumTail(x);
    }

    /**
     * P(max B - min B &gt; x) (Feller 1951, "The asymptotic distribution of the range of sums of independent random
     * variables").
     */
    static double rangeAbove(double x) {
        if (x <= 0) {
            return 1;
        }
        return x < SMALL_RANGE ? 1 - rangeBelow(x) : rangeTail(x);
    }

    private static double maximumBelow(double x) {
        double sum = 0;
        for (int k = 0; k < MOST_TERMS; k++) {
            double odd = 2 * k + 1;
            double term = 4 / (Math.PI * odd) * StrictMath.exp(-odd * odd * Math.PI * Math.PI / (8 * x * x));
            sum += k % 2 == 0 ? term : -term;
        }
        return sum;
    }

    private static double maximumTail(double x) {
        double sum = 0;
        for (int k = 0; k < MOST_TERMS; k++) {
            double term = 4 * NormalDistribution.upper((2 * k + 1) * x);
            sum += k % 2 == 0 ? term : -term;
        }
        return sum;
    }

    private static double rangeBelow(double x) {
        double sum = 0;
        for (int k = 0; k < MOST_TERMS; k++) {
            double kappaPi = (k + 0.5) * Math.PI;
            sum += (8 / (x * x) + 2 / (kappaPi * kappaPi)) * StrictMath.exp(-2 * kappaPi * kappaPi / (x * x));
        }
        return sum;
    }

    private static double rangeTail(double x) {
        double sum = 0;
        for (int k = 1; k <= MOST_TERMS; k++) {
            double term = 8 * k * NormalDistribution.upper(k * x);
            sum += k % 2 == 1 ? term : -term;
        }
        return Math.min(1, sum);
    }
}
