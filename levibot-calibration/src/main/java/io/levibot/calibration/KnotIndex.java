package io.levibot.calibration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last knot at or below a number in constant time: a {@link KnotTable} over all knots leads to the knot or to a few
 * before it. Where many knots crowd into one bucket of that, as scores do in the middle of their range, the bucket has a table of
 * its own; where they crowd even there, a binary search ends it, so no set of knots is worse than O(log n).
 *
 * <p>Immutable, thread-safe, allocates nothing.
 */
final class KnotIndex {
    // Followed by a sentinel that ends every scan.
    private final double[] knots;
    private final int size;
    private final KnotTable table;
    private final @Nullable KnotTable @Nullable [] crowds;

    /**
     * @param knots finite, strictly increasing, at least one
     */
    KnotIndex(double[] knots) {
        this.size = knots.length;
        this.knots = Arrays.copyOf(knots, size + 1);
        this.knots[size] = Double.POSITIVE_INFINITY;
        this.table = new KnotTable(this.knots, 0, 0, size - 1);
        this.crowds = table.isCrowded() ? crowds() : null;
    }

    private @Nullable KnotTable[] crowds() {
        @Nullable KnotTable[] tables = new KnotTable[table.buckets()];
        for (int bucket = 0; bucket < tables.length; bucket++) {
            int low = table.low(bucket);
            int high = table.high(bucket);
            // The lowest is where numbers below the bucket's own knots lead; it may lie far off.
            tables[bucket] = high - low > KnotTable.MAX_SCAN ? new KnotTable(knots, low, low + 1, high) : null;
        }
        return tables;
    }

    /** Returns the number of knots. */
    int size() {
        return size;
    }

    /** Returns a knot. */
    double knot(int i) {
        return knots[i];
    }

    /** Returns the first knot. */
    double first() {
        return knots[0];
    }

    /** Returns the last knot. */
    double last() {
        return knots[size - 1];
    }

    /** Returns a copy of the knots. */
    double[] toArray() {
        return Arrays.copyOf(knots, size);
    }

    /**
     * @param x from the first knot to the last
     * @return the index of the last knot that is not above x
     */
    int floor(double x) {
        int low = candidate(x);
        while (knots[low + 1] <= x) {
            low++;
        }
        return low;
    }

    /**
     * @param x from the first knot to the last
     * @return the index of a knot that is not above x, and at most a few below the last such
     */
    int candidate(double x) {
        int bucket = table.bucketOf(x);
        if (crowds == null) {
            return table.low(bucket);
        }
        KnotTable crowd = crowds[bucket];
        return crowd == null ? table.low(bucket) : crowd.candidate(x);
    }
}
