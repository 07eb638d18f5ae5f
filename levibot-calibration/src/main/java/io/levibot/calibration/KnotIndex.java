package io.levibot.calibration;

import java.util.Arrays;

/**
 * Finds the last knot at or below a number in constant time: the range is cut into equal buckets, each of which knows the
 * first knot that it can lead to, and from there it is a step or none. Where many knots crowd into one bucket, a branch-free
 * binary search takes over, so no set of knots is worse than O(log n).
 *
 * <p>Immutable, thread-safe, allocates nothing. Eight to sixteen buckets a knot, two bytes a bucket, at most 128 KiB.
 */
final class KnotIndex {
    private static final int BUCKETS_PER_KNOT = 8;
    private static final int MAX_BUCKETS = 1 << 16;
    private static final int MAX_SCAN = 8;

    // Followed by a sentinel that ends every scan.
    private final double[] knots;
    private final int size;
    // Index of the first candidate, shifted right so that it fits.
    private final char[] lowest;
    private final int shift;
    private final boolean crowded;
    private final double origin;
    private final double bucketsPerUnit;

    /**
     * @param knots finite, strictly increasing, at least one
     */
    KnotIndex(double[] knots) {
        this.size = knots.length;
        this.knots = Arrays.copyOf(knots, size + 1);
        this.knots[size] = Double.POSITIVE_INFINITY;
        this.origin = knots[0];
        int buckets = Integer.highestOneBit(Math.min(MAX_BUCKETS / 2, BUCKETS_PER_KNOT * size)) * 2;
        double range = knots[size - 1] - origin;
        double perUnit = buckets / range;
        // A single knot, or a range that is subnormal or overflows: one bucket, which leaves everything to the search.
        this.bucketsPerUnit = range > 0.0 && perUnit <= Double.MAX_VALUE ? perUnit : 0.0;
        this.shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(size) - Character.SIZE);
        // One bucket more for the last knot itself, which rounding may put there, and one for the end of that bucket.
        this.lowest = new char[buckets + 2];
        this.crowded = fill();
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
        return origin;
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
        int bucket = bucketOf(x);
        int low = lowest[bucket] << shift;
        return crowded ? search(x, low, highest(bucket)) : low;
    }

    /** Sets the first candidate of each bucket; answers whether a bucket has too many to scan. */
    private boolean fill() {
        int knot = 0;
        for (int bucket = 1; bucket < lowest.length; bucket++) {
            while (knot + 1 < size && bucketOf(knots[knot + 1]) < bucket) {
                knot++;
            }
            lowest[bucket] = (char) (knot >>> shift);
        }
        boolean tooMany = false;
        for (int bucket = 0; bucket < lowest.length - 1; bucket++) {
            tooMany |= highest(bucket) - (lowest[bucket] << shift) > MAX_SCAN;
        }
        return tooMany;
    }

    private int highest(int bucket) {
        return Math.min(size - 1, ((lowest[bucket + 1] + 1) << shift) - 1);
    }

    // Rounding is monotone, so a greater number never falls into a lower bucket: that is all the index relies on.
    private int bucketOf(double x) {
        return (int) ((x - origin) * bucketsPerUnit);
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
