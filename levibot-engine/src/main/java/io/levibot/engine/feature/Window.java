package io.levibot.engine.feature;

/**
 * Moments of the last {@code n} values of a column, computed anew for each bar. Values are taken relative to the newest one:
 * equal values then have mean 0 and deviation 0 exactly, whatever their size, and nothing cancels.
 */
final class Window {
    private Window() {}

    /** Mean of the last n values, minus the newest value. */
    static double meanFromNewest(double[] column, int at, int n) {
        double newest = column[at];
        double sum = 0.0;
        for (int i = at - n + 1; i <= at; i++) {
            sum += column[i] - newest;
        }
        return sum / n;
    }

    /**
     * Sample standard deviation (divisor n - 1) of the last n values; {@code mean} is {@link #meanFromNewest}. NaN if the squares
     * overflow, since a ratio to infinity would look like a plain 0.
     */
    static double deviation(double[] column, int at, int n, double mean) {
        double newest = column[at];
        double sum = 0.0;
        for (int i = at - n + 1; i <= at; i++) {
            double d = column[i] - newest - mean;
            sum += d * d;
        }
        return sum <= Double.MAX_VALUE ? Math.sqrt(sum / (n - 1)) : Double.NaN;
    }
}
