package io.levibot.calibration.stats;

/** The variance of a mean of dependent values, times their number: autocovariances weighted by a kernel. */
final class LongRunVariance {

    private LongRunVariance() {}

    /**
     * Parzen's kernel, which never gives a negative variance (Gallant 1987), with Andrews' bandwidth for a first-order
     * autoregression (1991, eq. 6.2 and 6.4).
     */
    static double parzen(double[] values) {
        int n = values.length;
        double mean = ReturnMoments.of(values).mean();
        double[] deviation = new double[n];
        for (int t = 0; t < n; t++) {
            deviation[t] = values[t] - mean;
        }
        double variance = autocovariance(deviation, 0);
        if (variance == 0) {
            return 0;
        }
        double rho = Math.min(0.97, Math.max(-0.97, autocovariance(deviation, 1) / variance));
        double curvature = 4 * rho * rho / ((1 - rho) * (1 - rho) * (1 - rho) * (1 - rho));
        double bandwidth = 2.6614 * StrictMath.pow(curvature * n, 0.2);
        double sum = variance;
        for (int lag = 1; lag < Math.min(n, bandwidth); lag++) {
            sum += 2 * kernel(lag / bandwidth) * autocovariance(deviation, lag);
        }
        return sum;
    }

    private static double autocovariance(double[] deviation, int lag) {
        double sum = 0;
        for (int t = lag; t < deviation.length; t++) {
            sum += deviation[t] * deviation[t - lag];
        }
        return sum / deviation.length;
    }

    private static double kernel(double x) {
        return x <= 0.5 ? 1 - 6 * x * x * (1 - x) : 2 * (1 - x) * (1 - x) * (1 - x);
    }
}
