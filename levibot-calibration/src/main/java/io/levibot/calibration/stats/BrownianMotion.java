package io.levibot.calibration.stats;

/** Extremes of standard Brownian motion on [0, 1]: each tail by the series that converges fast where it is used. */
final class BrownianMotion {

    private static final double SMALL_MAXIMUM = 1.2;
    private static final double SMALL_RANGE = 1.8;
    private static final double NEGLIGIBLE = 1e-18;

    private BrownianMotion() {}

    /** P(max |B| &gt; x). Below the switch by the theta series (Feller 1971, X.5), above by reflection, which keeps tiny tails exact. */
    static double maximumAbove(double x) {
        if (x <= 0) {
            return 1;
        }
        if (x < SMALL_MAXIMUM) {
            double below = 0;
            for (int k = 0; ; k++) {
                double odd = 2 * k + 1;
                double term = 4 / (Math.PI * odd) * StrictMath.exp(-odd * odd * Math.PI * Math.PI / (8 * x * x));
                below += k % 2 == 0 ? term : -term;
                if (term < NEGLIGIBLE) {
                    return 1 - below;
                }
            }
        }
        double above = 0;
        for (int k = 0; ; k++) {
            double term = 4 * NormalDistribution.upper((2 * k + 1) * x);
            above += k % 2 == 0 ? term : -term;
            if (term <= above * NEGLIGIBLE) {
                return above;
            }
        }
    }

    /** P(max B - min B &gt; x) (Feller 1951, "The asymptotic distribution of the range of sums of independent random variables"). */
    static double rangeAbove(double x) {
        if (x <= 0) {
            return 1;
        }
        if (x < SMALL_RANGE) {
            double below = 0;
            for (int k = 0; ; k++) {
                double kappaPi = (k + 0.5) * Math.PI;
                double term = (8 / (x * x) + 2 / (kappaPi * kappaPi))
                        * StrictMath.exp(-2 * kappaPi * kappaPi / (x * x));
                below += term;
                if (term < NEGLIGIBLE) {
                    return 1 - below;
                }
            }
        }
        double above = 0;
        for (int k = 1; ; k++) {
            double term = 8 * k * NormalDistribution.upper(k * x);
            above += k % 2 == 1 ? term : -term;
            if (term <= above * NEGLIGIBLE) {
                return Math.min(1, above);
            }
        }
    }
}
