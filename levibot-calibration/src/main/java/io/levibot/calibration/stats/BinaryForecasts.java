package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Forecast probabilities of a binary event beside what happened, checked and sorted once, so that every measure can be
 * read from it cheaply.
 *
 * <p>Weights are frequencies: a row of weight 3 counts as three equal rows, in every measure, and a row of weight 0 as
 * none. Errors and scores depend on weights only through their proportions where the definition allows it; standard
 * errors, p-values and debiased errors take the total weight for the number of observations, so weights that are not
 * counts make those meaningless.
 *
 * <p>Immutable and thread-safe. Rows keep their order, which the block bootstrap needs; no measure depends on it.
 *
 * @since 0.1.0
 */
public final class BinaryForecasts {

    private final int rows;
    private final int[] outcome;
    private final int[] levelOfRow;
    private final double[] rowWeight;
    private final Levels levels;

    private BinaryForecasts(BinaryForecasts other, int[] outcome) {
        this.rows = other.rows;
        this.outcome = outcome;
        this.rowWeight = other.rowWeight;
        this.levelOfRow = other.levelOfRow;
        this.levels = Levels.tally(other.levels.value, levelOfRow, outcome, rowWeight);
    }

    private BinaryForecasts(double[] probability, int[] outcome, double[] weight) {
        Checks.sameLength("probability", probability.length, "outcome", outcome.length);
        Checks.sameLength("probability", probability.length, "weight", weight.length);
        Checks.probabilities("probability", probability);
        Checks.binary("outcome", outcome);
        Checks.weights("weight", weight);
        this.rows = probability.length;
        this.outcome = outcome.clone();
        this.rowWeight = weight;
        double[] value = Levels.distinct(probability, weight);
        if (value.length == 0) {
            throw new IllegalArgumentException(
                    "there are " + rows + " forecasts and none has weight; at least one is needed");
        }
        this.levelOfRow = Levels.levelOfRow(value, probability);
        this.levels = Levels.tally(value, levelOfRow, outcome, weight);
    }

    /**
     * Forecasts of equal weight.
     *
     * @param probability of outcome 1, each in [0, 1]; copied
     * @param outcome 0 or 1, as many; copied
     * @throws IllegalArgumentException when there is no row, the lengths differ, a probability is NaN or outside [0,
     *     1], or an outcome is neither 0 nor 1
     */
    public static BinaryForecasts of(double[] probability, int[] outcome) {
        double[] ones = new double[probability.length];
        Arrays.fill(ones, 1);
        return new BinaryForecasts(probability, outcome, ones);
    }

    /**
     * Forecasts with frequency weights.
     *
     * @param probability of outcome 1, each in [0, 1]; copied
     * @param outcome 0 or 1, as many; copied
     * @param weight finite and not negative, as many; copied
     * @throws IllegalArgumentException as {@link #of}, and when a weight is negative, infinite or NaN, or all are 0
     */
    public static BinaryForecasts weighted(double[] probability, int[] outcome, double[] weight) {
        return new BinaryForecasts(probability, outcome, weight.clone());
    }

    /** The number of rows given, those of weight 0 included. */
    public int rows() {
        return rows;
    }

    /** The total weight; the number of rows when unweighted. */
    public double total() {
        return levels.total();
    }

    /** The weight of outcome 1. */
    public double positives() {
        return levels.positives;
    }

    /** The share of outcome 1, in [0, 1]. */
    public double baseRate() {
        return levels.baseRate();
    }

    /** The number of distinct probabilities among rows that have weight. */
    public int distinct() {
        return levels.size();
    }

    /** Whether both outcomes occur. */
    public boolean hasBothOutcomes() {
        return levels.positives > 0 && levels.negatives > 0;
    }

    /** The same forecasts with other outcomes, each 0 or 1. */
    BinaryForecasts withOutcomes(int[] otherOutcomes) {
        return new BinaryForecasts(this, otherOutcomes.clone());
    }

    /** Refuses weights other than 1: rows are then drawn as wholes. */
    BinaryForecasts requireUnweighted() {
        for (int row = 0; row < rows; row++) {
            if (rowWeight[row] != 1) {
                throw new IllegalArgumentException("row " + row + " has weight " + rowWeight[row]
                        + "; resampling takes rows of weight 1 only: repeat rows instead of weighting them");
            }
        }
        return this;
    }

    Levels levels() {
        return levels;
    }

    /** The probability of a row that has weight. */
    double probability(int row) {
        return levels.value[levelOfRow[row]];
    }

    double[] probabilities() {
        double[] probabilities = new double[rows];
        for (int row = 0; row < rows; row++) {
            probabilities[row] = probability(row);
        }
        return probabilities;
    }

    int[] outcomes() {
        return outcome.clone();
    }

    int outcome(int row) {
        return outcome[row];
    }

    int levelOfRow(int row) {
        return levelOfRow[row];
    }
}
