package io.levibot.calibration;

/**
 * A table over some neighbouring knots: the range is cut into equal buckets, each of which knows the first knot that it can lead
 * to. Where more knots crowd into one bucket than are worth a scan, a branch-free binary search takes over.
 *
 * <p>Immutable, thread-safe, allocates nothing. Eight to sixteen buckets a knot, two bytes a bucket, at most 128 KiB.
 */
final class KnotTable {
    /** Knots that one bucket may hold before a scan over them costs more than a search. */
    static final int MAX_SCAN = 8;

    private static final int BUCKETS_PER_KNOT = 8;
    private static final int MAX_BUCKETS = 1 << 16;

    private final double[] knots;
    private final int base;
    private final int last;
    // Index of the first candidate above the base, shifted right so that it fits.
    private final char[] lowest;
    private final int shift;
    private final int lastBucket;
    private final double origin;
    private final double bucketsPerUnit;
    private final boolean crowded;

    /**
     * @param knots finite, strictly increasing
     * @param base first index that is an answer
     * @param from knot at which the buckets begin, from {@code base} to {@code last}
     * @param last last index that is an answer
     */
    KnotTable(double[] knots, int base, int from, int last) {
        this.knots = knots;
        this.base = base;
        this.last = last;
        int count = last - base + 1;
        int buckets = Integer.highestOneBit(Math.min(MAX_BUCKETS / 2, BUCKETS_PER_KNOT * count)) * 2;
        this.origin = knots[from];
        double range = knots[last] - origin;
        double perUnit = buckets / range;
        // A single knot, or a range that is subnormal or overflows: one bucket, which leaves everything to the search.
        this.bucketsPerUnit = range > 0.0 && perUnit <= Double.MAX_VALUE ? perUnit : 0.0;
        this.shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(count) - Character.SIZE);
        // The last knot itself falls, but for rounding, into the bucket after all others; one more is the end of that.
        this.lastBucket = buckets;
        this.lowest = new char[buckets + 2];
        this.crowded = fill();
    }

    /** Returns whether some bucket has too many knots to scan. */
    boolean isCrowded() {
        return crowded;
    }

    /** Returns the number of buckets. */
    int buckets() {
        return lastBucket + 1;
    }

    /**
     * @param x not below the knot at the base, and below the one after the last, if there is one
     * @return the index of a knot that is not above x, and at most a few below the last such
     */
    int candidate(double x) {
        int bucket = Math.max(0, Math.min(lastBucket, bucketOf(x)));
        return crowded ? search(x, low(bucket), high(bucket)) : low(bucket);
    }

    /** Returns the first knot that a number in the bucket can lead to. */
    int low(int bucket) {
        return base + (lowest[bucket] << shift);
    }

    /** Returns the last knot that a number in the bucket can lead to. */
    int high(int bucket) {
        return Math.min(last, base + ((lowest[bucket + 1] + 1) << shift) - 1);
    }

    // Rounding is monotone, so a greater number never falls into a lower bucket: that is all the table relies on.
    int bucketOf(double x) {
        return (int) ((x - origin) * bucketsPerUnit);
    }

    /** Sets the first candidate of each bucket; answers whether a bucket has too many to scan. */
    private boolean fill() {
        int knot = base;
        for (int bucket = 1; bucket < lowest.length; bucket++) {
            while (knot < last && bucketOf(knots[knot + 1]) < bucket) {
                knot++;
            }
            lowest[bucket] = (char) ((knot - base) >>> shift);
        }
        boolean tooMany = false;
        for (int bucket = 0; bucket <= lastBucket; bucket++) {
            tooMany |= high(bucket) - low(bucket) > MAX_SCAN;
        }
        return tooMany;
    }

    private int search(double x, int low, int high) {
        int found = low;
        int length = high - low + 1;
        while (length > 1) {
            int half = length >>> 1;
            found = knots[found + half] <= x ? found + half : found;
            length -= half;
        }
        return found;
    }
}
