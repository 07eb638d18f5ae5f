package io.levibot.model.lightgbm;

/**
 * The distinct split values of one feature, ascending, and a fast way to count how many of them lie below a number. Immutable.
 *
 * <p>The count is exact. A table of equal-width buckets over the range of the thresholds says how many lie in earlier buckets;
 * what remains is to compare with the few in the number's own bucket. This holds in floating point because subtraction,
 * multiplication by a positive constant and truncation are all monotone: a threshold in an earlier bucket is smaller, one in a
 * later bucket is larger.
 */
final class Thresholds {
    /** Most thresholds that a table can count. */
    static final int MAX = 65_000;

    private static final int BUCKETS_PER_THRESHOLD = 16;
    private static final int MIN_BUCKETS = 64;
    private static final int MAX_BUCKETS = 4096;

    /** From this many in one bucket on, the remaining comparisons are a binary search. */
    private static final int CROWDED = 16;

    private final int size;

    /** The thresholds and one more that nothing exceeds. */
    private final double[] values;

    private final double low;
    private final double scale;
    private final int lastBucket;

    /** How many thresholds lie in the buckets before, and at the end in all. */
    private final char[] before;

    private final boolean crowded;

    /**
     * @param ascending distinct numbers without NaN and negative zero, at most {@link #MAX}; infinities are allowed
     */
    Thresholds(double[] ascending) {
        this.size = ascending.length;
        this.values = java.util.Arrays.copyOf(ascending, size + 1);
        this.values[size] = Double.POSITIVE_INFINITY;
        int buckets = Math.min(MAX_BUCKETS, Math.max(MIN_BUCKETS, Integer.highestOneBit(size * BUCKETS_PER_THRESHOLD)));
        this.lastBucket = buckets - 1;
        double first = firstFinite();
        double width = lastFinite() - first;
        boolean usable = width > 0.0 && width <= Double.MAX_VALUE;
        this.low = usable ? first : 0.0;
        this.scale = usable ? lastBucket / width : 0.0;
        this.before = new char[buckets + 1];
        this.crowded = fill() >= CROWDED;
    }

    private double firstFinite() {
        for (int i = 0; i < size; i++) {
            if (!Double.isInfinite(values[i])) {
                return values[i];
            }
        }
        return 0.0;
    }

    private double lastFinite() {
        for (int i = size - 1; i >= 0; i--) {
            if (!Double.isInfinite(values[i])) {
                return values[i];
            }
        }
        return 0.0;
    }

    /** Counts thresholds per bucket; returns the largest count. */
    private int fill() {
        int largest = 0;
        int next = 0;
        for (int bucket = 0; bucket <= lastBucket; bucket++) {
            before[bucket] = (char) next;
            while (next < size && bucket(values[next]) == bucket) {
                next++;
            }
            largest = Math.max(largest, next - before[bucket]);
        }
        before[lastBucket + 1] = (char) size;
        return largest;
    }

    int size() {
        return size;
    }

    double value(int index) {
        return values[index];
    }

    /** Index of a threshold. */
    int indexOf(double threshold) {
        return java.util.Arrays.binarySearch(values, 0, size, threshold);
    }

    private int bucket(double x) {
        // Casting saturates, and gives 0 for the NaN of infinity times scale 0.
        return Math.max(0, Math.min((int) ((x - low) * scale), lastBucket));
    }

    /** How many thresholds are less than {@code x}, which is not NaN: {@code x <= value(i)} exactly if {@code rank(x) <= i}. */
    int rank(double x) {
        int bucket = bucket(x);
        int rank = before[bucket];
        if (crowded) {
            return search(x, rank, before[bucket + 1]);
        }
        while (values[rank] < x) {
            rank++;
        }
        return rank;
    }

    private int search(double x, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
