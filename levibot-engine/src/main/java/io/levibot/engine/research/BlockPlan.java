package io.levibot.engine.research;

import io.levibot.api.DataException;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.label.Labels;

/**
 * How a history is divided into {@link Blocks}.
 *
 * <p>The usable rows are cut at the given fractions, rounded down. A block then loses from its end every row from the first on
 * whose label ends after the cut (purge), and from its beginning the embargo rows.
 *
 * @param train fraction of the usable rows, above 0
 * @param calibrate fraction, above 0
 * @param tune fraction, above 0
 * @param test fraction, above 0; the four add up to 1
 * @param embargoRows rows left out at the beginning of each block but the first, 0 or more
 * @param minRows fewest rows that a block may be left with, 1 or more
 * @since 0.1.0
 */
public record BlockPlan(double train, double calibrate, double tune, double test, int embargoRows, int minRows) {
    /** Half for training, the rest for calibration (20 %), thresholds (15 %) and figures (15 %). */
    public static final BlockPlan DEFAULT = new BlockPlan(0.5, 0.2, 0.15, 0.15, 20, 50);

    private static final double SUM_TOLERANCE = 1e-9;

    /** @throws IllegalArgumentException if a number is out of range */
    public BlockPlan {
        boolean positive = train > 0.0 && calibrate > 0.0 && tune > 0.0 && test > 0.0;
        if (!positive || !(Math.abs(train + calibrate + tune + test - 1.0) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("block fractions " + train + ", " + calibrate + ", " + tune + ", " + test
                    + ": allowed are numbers above 0 that add up to 1");
        }
        if (embargoRows < 0 || minRows < 1) {
            throw new IllegalArgumentException("embargo of " + embargoRows + " rows and a minimum of " + minRows
                    + ": allowed is at least 0 and at least 1");
        }
    }

    /**
     * @param rows rows left out at the beginning of each block but the first
     * @return this plan with that embargo
     */
    public BlockPlan withEmbargoRows(int rows) {
        return new BlockPlan(train, calibrate, tune, test, rows, minRows);
    }

    /**
     * @param rows fewest rows that a block may be left with
     * @return this plan with that minimum
     */
    public BlockPlan withMinRows(int rows) {
        return new BlockPlan(train, calibrate, tune, test, embargoRows, rows);
    }

    /**
     * The plan for a window of rows of which the last ones are to be tested: train, calibrate and tune share the rows before them
     * in this plan's proportions.
     *
     * @param historyRows rows before the gap that precedes the test block, 1 or more
     * @param testRows rows of the test block after its embargo, 1 or more
     */
    BlockPlan ending(int historyRows, int testRows) {
        double rows = (double) historyRows + embargoRows + testRows;
        double share = historyRows / rows / (train + calibrate + tune);
        return new BlockPlan(
                train * share,
                calibrate * share,
                tune * share,
                1.0 - historyRows / rows,
                embargoRows,
                Math.min(minRows, testRows));
    }

    /**
     * @param bars a history
     * @param labels its labels
     * @param firstRow first usable row: the one at which every feature has its look-back
     * @return the four blocks, in rows of {@code bars}
     * @throws DataException if a block would be left with fewer rows than the minimum
     * @throws IllegalArgumentException if the labels are of other bars, or the first row is negative
     */
    public Blocks split(BarSeries bars, Labels labels, int firstRow) {
        if (labels.size() != bars.size() || firstRow < 0) {
            throw new IllegalArgumentException(labels.size() + " labels for " + bars.size() + " bars from row "
                    + firstRow + " on: allowed is one per bar, from 0 on");
        }
        int first = Math.min(firstRow, bars.size());
        int usable = bars.size() - first;
        int calibrateCut = first + part(usable, train);
        int tuneCut = first + part(usable, train + calibrate);
        int testCut = first + part(usable, train + calibrate + tune);
        LabelSpans spans = LabelSpans.of(labels);
        IndexRange trainRows = purged(spans, first, calibrateCut);
        IndexRange calibrateRows = purged(spans, afterEmbargo(calibrateCut, tuneCut), tuneCut);
        IndexRange tuneRows = purged(spans, afterEmbargo(tuneCut, testCut), testCut);
        IndexRange testRows = new IndexRange(afterEmbargo(testCut, bars.size()), bars.size());
        requireEnough(usable, "train", trainRows);
        requireEnough(usable, "calibrate", calibrateRows);
        requireEnough(usable, "tune", tuneRows);
        requireEnough(usable, "test", testRows);
        return new Blocks(
                new Block.Train(trainRows, bars, calibrateCut - trainRows.to()),
                new Block.Calibrate(calibrateRows, bars, tuneCut - calibrateRows.to()),
                new Block.Tune(tuneRows, bars, testCut - tuneRows.to()),
                new Block.Test(testRows, bars),
                embargoRows);
    }

    /** The fraction of the rows, rounded down, but not on account of a sum such as 0.7 + 0.15 that falls short by rounding. */
    private static int part(int rows, double fraction) {
        return (int) Math.min(rows, Math.floor(rows * fraction + SUM_TOLERANCE * rows));
    }

    private int afterEmbargo(int cut, int nextCut) {
        return (int) Math.min((long) cut + embargoRows, nextCut);
    }

    /** The rows from {@code from} up to the first whose label ends after the cut. */
    private static IndexRange purged(LabelSpans spans, int from, int cut) {
        int to = from;
        while (to < cut && spans.end(to) <= cut) {
            to++;
        }
        return new IndexRange(from, to);
    }

    private void requireEnough(int usable, String block, IndexRange rows) {
        if (rows.size() < minRows) {
            throw new DataException(
                    "blocks",
                    "the " + block + " block is left with " + rows.size() + " of " + usable
                            + " usable rows; at least " + minRows
                            + " are needed: give more bars, a shorter label horizon, a shorter look-back or a smaller"
                            + " embargo");
        }
    }
}
