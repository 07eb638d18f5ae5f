package io.levibot.calibration.stats;

import io.levibot.calibration.internal.Parallel;
import java.util.Arrays;
import java.util.concurrent.Executor;

/**
 * The probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, López de
 * Prado and Zhu 2015): the periods are cut into S blocks; every choice of half of them is in-sample, the rest
 * out-of-sample; the trial that is best in-sample is ranked out-of-sample. Overfitting is when it lands in the lower
 * half.
 *
 * <p>The score is mean over standard deviation (n-1) per period, 0 for a trial whose returns are all equal. Sums per
 * block are kept, so each split costs a few passes over the trials. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class BacktestOverfitting {

    /** S = 16 gives 12,870 splits; S = 20 would give 184,756. */
    private static final int MOST_BLOCKS = 20;

    /** Splits are handed out in up to 2 to this power units. */
    private static final int UNIT_DEPTH = 5;

    private final double[] logits;
    private final double probability;
    private final double probabilityOfLoss;
    private final double meanInSample;
    private final double meanOutOfSample;
    private final double slope;
    private final double intercept;

    private BacktestOverfitting(double[] logits, double[] inSample, double[] outOfSample) {
        int n = logits.length;
        this.logits = logits;
        this.probability = Arrays.stream(logits).filter(l -> l <= 0).count() / (double) n;
        this.probabilityOfLoss = Arrays.stream(outOfSample).filter(s -> s < 0).count() / (double) n;
        this.meanInSample = Arrays.stream(inSample).sum() / n;
        this.meanOutOfSample = Arrays.stream(outOfSample).sum() / n;
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double deviation = inSample[i] - meanInSample;
            cross += deviation * (outOfSample[i] - meanOutOfSample);
            squares += deviation * deviation;
        }
        this.slope = squares > 0 ? cross / squares : Double.NaN;
        this.intercept = meanOutOfSample - slope * meanInSample;
    }

    /**
     * Judges a search by all it tried.
     *
     * @param trialReturns one row per trial (two or more), one column per period, finite, rows of the same length. The
     *     first {@code periods mod blocks} periods are left out. Trials must be all that were tried, not the good ones
     * @param blocks S: even, from 2 to 20, with at least two periods in each; 16 is usual
     */
    public static BacktestOverfitting of(double[][] trialReturns, int blocks) {
        return of(trialReturns, blocks, Runnable::run);
    }

    /**
     * The same with help: the answer does not depend on the executor. Returns that are not to be kept in one matrix go through
     * {@link TrialReturns}.
     *
     * @param executor runs part of the splits; the calling thread works too
     */
    public static BacktestOverfitting of(double[][] trialReturns, int blocks, Executor executor) {
        requireBlocks(blocks);
        Checks.atLeast("number of trials", trialReturns.length, 2);
        int periods = trialReturns[0].length;
        Checks.atLeast("number of periods", periods, 2 * blocks);
        BlockSums sums = new BlockSums(trialReturns.length, periods, blocks);
        for (int trial = 0; trial < trialReturns.length; trial++) {
            Checks.sameLength("trial " + trial, trialReturns[trial].length, "trial 0", periods);
            sums.add(trial, Checks.finite("trial " + trial, trialReturns[trial]));
        }
        return of(sums, executor);
    }

    /** Ranks every split; a unit of work is all splits that begin alike, so its numbers are known beforehand. */
    static BacktestOverfitting of(BlockSums sums, Executor executor) {
        int depth = Math.min(UNIT_DEPTH, sums.blocks());
        int[] first = new int[(1 << depth) + 1];
        for (int unit = 0; unit < 1 << depth; unit++) {
            first[unit + 1] = first[unit] + SplitTree.count(sums.blocks(), depth, depth - Integer.bitCount(unit));
        }
        Splits splits = new Splits(first[1 << depth]);
        int everything = (1 << sums.blocks()) - 1;
        Parallel.forEach(1 << depth, executor, unit -> {
            double[] in = new double[sums.trials()];
            double[] out = new double[sums.trials()];
            SplitTree.walk(sums, prefix(unit, depth), depth, first[unit], (split, chosen, inside, outside) -> {
                sums.scores(chosen, inside.sum, inside.squares, in);
                sums.scores(everything & ~chosen, outside.sum, outside.squares, out);
                splits.judge(split, in, out);
            });
        });
        return new BacktestOverfitting(splits.logits, splits.inSample, splits.outOfSample);
    }

    static void requireBlocks(int blocks) {
        if (blocks < 2 || blocks > MOST_BLOCKS || blocks % 2 != 0) {
            throw new IllegalArgumentException(
                    "blocks is " + blocks + "; it must be even and lie in [2, " + MOST_BLOCKS + "]");
        }
    }

    /** The unit's choice among the first blocks: in lexicographic order a block that is taken comes before one that is not. */
    private static int prefix(int unit, int depth) {
        return Integer.reverse(~unit) >>> (Integer.SIZE - depth);
    }

    /** Where each split's outcome is written. */
    private static final class Splits {
        private final double[] logits;
        private final double[] inSample;
        private final double[] outOfSample;

        Splits(int count) {
            this.logits = new double[count];
            this.inSample = new double[count];
            this.outOfSample = new double[count];
        }

        void judge(int split, double[] in, double[] out) {
            int best = firstLargest(in);
            double rank = averageRank(out, best) / (out.length + 1);
            logits[split] = StrictMath.log(rank / (1 - rank));
            inSample[split] = in[best];
            outOfSample[split] = out[best];
        }
    }

    /** The probability of backtest overfitting: the share of splits whose logit is 0 or below; in [0, 1]. */
    public double probability() {
        return probability;
    }

    /** The share of splits in which the best in-sample trial lost money out-of-sample; in [0, 1]. */
    public double probabilityOfLoss() {
        return probabilityOfLoss;
    }

    /**
     * For each split, in lexicographic order of the in-sample blocks, the log-odds of the chosen trial's relative rank.
     */
    public double[] logits() {
        return logits.clone();
    }

    /** How many splits there are. */
    public int splits() {
        return logits.length;
    }

    /** The mean in-sample score of the chosen trials, per period. */
    public double meanInSample() {
        return meanInSample;
    }

    /** The mean out-of-sample score of the chosen trials, per period. */
    public double meanOutOfSample() {
        return meanOutOfSample;
    }

    /**
     * The least-squares slope of the out-of-sample on the in-sample score; negative when the better looked the worse.
     * NaN when all in-sample scores agree.
     */
    public double slope() {
        return slope;
    }

    /** The intercept of the same line. */
    public double intercept() {
        return intercept;
    }

    private static int firstLargest(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** 1 for the lowest; equal scores share the mean of their ranks. */
    private static double averageRank(double[] scores, int of) {
        int below = 0;
        int equal = 0;
        for (double score : scores) {
            below += score < scores[of] ? 1 : 0;
            equal += score == scores[of] ? 1 : 0;
        }
        return below + (equal + 1) / 2.0;
    }
}
