package io.levibot.calibration;

/**
 * Finds the last knot at or below a number in constant time: the range is cut into equal buckets, each of which knows the
 * knots that it can lead to. A few candidates are scanned; where knots crowd into one bucket the rest is a branch-free binary
 * search, so no set of knots is worse than O(log n).
 *
 * <p>Immutable, thread-safe, allocates nothing. Four to eight buckets a knot, four bytes a bucket, at most 256 KiB.
 */
final class KnotIndex {
    private static final int BUCKETS_PER_KNOT = 4;
    private static final int MAX_BUCKETS = 1 << 16;
    private static final int MAX_SCAN = 8;

    private final double[] knots;
    private final int[] lowest;
    private final double origin;
    private final double bucketsPerUnit;

    /**
     * @param knots finite, strictly increasing, at least one; kept, so the caller must not change it
     */
    KnotIndex(double[] knots) {
        this.knots = knots;
        this.origin = knots[0];
        int buckets = Integer.highestOneBit(Math.min(MAX_BUCKETS / 2, BUCKETS_PER_KNOT * knots.length)) * 2;
        double range = knots[knots.length - 1] - origin;
        double perUnit = buckets / range;
        // A single knot, or a range that is subnormal or overflows: one bucket, which leaves everything to the search.
        this.bucketsPerUnit = range > 0.0 && perUnit <= Double.MAX_VALUE ? perUnit : 0.0;
        this.lowest = new int[buckets + 1];
        int knot = 0;
        for (int bucket = 1; bucket <= buckets; bucket++) {
            while (knot + 1 < knots.length && bucketOf(knots[knot + 1], buckets) < bucket) {
                knot++;
            }
            lowest[bucket] = knot;
        }
    }

    /** Returns the number of knots. */
    int size() {
        return knots.length;
    }

    /** Returns a knot. */
    double knot(int i) {
        return knots[i];
    }

    /** Returns the first knot. */
    double first() {
        return origin;
    }

    /** Returns the last knot. */
    double last() {
        return knots[knots.length - 1];
    }

    /** Returns a copy of the knots. */
    double[] toArray() {
        return knots.clone();
    }

    /**
     * @param x at or above the first knot; not NaN
     * @return the index of the last knot that is not above x
     */
    int floor(double x) {
        int bucket = bucketOf(x, lowest.length - 1);
        int low = lowest[bucket];
        int high = lowest[bucket + 1];
        if (high - low > MAX_SCAN) {
            return search(x, low, high);
        }
        while (low < high && knots[low + 1] <= x) {
            low++;
        }
        return low;
    }

    // Rounding is monotone, so a greater number never falls into a lower bucket: that is all the index relies on.
    private int bucketOf(double x, int buckets) {
        double bucket = (x - origin) * bucketsPerUnit;
        return bucket < buckets ? (int) bucket : buckets - 1;
    }

    private int search(double x, int low, int high) {
        int base = low;
        int length = high - low + 1;
        while (length > 1) {
            int half = length >>> 1;
            base = knots[base + half] <= x ? base + half : base;
            length -= half;
        }
        return base;
    }
}
