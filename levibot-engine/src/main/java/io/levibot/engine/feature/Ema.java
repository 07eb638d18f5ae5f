package io.levibot.engine.feature;

/**
 * Exponentially weighted mean of the last {@code 2 * span} closes, weights (1 - 2/(span+1))^k, made to add up to 1. The weights
 * of the bars that are left out would be 1.8 % of an endless mean's. Unlike the endless one this depends on a bounded history, so
 * an engine that restarts in the middle has the same bits as one that never stopped.
 */
final class Ema {
    private static final int WINDOWS = 2;

    private final double[] weights;

    Ema(int span) {
        weights = new double[WINDOWS * span];
        double keep = 1.0 - 2.0 / (span + 1.0);
        double weight = 1.0;
        double sum = 0.0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = weight;
            sum += weight;
            weight *= keep;
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
    }

    int bars() {
        return weights.length;
    }

    /** Returns the mean minus the newest close; exactly 0 where the closes are equal. */
    double aboveClose(BarHistory history) {
        double[] close = history.close();
        int at = history.at();
        double newest = close[at];
        double sum = 0.0;
        for (int k = 1; k < weights.length; k++) {
            sum += weights[k] * (close[at - k] - newest);
        }
        return sum;
    }
}
