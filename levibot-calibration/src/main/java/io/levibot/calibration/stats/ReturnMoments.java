package io.levibot.calibration.stats;

/**
 * The moments of a series of returns per period.
 *
 * @param observations how many returns
 * @param mean their mean, a fraction per period
 * @param standardDeviation with n-1 in the denominator; exactly 0 when all returns are equal
 * @param skewness the third standardised population moment; NaN when all returns are equal
 * @param kurtosis the fourth standardised population moment, 3 for a normal (not excess); NaN when all returns are
 *     equal
 * @since 0.1.0
 */
public record ReturnMoments(int observations, double mean, double standardDeviation, double skewness, double kurtosis) {

    /**
     * Measures returns.
     *
     * @param returns at least two, finite
     */
    public static ReturnMoments of(double[] returns) {
        Checks.atLeast("number of returns", returns.length, 2);
        Checks.finite("returns", returns);
        int n = returns.length;
        // Counted from the first return, equal returns deviate by exactly nothing.
        double origin = returns[0];
        double shift = 0;
        for (double r : returns) {
            shift += r - origin;
        }
        shift /= n;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (double r : returns) {
            double d = r - origin - shift;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
        }
        double deviation = Math.sqrt(second / (n - 1));
        double variance = second / n;
        boolean flat = second == 0;
        return new ReturnMoments(
                n,
                origin + shift,
                deviation,
                flat ? Double.NaN : third / n / (variance * Math.sqrt(variance)),
                flat ? Double.NaN : fourth / n / (variance * variance));
    }

    /** Mean over standard deviation, per period; NaN when all returns are equal. */
    public double sharpe() {
        return standardDeviation == 0 ? Double.NaN : mean / standardDeviation;
    }
}
