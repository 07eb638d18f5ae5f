package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * What a measure would have been if a hypothesis held, by simulation, beside what it was. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class NullDistribution {

    private final double observed;
    private final double[] sorted;

    private NullDistribution(double observed, double[] sorted) {
        this.observed = observed;
        this.sorted = sorted;
    }

    /**
     * Takes simulated values in any order; NaN ones (undefined draws) are left out.
     *
     * @param observed the measure on the sample; NaN makes every p-value NaN
     * @param simulated copied
     */
    public static NullDistribution of(double observed, double[] simulated) {
        double[] sorted =
                Arrays.stream(simulated).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return new NullDistribution(observed, sorted);
    }

    /** The measure on the sample. */
    public double observed() {
        return observed;
    }

    /** How many simulated values count. */
    public int size() {
        return sorted.length;
    }

    /** The mean under the hypothesis; NaN when nothing was simulated. */
    public double mean() {
        return Arrays.stream(sorted).sum() / sorted.length;
    }

    /** A type-7 quantile under the hypothesis, for a share in [0, 1]; NaN when nothing was simulated. */
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; it must lie in [0, 1]");
        }
        return Quantiles.ofSorted(sorted, share);
    }

    /** The share of simulated values above a limit, in [0, 1]; NaN when nothing was simulated. */
    public double shareAbove(double limit) {
        return (sorted.length - firstIndexAbove(limit)) / (double) sorted.length;
    }

    /**
     * The chance of a value at least as large: exact for any number of simulations, as the sample counts as one of
     * them; 1 when nothing was simulated.
     */
    public double upperPValue() {
        int atLeast = sorted.length - firstIndexAbove(Math.nextDown(observed));
        return Double.isNaN(observed) ? Double.NaN : (1.0 + atLeast) / (1.0 + sorted.length);
    }

    /** The chance of a value at most as large, likewise exact. */
    public double lowerPValue() {
        return Double.isNaN(observed) ? Double.NaN : (1.0 + firstIndexAbove(observed)) / (1.0 + sorted.length);
    }

    /** Twice the smaller of both, at most 1. */
    public double twoSidedPValue() {
        return Math.min(1, 2 * Math.min(upperPValue(), lowerPValue()));
    }

    private int firstIndexAbove(double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
