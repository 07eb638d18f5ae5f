package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * The paired comparison of two rankings of the same rows (DeLong, DeLong and Clarke-Pearson 1988).
 *
 * @param difference first area minus second
 * @param standardError of the difference, not negative
 * @param z the difference over its standard error; NaN when that is 0
 * @param pValue two-sided, for equal areas; NaN when z is
 * @since 0.1.0
 */
public record DeLongTest(double difference, double standardError, double z, double pValue) {

    /**
     * Compares two scores of the same rows.
     *
     * @param first finite scores
     * @param second as many finite scores of the same rows
     * @param outcome 0 or 1, as many, with at least two of each
     */
    public static DeLongTest compare(double[] first, double[] second, int[] outcome) {
        Checks.sameLength("first", first.length, "second", second.length);
        double areaDifference =
                RocCurve.of(first, outcome).auc() - RocCurve.of(second, outcome).auc();
        double[] placements = placements(first, outcome);
        double[] others = placements(second, outcome);
        double[] sum = new double[2];
        int[] count = new int[2];
        for (int i = 0; i < outcome.length; i++) {
            sum[outcome[i]] += placements[i] - others[i];
            count[outcome[i]]++;
        }
        double[] squares = new double[2];
        for (int i = 0; i < outcome.length; i++) {
            int side = outcome[i];
            double deviation = placements[i] - others[i] - sum[side] / count[side];
            squares[side] += deviation * deviation;
        }
        double variance = variance(squares[0], count[0]) + variance(squares[1], count[1]);
        double standardError = Math.sqrt(variance);
        double z = standardError > 0 ? areaDifference / standardError : Double.NaN;
        return new DeLongTest(areaDifference, standardError, z, NormalDistribution.twoSided(z));
    }

    private static double variance(double squares, int count) {
        Checks.atLeast("rows of an outcome", count, 2);
        return squares / (count - 1) / count;
    }

    /** For each row the share of the other outcome that it is ranked correctly against, ties one half. */
    private static double[] placements(double[] score, int[] outcome) {
        double[] ones = new double[score.length];
        Arrays.fill(ones, 1);
        double[] value = Levels.distinct(score, ones);
        int[] level = Levels.levelOfRow(value, score);
        Levels levels = Levels.tally(value, level, outcome, ones);
        double[] negativesBelow = new double[value.length];
        double[] positivesAbove = new double[value.length];
        double below = 0;
        double above = levels.positives;
        for (int g = 0; g < value.length; g++) {
            above -= levels.positive[g];
            negativesBelow[g] = (below + levels.negative[g] / 2) / levels.negatives;
            positivesAbove[g] = (above + levels.positive[g] / 2) / levels.positives;
            below += levels.negative[g];
        }
        double[] placement = new double[score.length];
        for (int i = 0; i < score.length; i++) {
            placement[i] = outcome[i] == 1 ? negativesBelow[level[i]] : positivesAbove[level[i]];
        }
        return placement;
    }
}
