package io.levibot.api.spi;

import java.util.Arrays;
import java.util.Objects;

/**
 * Scores with their labels, in time order: what a calibrator is fitted on. The rows must be ones that the model was not trained
 * on. Immutable; arrays are copied in and out.
 *
 * @since 0.1.0
 */
public final class CalibrationSet {
    private final double[] scores;
    private final double[] labels;
    private final double[] weights;
    private final ScoreScale scale;
    private final int overlapRows;

    private CalibrationSet(double[] scores, double[] labels, double[] weights, ScoreScale scale, int overlapRows) {
        this.scores = scores;
        this.labels = labels;
        this.weights = weights;
        this.scale = scale;
        this.overlapRows = overlapRows;
    }

    /**
     * @param scores raw scores, finite, in time order
     * @param labels one per score, in [0, 1]; 0 or 1 for a binary label
     * @param scale what the scores are
     * @return a set with weight 1 for every row and labels that do not overlap
     * @throws IllegalArgumentException if lengths differ, there is no row, or a value is out of range
     */
    public static CalibrationSet of(double[] scores, double[] labels, ScoreScale scale) {
        double[] ones = new double[scores.length];
        Arrays.fill(ones, 1.0);
        return weighted(scores, labels, ones, scale);
    }

    /**
     * @param scores raw scores, finite, in time order; in [0, 1] on the probability scale
     * @param labels one per score, in [0, 1]
     * @param weights one per score, finite, 0 or more, not all 0
     * @param scale what the scores are
     * @return a weighted set whose labels do not overlap
     * @throws IllegalArgumentException if lengths differ, there is no row, or a value is out of range
     */
    public static CalibrationSet weighted(double[] scores, double[] labels, double[] weights, ScoreScale scale) {
        Objects.requireNonNull(scale, "scale");
        double[] s = scores.clone();
        double[] y = labels.clone();
        double[] w = weights.clone();
        if (s.length == 0 || s.length != y.length || s.length != w.length) {
            throw new IllegalArgumentException("calibration set of " + s.length + " scores, " + y.length
                    + " labels and " + w.length + " weights: allowed are equal numbers, at least one");
        }
        double sum = 0.0;
        for (int i = 0; i < s.length; i++) {
            requireRow(i, s[i], y[i], w[i], scale);
            sum += w[i];
        }
        if (!(sum > 0.0 && sum <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("weights sum to " + sum + ": allowed is a finite number above 0");
        }
        return new CalibrationSet(s, y, w, scale, 0);
    }

    /**
     * States how many following rows each row's label overlaps, so that a method that splits the set can purge that many rows.
     *
     * @param rows 0 or more; the label horizon in rows
     * @return a set with the same rows
     */
    public CalibrationSet overlapping(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("overlap of " + rows + " rows: allowed is 0 or more");
        }
        return new CalibrationSet(scores, labels, weights, scale, rows);
    }

    /** Returns the number of rows. */
    public int size() {
        return scores.length;
    }

    /**
     * @param row from 0
     * @return the raw score
     */
    public double score(int row) {
        return scores[row];
    }

    /**
     * @param row from 0
     * @return the label, in [0, 1]
     */
    public double label(int row) {
        return labels[row];
    }

    /**
     * @param row from 0
     * @return the weight, 0 or more
     */
    public double weight(int row) {
        return weights[row];
    }

    /** Returns a copy of the scores. */
    public double[] scores() {
        return scores.clone();
    }

    /** Returns a copy of the labels. */
    public double[] labels() {
        return labels.clone();
    }

    /** Returns a copy of the weights. */
    public double[] weights() {
        return weights.clone();
    }

    /** Returns what the scores are. */
    public ScoreScale scale() {
        return scale;
    }

    /** Returns how many following rows each label overlaps. */
    public int overlapRows() {
        return overlapRows;
    }

    private static void requireRow(int row, double score, double label, double weight, ScoreScale scale) {
        boolean scoreAllowed = scale == ScoreScale.PROBABILITY ? score >= 0.0 && score <= 1.0 : Double.isFinite(score);
        if (!scoreAllowed) {
            throw new IllegalArgumentException("row " + row + ": score " + score + " is not a finite number"
                    + (scale == ScoreScale.PROBABILITY ? " in [0, 1]" : ""));
        }
        if (!(label >= 0.0 && label <= 1.0)) {
            throw new IllegalArgumentException("row " + row + ": label " + label + " is not in [0, 1]");
        }
        if (!(weight >= 0.0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("row " + row + ": weight " + weight + " is not finite and 0 or more");
        }
    }
}
