package io.levibot.calibration;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.ScoreScale;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a calibrator is fitted on: checked rows of positive weight, in time order. Arrays are shared for reading, never changed.
 */
final class Sample {
    private final double[] scores;
    private final double[] labels;
    private final double @Nullable [] weights;
    private final ScoreScale scale;
    private final int overlapRows;

    private Sample(double[] scores, double[] labels, double @Nullable [] weights, ScoreScale scale, int overlapRows) {
        this.scores = scores;
        this.labels = labels;
        this.weights = weights;
        this.scale = scale;
        this.overlapRows = overlapRows;
    }

    /** Returns the rows of a set that have a positive weight. */
    static Sample of(CalibrationSet set) {
        int kept = 0;
        boolean ones = true;
        for (int i = 0; i < set.size(); i++) {
            kept += set.weight(i) > 0.0 ? 1 : 0;
            ones &= set.weight(i) == 0.0 || set.weight(i) == 1.0;
        }
        double[] scores = new double[kept];
        double[] labels = new double[kept];
        double[] weights = new double[ones ? 0 : kept];
        int row = 0;
        for (int i = 0; i < set.size(); i++) {
            if (set.weight(i) > 0.0) {
                scores[row] = set.score(i);
                labels[row] = set.label(i);
                if (!ones) {
                    weights[row] = set.weight(i);
                }
                row++;
            }
        }
        return new Sample(scores, labels, ones ? null : weights, set.scale(), set.overlapRows());
    }

    /** Returns the rows from one, included, to another, not included. */
    Sample slice(int from, int to) {
        return new Sample(
                Arrays.copyOfRange(scores, from, to),
                Arrays.copyOfRange(labels, from, to),
                weights == null ? null : Arrays.copyOfRange(weights, from, to),
                scale,
                overlapRows);
    }

    /** Number of rows. */
    int size() {
        return scores.length;
    }

    /** The scores, not to be changed. */
    double[] scores() {
        return scores;
    }

    /**
     * The scores as log-odds, not to be changed; on the margin scale the scores themselves.
     *
     * @param clip probabilities are held within [clip, 1 - clip] first
     */
    double[] logOdds(double clip) {
        if (scale != ScoreScale.PROBABILITY) {
            return scores;
        }
        double[] logOdds = new double[scores.length];
        Arrays.setAll(logOdds, i -> LogOdds.of(LogOdds.clip(scores[i], clip)));
        return logOdds;
    }

    /** The labels, not to be changed. */
    double[] labels() {
        return labels;
    }

    /** The weights, not to be changed; null if every one is 1. */
    double @Nullable [] weights() {
        return weights;
    }

    /** The weight of a row. */
    double weight(int row) {
        return weights == null ? 1.0 : weights[row];
    }

    /** What the scores are. */
    ScoreScale scale() {
        return scale;
    }

    /** How many following rows each label overlaps. */
    int overlapRows() {
        return overlapRows;
    }

    /** Sum of the weights. */
    double weightSum() {
        double sum = 0.0;
        for (int i = 0; i < scores.length; i++) {
            sum += weight(i);
        }
        return sum;
    }

    /** Sum of weight times label. */
    double positives() {
        double sum = 0.0;
        for (int i = 0; i < scores.length; i++) {
            sum += weight(i) * labels[i];
        }
        return sum;
    }

    /** The weighted mean label, in [0, 1]. */
    double baseRate() {
        return positives() / weightSum();
    }
}
