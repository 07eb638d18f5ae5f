package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Counts everything that a search looked at, so that what it chose can be judged honestly. Every parameter point,
 * feature set or model that was scored belongs in it, also those that never traded or were thrown away.
 *
 * <p>Mutable and not thread-safe: one search fills it from one thread. What it answers does not depend on the order.
 *
 * @since 0.1.0
 */
public final class TrialCounter {

    private static final int FIRST_CAPACITY = 64;

    private double[] sharpes = new double[FIRST_CAPACITY];
    private int defined;
    private int undefined;
    private double effective;

    /** An empty counter. */
    public TrialCounter() {}

    /**
     * Counts one trial as one, whatever it resembles.
     *
     * @param sharpe its ratio per period; NaN when it has none (it never traded), which counts as a trial but not in
     *     the spread
     */
    public void add(double sharpe) {
        keep(sharpe);
        effective++;
    }

    /**
     * Counts all points of one search, which resemble each other.
     *
     * @param sharpes the ratio of each point per period, NaN as in {@link #add}
     * @param effectiveTrials how many independent trials they amount to, see {@link TrialReturns#effectiveTrials}; from 1 to their
     *     number, 0 for no points
     */
    public void addSearch(double[] sharpes, double effectiveTrials) {
        int fewest = Math.min(1, sharpes.length);
        if (!(effectiveTrials >= fewest && effectiveTrials <= sharpes.length)) {
            throw new IllegalArgumentException("effectiveTrials is " + effectiveTrials + "; for " + sharpes.length
                    + " points it must lie in [" + fewest + ", " + sharpes.length + "]");
        }
        for (double sharpe : sharpes) {
            keep(sharpe);
        }
        effective += effectiveTrials;
    }

    private void keep(double sharpe) {
        if (Double.isNaN(sharpe)) {
            undefined++;
            return;
        }
        Checks.finite("sharpe", sharpe);
        if (defined == sharpes.length) {
            sharpes = Arrays.copyOf(sharpes, 2 * defined);
        }
        sharpes[defined++] = sharpe;
    }

    /** All trials so far. */
    public int count() {
        return defined + undefined;
    }

    /** How many independent trials they amount to: single ones as one each, those of a search as was said; 0 for none. */
    public double effectiveTrials() {
        return effective;
    }

    /** The standard deviation (n-1) of the ratios; 0 below two of them. */
    public double standardDeviation() {
        if (defined < 2) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(sharpes, defined);
        Arrays.sort(sorted);
        return ReturnMoments.of(sorted).standardDeviation();
    }

    /** What was tried, every trial counted as independent: the harshest reading. At least one trial. */
    public SharpeTrials independent() {
        return correlated(0);
    }

    /**
     * What was tried when trials resemble each other: {@code rho + (1 - rho) N} effective ones (López de Prado and
     * Lewis 2019).
     *
     * @param averageCorrelation between the trials' returns, see {@link TrialCorrelation#average}; below 0 counts as 0
     */
    public SharpeTrials correlated(double averageCorrelation) {
        Checks.atLeast("number of trials", count(), 1);
        return new SharpeTrials(TrialCorrelation.effectiveTrials(count(), averageCorrelation), standardDeviation());
    }
}
