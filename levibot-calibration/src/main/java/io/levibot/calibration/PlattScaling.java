package io.levibot.calibration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Platt's sigmoid (Platt 1999) with the targets and the optimum of Lin, Lin, Weng 2007: maximum likelihood of
 * p = 1 / (1 + exp(-(level + slope (s - centre)))) where a positive counts as (N+ + 1) / (N+ + 2) and a negative as
 * 1 / (N- + 2), N being sums of weights. The smoothed targets keep the optimum finite for separable data and for one class.
 *
 * <p>Defined for every non-empty input: a constant score or a single class gives the mean target.
 *
 * @param centre weighted mean of the scores
 * @param slope log-odds per unit of score; negative if the score goes against the label
 * @param level log-odds at the centre
 */
record PlattScaling(double centre, double slope, double level) {

    /**
     * @param scores finite
     * @param labels in [0, 1]; a label between counts as a mixture of the two
     * @param weights above 0; null for 1 each
     */
    static PlattScaling fit(double[] scores, double[] labels, double @Nullable [] weights) {
        Targets targets = Targets.of(labels, weights);
        double[] smoothed = new double[labels.length];
        Arrays.setAll(smoothed, i -> labels[i] * targets.high() + (1.0 - labels[i]) * targets.low());
        if (isConstant(scores) || isConstant(smoothed)) {
            return new PlattScaling(scores[0], 0.0, LogOdds.of(targets.mean()));
        }
        LogisticRegression.Solution solution =
                new LogisticRegression(new double[][] {scores}, smoothed, weights, null).solve();
        if (solution.outcome() != LogisticRegression.Outcome.CONVERGED) {
            throw new ArithmeticException("Platt scaling did not converge on " + scores.length + " rows");
        }
        return new PlattScaling(solution.centre()[0], solution.slope()[0], solution.level());
    }

    /**
     * What a label counts as.
     *
     * @param high a positive
     * @param low a negative
     * @param mean weighted mean over the rows
     */
    record Targets(double high, double low, double mean) {
        static Targets of(double[] labels, double @Nullable [] weights) {
            double positives = 0.0;
            double total = 0.0;
            for (int i = 0; i < labels.length; i++) {
                double w = weights == null ? 1.0 : weights[i];
                positives += w * labels[i];
                total += w;
            }
            double high = (positives + 1.0) / (positives + 2.0);
            double low = 1.0 / (total - positives + 2.0);
            return new Targets(high, low, (positives * high + (total - positives) * low) / total);
        }
    }

    /** Platt's A, of p = 1 / (1 + exp(A s + B)): negative for a useful score. */
    double a() {
        return -slope;
    }

    /** Platt's B. */
    double b() {
        return slope * centre - level;
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == values[0]);
    }
}
