package io.levibot.calibration.stats;

import java.util.concurrent.Executor;

/**
 * What the returns of all trials of one search say about it, without keeping them: how alike the trials are, how many
 * independent ones they amount to, and how probably the best of them is overfitted. Memory is a few numbers per trial and block,
 * and one per period and part.
 *
 * <p>A search fills it: one series of returns for each trial, over the same periods. Trials may be added from several threads if
 * each thread uses a part of its own; adding and reading must not overlap. What it answers depends on which trials are in which
 * part in the last bits only, and on nothing else.
 *
 * @since 0.1.0
 */
public final class TrialReturns {

    private final int periods;
    private final BlockSums sums;
    private final boolean[] added;
    private final boolean[] varies;
    private final double[][] standardised;

    /**
     * Prepares for a search.
     *
     * @param trials how many will be added, at least 2
     * @param periods length of each series, at least twice the blocks
     * @param blocks of the cross-validation: even, from 2 to 20; 16 is usual
     * @param parts how many threads may add, at least 1
     */
    public TrialReturns(int trials, int periods, int blocks, int parts) {
        BacktestOverfitting.requireBlocks(blocks);
        Checks.atLeast("trials", trials, 2);
        this.periods = Checks.atLeast("periods", periods, 2 * blocks);
        this.sums = new BlockSums(trials, periods, blocks);
        this.added = new boolean[trials];
        this.varies = new boolean[trials];
        this.standardised = new double[Checks.atLeast("parts", parts, 1)][periods];
    }

    /**
     * Adds a trial.
     *
     * @param part the caller's part, from 0; one thread at a time
     * @param trial its number, from 0; each once
     * @param returns one per period, finite; not kept
     */
    public void add(int part, int trial, double[] returns) {
        Checks.sameLength("returns", returns.length, "the search", periods);
        Checks.finite("returns", returns);
        if (added[trial]) {
            throw new IllegalArgumentException("trial " + trial + " was added before");
        }
        added[trial] = true;
        sums.add(trial, returns);
        double deviation = deviation(returns);
        if (deviation > 0) {
            varies[trial] = true;
            double scale = 1 / deviation;
            double[] into = standardised[part];
            // The variance of a sum of series does not see their means, so they are left where they are.
            double origin = returns[0];
            for (int t = 0; t < periods; t++) {
                into[t] += (returns[t] - origin) * scale;
            }
        }
    }

    /** Standard deviation, exactly 0 for returns that are all equal: counted from the first one. */
    private static double deviation(double[] returns) {
        double origin = returns[0];
        double s0 = 0;
        double s1 = 0;
        double q0 = 0;
        double q1 = 0;
        int even = returns.length & ~1;
        for (int t = 0; t < even; t += 2) {
            double first = returns[t] - origin;
            double second = returns[t + 1] - origin;
            s0 += first;
            s1 += second;
            q0 += first * first;
            q1 += second * second;
        }
        if (even < returns.length) {
            double last = returns[even] - origin;
            s0 += last;
            q0 += last * last;
        }
        double n = returns.length;
        double sum = s0 + s1;
        return Math.sqrt(Math.max(0, (q0 + q1 - sum * sum / n) / (n - 1)));
    }

    /** How many trials there are. */
    public int trials() {
        return added.length;
    }

    /**
     * The mean correlation over all pairs of trials whose returns vary, from the variance of the sum of the standardised series.
     *
     * @return in [-1, 1]; 0 when fewer than two vary
     */
    public double averageCorrelation() {
        requireComplete();
        int varying = 0;
        for (boolean one : varies) {
            varying += one ? 1 : 0;
        }
        if (varying < 2) {
            return 0;
        }
        double[] sum = standardised[0].clone();
        for (int part = 1; part < standardised.length; part++) {
            BlockSums.addTo(sum, standardised[part]);
        }
        double deviation = ReturnMoments.of(sum).standardDeviation();
        double average = (deviation * deviation - varying) / ((double) varying * (varying - 1));
        return Math.min(1, Math.max(-1, average));
    }

    /** How many independent trials these amount to, see {@link TrialCorrelation#effectiveTrials}; in [1, trials]. */
    public double effectiveTrials() {
        return TrialCorrelation.effectiveTrials(trials(), averageCorrelation());
    }

    /**
     * The probability of backtest overfitting.
     *
     * @param executor runs part of the splits; the calling thread works too
     */
    public BacktestOverfitting overfitting(Executor executor) {
        requireComplete();
        return BacktestOverfitting.of(sums, executor);
    }

    private void requireComplete() {
        for (int trial = 0; trial < added.length; trial++) {
            if (!added[trial]) {
                throw new IllegalStateException("trial " + trial + " of " + added.length + " was not added");
            }
        }
    }
}
