package io.levibot.engine.research;

import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.Predictor;

/**
 * Raw scores and labels of the rows of one block, in time order. Immutable; arrays are copied out.
 *
 * @since 0.1.0
 */
public final class ScoredBlock {
    private final int[] bars;
    private final double[] scores;
    private final double[] labels;

    private ScoredBlock(int[] bars, double[] scores, double[] labels) {
        this.bars = bars;
        this.scores = scores;
        this.labels = labels;
    }

    static ScoredBlock of(Dataset.Rows rows, Predictor predictor) {
        int n = rows.size();
        int[] bars = new int[n];
        double[] scores = new double[n];
        double[] labels = new double[n];
        int kept = 0;
        for (int row = 0; row < n; row++) {
            double score = predictor.score(rows.frame(row));
            if (Double.isFinite(score)) {
                bars[kept] = rows.bar(row);
                scores[kept] = score;
                labels[kept] = rows.label(row);
                kept++;
            }
        }
        return new ScoredBlock(
                java.util.Arrays.copyOf(bars, kept),
                java.util.Arrays.copyOf(scores, kept),
                java.util.Arrays.copyOf(labels, kept));
    }

    /** Returns the number of rows that have a score. */
    public int size() {
        return bars.length;
    }

    /**
     * @param row from 0
     * @return index of the row's bar in the series
     */
    public int bar(int row) {
        return bars[row];
    }

    /** Returns a copy of the raw scores. */
    public double[] scores() {
        return scores.clone();
    }

    /** Returns a copy of the labels. */
    public double[] labels() {
        return labels.clone();
    }

    /** Returns the labels as 0 or 1. */
    public int[] outcomes() {
        int[] outcomes = new int[labels.length];
        for (int row = 0; row < outcomes.length; row++) {
            outcomes[row] = labels[row] > 0.5 ? 1 : 0;
        }
        return outcomes;
    }

    /**
     * @param calibrator a fitted map
     * @return the probability of each row
     */
    public double[] probabilities(Calibrator calibrator) {
        double[] probabilities = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            probabilities[row] = calibrator.calibrate(scores[row]);
        }
        return probabilities;
    }
}
