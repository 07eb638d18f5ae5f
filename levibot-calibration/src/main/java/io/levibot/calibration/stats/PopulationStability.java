package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * The population stability index of a current sample against a reference: {@code sum (a-e) ln(a/e)} over bins, a and e
 * the shares of current and reference. Bins come from the reference's type-7 quantiles, equal edges merged, the outer
 * bins open to both infinities, open below and closed above. Empty cells count as a share of one millionth, not
 * renormalised.
 *
 * <p>The rule of thumb 0.1 and 0.25 ignores sample sizes: without any drift the index times {@code n m / (n + m)} is
 * about chi-square with one degree of freedom fewer than bins (Yurdakul 2018), and {@link #pValue} says so.
 * Observations are taken as independent.
 *
 * @param index 0 or more; 0 when both samples fill the bins alike, and when the reference is constant
 * @param bins how many bins ties left of those asked for
 * @param pValue chance of an index at least as large without drift; NaN with a single bin
 * @since 0.1.0
 */
public record PopulationStability(double index, int bins, double pValue) {

    private static final double SMALLEST_SHARE = 1e-6;

    /**
     * Compares two samples.
     *
     * @param reference finite, not empty
     * @param current finite, not empty
     * @param bins how many to ask for, at least 1; 10 is usual
     */
    public static PopulationStability of(double[] reference, double[] current, int bins) {
        double[] edges = innerEdges(reference, bins);
        return ofCounts(counts(reference, edges), counts(current, edges));
    }

    /**
     * Compares two samples that were counted into the same bins before.
     *
     * @param reference counts, not negative, at least one above 0
     * @param current as many counts, likewise
     */
    public static PopulationStability ofCounts(long[] reference, long[] current) {
        Checks.sameLength("reference", reference.length, "current", current.length);
        double n = total("reference", reference);
        double m = total("current", current);
        double index = 0;
        for (int b = 0; b < reference.length; b++) {
            double expected = Math.max(SMALLEST_SHARE, reference[b] / n);
            double actual = Math.max(SMALLEST_SHARE, current[b] / m);
            index += (actual - expected) * StrictMath.log(actual / expected);
        }
        double pValue = reference.length > 1
                ? GammaFunctions.chiSquareUpper(index * (n * m / (n + m)), reference.length - 1)
                : Double.NaN;
        return new PopulationStability(index, reference.length, pValue);
    }

    /** The edges between bins, strictly ascending; none when the reference is constant. */
    public static double[] innerEdges(double[] reference, int bins) {
        Checks.atLeast("number of reference values", reference.length, 1);
        Checks.atLeast("bins", bins, 1);
        double[] sorted = Checks.finite("reference", reference).clone();
        Arrays.sort(sorted);
        double[] edges = Arrays.stream(BinEdges.equalWidth(bins))
                .map(share -> Quantiles.ofSorted(sorted, share))
                .distinct()
                .toArray();
        return edges.length <= 2 ? new double[0] : Arrays.copyOfRange(edges, 1, edges.length - 1);
    }

    /** How many values fall into each bin: one more than there are edges; a value on an edge belongs below it. */
    public static long[] counts(double[] values, double[] innerEdges) {
        Checks.atLeast("number of values", values.length, 1);
        Checks.finite("values", values);
        long[] counts = new long[innerEdges.length + 1];
        for (double value : values) {
            int at = Arrays.binarySearch(innerEdges, value + 0.0);
            counts[at >= 0 ? at : -at - 1]++;
        }
        return counts;
    }

    private static double total(String name, long[] counts) {
        double total = 0;
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] < 0) {
                throw new IllegalArgumentException(name + "[" + b + "] is " + counts[b] + "; a count is not negative");
            }
            total += counts[b];
        }
        return Checks.positive("total of " + name, total);
    }
}
