package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Scores grouped by their distinct values, ascending, with the weight of negative and positive outcomes at each. Every
 * measure of this package is a function of these three arrays, so ties and the order of the rows cannot matter, and a
 * weight is the same as repetition. A level may weigh nothing (a bootstrap draw that missed it).
 */
final class Levels {

    final double[] value;
    final double[] negative;
    final double[] positive;
    final double negatives;
    final double positives;

    /** Wraps without copying: the caller keeps the arrays unchanged as long as this is in use. */
    Levels(double[] value, double[] negative, double[] positive) {
        this.value = value;
        this.negative = negative;
        this.positive = positive;
        this.negatives = sum(negative);
        this.positives = sum(positive);
    }

    /** Distinct scores, ascending; negative zero becomes zero. Rows of weight zero do not count. */
    static double[] distinct(double[] score, double[] weight) {
        double[] sorted = new double[score.length];
        int kept = 0;
        for (int i = 0; i < score.length; i++) {
            if (weight[i] > 0) {
                sorted[kept++] = score[i] + 0.0;
            }
        }
        Arrays.sort(sorted, 0, kept);
        int distinct = 0;
        for (int i = 0; i < kept; i++) {
            if (i == 0 || sorted[i] != sorted[distinct - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, distinct);
    }

    /** The level of each row, or -1 for a row of weight zero whose score is no level. */
    static int[] levelOfRow(double[] value, double[] score) {
        int[] level = new int[score.length];
        for (int i = 0; i < score.length; i++) {
            level[i] = Math.max(-1, Arrays.binarySearch(value, score[i] + 0.0));
        }
        return level;
    }

    static Levels of(double[] score, int[] outcome, double[] weight) {
        double[] value = distinct(score, weight);
        return tally(value, levelOfRow(value, score), outcome, weight);
    }

    static Levels tally(double[] value, int[] levelOfRow, int[] outcome, double[] weight) {
        double[] negative = new double[value.length];
        double[] positive = new double[value.length];
        for (int i = 0; i < levelOfRow.length; i++) {
            if (weight[i] > 0) {
                double[] side = outcome[i] == 1 ? positive : negative;
                side[levelOfRow[i]] += weight[i];
            }
        }
        return new Levels(value, negative, positive);
    }

    int size() {
        return value.length;
    }

    double weight(int level) {
        return negative[level] + positive[level];
    }

    double total() {
        return negatives + positives;
    }

    double baseRate() {
        return positives / total();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }
}
