package io.levibot.calibration.stats;

/**
 * Block lengths chosen from the data (Politis and White 2004, with the correction of Patton, Politis and White 2009):
 * long enough that what lies beyond a block no longer depends on it, by a flat-top estimate of the spectrum at zero.
 *
 * @param stationary mean block length for the stationary bootstrap, in rows; may lie below 1, see
 *     {@link #stationaryAtLeastOne()}
 * @param circular fixed block length for the circular bootstrap, in rows
 * @since 0.1.0
 */
public record BlockLength(double stationary, double circular) {

    private static final int SMALLEST_RUN = 5;

    /**
     * Chooses for the mean of a series. For another statistic pass its influence on each row: for a mean loss the
     * losses, for a Sharpe ratio the returns.
     *
     * @param series in time order, finite, at least 8 values
     * @return 1 for both when all values are equal
     */
    public static BlockLength of(double[] series) {
        int n = Checks.atLeast("number of values", series.length, 8);
        Checks.finite("series", series);
        double[] deviation = deviations(series);
        double spread = dot(deviation, 0, deviation, 0, n);
        if (spread == 0) {
            return new BlockLength(1, 1);
        }
        int bandwidth = bandwidth(deviation);
        double longRun = spread / n;
        double slope = 0;
        for (int k = 1; k <= bandwidth; k++) {
            double share = (double) k / bandwidth;
            double flatTop = share <= 0.5 ? 1 : 2 * (1 - share);
            double covariance = dot(deviation, k, deviation, 0, n - k) / n;
            slope += 2 * flatTop * k * covariance;
            longRun += 2 * flatTop * covariance;
        }
        double most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
        double ratio = slope * slope / (longRun * longRun) * n;
        return new BlockLength(Math.min(most, StrictMath.cbrt(ratio)), Math.min(most, StrictMath.cbrt(1.5 * ratio)));
    }

    /** The stationary length as {@link StationaryBootstrap} takes it. */
    public double stationaryAtLeastOne() {
        return Math.max(1, stationary);
    }

    /** Twice the lag after which a run of autocorrelations stays within noise. */
    private static int bandwidth(double[] deviation) {
        int n = deviation.length;
        int run = Math.max(SMALLEST_RUN, (int) StrictMath.log10(n));
        int most = Math.min(n - 2, (int) Math.ceil(Math.sqrt(n)) + run);
        double noise = 2 * Math.sqrt(StrictMath.log10(n) / n);
        int quiet = 0;
        for (int lag = 0; lag < most; lag++) {
            quiet = Math.abs(correlation(deviation, lag)) < noise ? quiet + 1 : 0;
            if (quiet == run) {
                int lastLoud = lag + 1 - run;
                return Math.min(most, 2 * Math.max(1, lastLoud));
            }
        }
        return most;
    }

    /**
     * The sum of products over the geometric mean of the sums of squares, which leave out one value more than the
     * products do: the reference program's normalisation, kept so that lengths agree with published ones.
     */
    private static double correlation(double[] deviation, int lag) {
        int pairs = deviation.length - lag - 1;
        double later = dot(deviation, lag + 1, deviation, lag + 1, pairs);
        double earlier = dot(deviation, 0, deviation, 0, pairs);
        double scale = Math.sqrt(later * earlier);
        return scale > 0 ? dot(deviation, lag, deviation, 0, pairs + 1) / scale : 0;
    }

    private static double[] deviations(double[] series) {
        double mean = ReturnMoments.of(series).mean();
        double[] deviation = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            deviation[i] = series[i] - mean;
        }
        return deviation;
    }

    private static double dot(double[] a, int fromA, double[] b, int fromB, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[fromA + i] * b[fromB + i];
        }
        return sum;
    }
}
