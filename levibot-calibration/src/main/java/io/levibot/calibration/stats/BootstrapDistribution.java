package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * The bootstrap replicates of one statistic beside its value on the sample.
 *
 * <p>A replicate that is NaN (the statistic is undefined on that draw) is left out of every figure and counted by
 * {@link #undefined()}. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class BootstrapDistribution {

    private final double estimate;
    private final double[] sorted;
    private final int undefined;

    private BootstrapDistribution(double estimate, double[] sorted, int undefined) {
        this.estimate = estimate;
        this.sorted = sorted;
        this.undefined = undefined;
    }

    /**
     * Takes replicates in any order.
     *
     * @param estimate the statistic on the sample; NaN makes every interval NaN
     * @param replicates one per draw, NaN where undefined; copied
     */
    public static BootstrapDistribution of(double estimate, double[] replicates) {
        double[] sorted = replicates.clone();
        Arrays.sort(sorted);
        int defined = sorted.length;
        while (defined > 0 && Double.isNaN(sorted[defined - 1])) {
            defined--;
        }
        return new BootstrapDistribution(estimate, Arrays.copyOf(sorted, defined), sorted.length - defined);
    }

    /** The statistic on the sample. */
    public double estimate() {
        return estimate;
    }

    /** How many draws gave a number. */
    public int size() {
        return sorted.length;
    }

    /** How many draws gave NaN. */
    public int undefined() {
        return undefined;
    }

    /**
     * A type-7 quantile of the replicates (Hyndman and Fan 1996), for a share in [0, 1]; NaN when no draw gave a
     * number.
     */
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; it must lie in [0, 1]");
        }
        return Quantiles.ofSorted(sorted, share);
    }

    /** The standard deviation of the replicates; NaN below two of them. */
    public double standardError() {
        double mean = mean();
        double squares = 0;
        for (double r : sorted) {
            squares += (r - mean) * (r - mean);
        }
        return sorted.length < 2 ? Double.NaN : Math.sqrt(squares / (sorted.length - 1));
    }

    /** Mean of the replicates minus the estimate: what resampling adds, an estimate of the statistic's bias. */
    public double bias() {
        return mean() - estimate;
    }

    /**
     * The percentile interval (Efron 1979): quantiles of the replicates. Right for means and ranks, wrong for biased
     * errors.
     */
    public ConfidenceInterval percentile(double confidence) {
        double tail = (1 - Checks.openUnit("confidence", confidence)) / 2;
        return new ConfidenceInterval(estimate, lowTail(tail), highTail(tail), confidence);
    }

    /**
     * The basic interval (Davison and Hinkley 1997, 5.2.1): twice the estimate minus the quantiles, which turns the
     * bias that a plug-in error shows a second time inside the bootstrap around. Clamp it to the statistic's range.
     */
    public ConfidenceInterval basic(double confidence) {
        double tail = (1 - Checks.openUnit("confidence", confidence)) / 2;
        return new ConfidenceInterval(
                estimate, 2 * estimate - highTail(tail), 2 * estimate - lowTail(tail), confidence);
    }

    private double lowTail(double tail) {
        return Double.isNaN(estimate) ? Double.NaN : quantile(tail);
    }

    private double highTail(double tail) {
        return Double.isNaN(estimate) ? Double.NaN : quantile(1 - tail);
    }

    private double mean() {
        double sum = 0;
        for (double r : sorted) {
            sum += r;
        }
        return sum / sorted.length;
    }
}
