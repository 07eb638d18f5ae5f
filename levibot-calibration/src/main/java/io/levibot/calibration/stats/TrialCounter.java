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

    /** An empty counter. */
    public TrialCounter() {}

    /**
     * Counts one trial.
     *
     * @param sharpe its ratio per period; NaN when it has none (it never traded), which counts as a trial but not in
     *     the spread
     */
    public void add(double sharpe) {
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
