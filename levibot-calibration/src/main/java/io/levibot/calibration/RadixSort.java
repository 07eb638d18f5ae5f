package io.levibot.calibration;

/**
 * Sorts doubles by value through their bits: least significant digit first, eight bits a pass, stable. A pass whose digit is
 * the same for every value is skipped.
 *
 * <p>The lowest {@value #SKIPPED_DIGITS} digits are left to an insertion pass, since few values differ in nothing else; if that
 * turns out wrong (after {@value #MOVES_PER_KEY} moves a value) every digit is sorted. Time O(n) whatever the order and the
 * values; scratch memory of the size of the input. At a million random scores it is several times as fast as {@link
 * java.util.Arrays#sort(double[])}, which is why the isotonic fit, all sorting, uses it.
 *
 * <p>Values must not be NaN. Negative zero counts as zero. Stateless.
 */
final class RadixSort {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = Long.SIZE / DIGIT_BITS;
    private static final int RADIX = 1 << DIGIT_BITS;
    private static final int SKIPPED_DIGITS = 3;
    private static final int MOVES_PER_KEY = 4;

    private RadixSort() {}

    /** Returns a key whose unsigned order is the order of the values. */
    static long key(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ ((bits >> (Long.SIZE - 1)) | Long.MIN_VALUE);
    }

    /** Returns the value that a key stands for. */
    static double value(long key) {
        return Double.longBitsToDouble(key ^ (~(key >> (Long.SIZE - 1)) | Long.MIN_VALUE));
    }

    /**
     * Sorts keys.
     *
     * @param keys as made by {@link #key}; overwritten
     * @param count how many of them to sort, from the first
     * @return the keys in ascending unsigned order, {@code count} of them: the given array or another one
     */
    static long[] sort(long[] keys, int count) {
        long[] sorted = sortDigits(keys, new long[keys.length], count, SKIPPED_DIGITS);
        return settle(sorted, count) ? sorted : sortDigits(sorted, new long[keys.length], count, 0);
    }

    private static long[] sortDigits(long[] keys, long[] scratch, int count, int firstDigit) {
        int[][] histograms = histograms(keys, count);
        long[] from = keys;
        long[] to = scratch;
        for (int digit = firstDigit; digit < DIGITS; digit++) {
            int[] next = histograms[digit];
            if (!toOffsets(next, count)) {
                continue;
            }
            int shift = digit * DIGIT_BITS;
            for (int i = 0; i < count; i++) {
                long key = from[i];
                to[next[(int) (key >>> shift) & (RADIX - 1)]++] = key;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    /** Ends the sort by insertion; answers false, with the keys in no order but complete, if that takes too long. */
    private static boolean settle(long[] keys, int count) {
        long movesLeft = (long) MOVES_PER_KEY * count;
        for (int i = 1; i < count; i++) {
            long key = keys[i];
            int place = i;
            while (place > 0 && Long.compareUnsigned(keys[place - 1], key) > 0) {
                keys[place] = keys[place - 1];
                place--;
            }
            keys[place] = key;
            movesLeft -= i - place;
            if (movesLeft < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Keys in ascending order with the places that they came from.
     *
     * @param keys as made by {@link #key}, ascending
     * @param index place of each in the values
     */
    record Order(long[] keys, int[] index) {}

    /**
     * Finds the ascending order of values; equal values keep their order.
     *
     * @param values not changed
     */
    static Order order(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        int[] index = new int[n];
        for (int i = 0; i < n; i++) {
            keys[i] = key(values[i]);
            index[i] = i;
        }
        Order sorted = orderDigits(keys, index, SKIPPED_DIGITS);
        return settle(sorted) ? sorted : orderDigits(sorted.keys(), sorted.index(), 0);
    }

    private static Order orderDigits(long[] keys, int[] places, int firstDigit) {
        int n = keys.length;
        int[][] histograms = histograms(keys, n);
        long[] from = keys;
        int[] index = places;
        long[] to = new long[n];
        int[] toIndex = new int[n];
        for (int digit = firstDigit; digit < DIGITS; digit++) {
            int[] next = histograms[digit];
            if (!toOffsets(next, n)) {
                continue;
            }
            int shift = digit * DIGIT_BITS;
            for (int i = 0; i < n; i++) {
                long key = from[i];
                int position = next[(int) (key >>> shift) & (RADIX - 1)]++;
                to[position] = key;
                toIndex[position] = index[i];
            }
            long[] swap = from;
            from = to;
            to = swap;
            int[] swapIndex = index;
            index = toIndex;
            toIndex = swapIndex;
        }
        return new Order(from, index);
    }

    private static boolean settle(Order order) {
        long[] keys = order.keys();
        int[] index = order.index();
        long movesLeft = (long) MOVES_PER_KEY * keys.length;
        for (int i = 1; i < keys.length; i++) {
            long key = keys[i];
            int from = index[i];
            int place = i;
            while (place > 0 && Long.compareUnsigned(keys[place - 1], key) > 0) {
                keys[place] = keys[place - 1];
                index[place] = index[place - 1];
                place--;
            }
            keys[place] = key;
            index[place] = from;
            movesLeft -= i - place;
            if (movesLeft < 0) {
                return false;
            }
        }
        return true;
    }

    private static int[][] histograms(long[] keys, int count) {
        int[][] counts = new int[DIGITS][RADIX];
        for (int i = 0; i < count; i++) {
            long key = keys[i];
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit][(int) (key >>> (digit * DIGIT_BITS)) & (RADIX - 1)]++;
            }
        }
        return counts;
    }

    /** Turns counts into start offsets; answers false if all keys share the digit, so that the pass would change nothing. */
    private static boolean toOffsets(int[] counts, int total) {
        int sum = 0;
        for (int i = 0; i < RADIX; i++) {
            int count = counts[i];
            if (count == total) {
                return false;
            }
            counts[i] = sum;
            sum += count;
        }
        return true;
    }
}
