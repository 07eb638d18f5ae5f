package io.levibot.calibration;

import org.jspecify.annotations.Nullable;

/**
 * Temperature scaling (Guo, Pleiss, Sun, Weinberger 2017) of log-odds: maximum likelihood of p = 1 / (1 + exp(-beta z)),
 * beta = 1 / T at least 0, by bisection of the derivative in ln beta to the last bit.
 *
 * <p>The likelihood is concave in beta. If its derivative at beta = 0 is not positive the score carries nothing and beta is 0
 * (T infinite, p = 1/2 everywhere). If the log-odds separate the labels the likelihood rises for ever and beta is {@link
 * #MAX_BETA}.
 *
 * @param beta inverse temperature, in [0, {@link #MAX_BETA}]
 */
record TemperatureScaling(double beta) {
    private static final double MAX_LOG_BETA = 10.0;
    private static final double MIN_LOG_BETA = -60.0;

    /** The largest inverse temperature, e<sup>10</sup>. */
    static final double MAX_BETA = StrictMath.exp(MAX_LOG_BETA);

    /**
     * @param logOdds finite
     * @param labels in [0, 1]
     * @param weights above 0; null for 1 each
     */
    static TemperatureScaling fit(double[] logOdds, double[] labels, double @Nullable [] weights) {
        if (!(derivative(0.0, logOdds, labels, weights) > 0.0)
                || !(derivative(StrictMath.exp(MIN_LOG_BETA), logOdds, labels, weights) > 0.0)) {
            return new TemperatureScaling(0.0);
        }
        if (derivative(MAX_BETA, logOdds, labels, weights) >= 0.0) {
            return new TemperatureScaling(MAX_BETA);
        }
        double low = MIN_LOG_BETA;
        double high = MAX_LOG_BETA;
        double middle = 0.5 * (low + high);
        while (low < middle && middle < high) {
            if (derivative(StrictMath.exp(middle), logOdds, labels, weights) > 0.0) {
                low = middle;
            } else {
                high = middle;
            }
            middle = 0.5 * (low + high);
        }
        return new TemperatureScaling(StrictMath.exp(middle));
    }

    /** The temperature, 1 / beta; infinite if the score carries nothing. */
    double temperature() {
        return 1.0 / beta;
    }

    private static double derivative(double beta, double[] logOdds, double[] labels, double @Nullable [] weights) {
        double sum = 0.0;
        for (int i = 0; i < labels.length; i++) {
            double p = 1.0 / (1.0 + StrictMath.exp(-beta * logOdds[i]));
            sum += (weights == null ? 1.0 : weights[i]) * (labels[i] - p) * logOdds[i];
        }
        return sum;
    }
}
