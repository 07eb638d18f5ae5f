package io.levibot.calibration;

import io.levibot.calibration.LogisticRegression.Outcome;
import io.levibot.calibration.LogisticRegression.Solution;
import org.jspecify.annotations.Nullable;

/**
 * Maximum likelihood of logit q = alpha + beta z (Cox 1958) and logit q = alpha + beta z + gamma z<sup>2</sup> (quadratic
 * logit scaling: Berta, Holzmueller, Jordan, Bach 2025), z being log-odds. Beta is the calibration slope, 1 if ideal.
 */
final class LogisticRecalibration {
    private LogisticRecalibration() {}

    /**
     * @param alpha log-odds at z = 0
     * @param beta slope
     * @param alphaError standard error of alpha, from the Fisher information
     * @param betaError standard error of beta
     * @param loss sum of weight times log loss at the optimum
     */
    record Affine(double alpha, double beta, double alphaError, double betaError, double loss) {}

    /**
     * @param alpha log-odds at z = 0
     * @param beta slope at z = 0
     * @param gamma half the change of the slope per unit of z
     * @param loss sum of weight times log loss at the optimum
     */
    record Quadratic(double alpha, double beta, double gamma, double loss) {
        /** Returns whether the map does not fall anywhere between two log-odds. */
        boolean risesBetween(double low, double high) {
            return slope(low) >= 0.0 && slope(high) >= 0.0;
        }

        /** Returns the slope at z. */
        double slope(double z) {
            return beta + 2.0 * gamma * z;
        }
    }

    /**
     * Fits alpha and beta.
     *
     * @return the optimum, or null if the labels are separated and there is none
     */
    static @Nullable Affine affine(double[] logOdds, double[] labels, double @Nullable [] weights) {
        Solution s = new LogisticRegression(new double[][] {logOdds}, labels, weights, null).solve();
        return s.outcome() == Outcome.CONVERGED
                ? new Affine(s.intercept(), s.slope()[0], s.standardErrors()[0], s.standardErrors()[1], s.loss())
                : null;
    }

    /**
     * Fits alpha with the slope held at a value: 1 gives the calibration-in-the-large, 0 the log-odds of the base rate.
     *
     * @return the optimum, or null if there is only one class
     */
    static @Nullable Double intercept(double slope, double[] logOdds, double[] labels, double @Nullable [] weights) {
        double[] offset = new double[logOdds.length];
        for (int i = 0; i < offset.length; i++) {
            offset[i] = slope * logOdds[i];
        }
        Solution s = new LogisticRegression(new double[0][], labels, weights, offset).solve();
        return s.outcome() == Outcome.CONVERGED ? Double.valueOf(s.level()) : null;
    }

    /**
     * Fits alpha, beta and gamma.
     *
     * @return the optimum, or null if the labels are separated or the log-odds take fewer than three values
     */
    static @Nullable Quadratic quadratic(double[] logOdds, double[] labels, double @Nullable [] weights) {
        // The square about the mean, not about 0, so that the two columns are not nearly collinear.
        double centre = 0.0;
        double total = 0.0;
        for (int i = 0; i < logOdds.length; i++) {
            double w = weights == null ? 1.0 : weights[i];
            centre += w * logOdds[i];
            total += w;
        }
        centre /= total;
        double[] squares = new double[logOdds.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (logOdds[i] - centre) * (logOdds[i] - centre);
        }
        Solution s = new LogisticRegression(new double[][] {logOdds, squares}, labels, weights, null).solve();
        if (s.outcome() != Outcome.CONVERGED) {
            return null;
        }
        double gamma = s.slope()[1];
        double beta = s.slope()[0] - 2.0 * gamma * centre;
        return new Quadratic(s.intercept() + gamma * centre * centre, beta, gamma, s.loss());
    }
}
