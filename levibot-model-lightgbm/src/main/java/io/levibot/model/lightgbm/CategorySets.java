package io.levibot.model.lightgbm;

import java.nio.IntBuffer;

/**
 * The category sets of a forest's categorical nodes, as bits: category {@code c} is in a set if bit {@code c % 32} of its word
 * {@code c / 32} is set. Immutable.
 *
 * @param start first word of each set, and the end of the last
 * @param words bits of all sets
 */
record CategorySets(int[] start, int[] words) {
    /** Whether a value's category is in the set; NaN, negative and unseen categories are in none, fractions are cut off. */
    boolean contains(int set, double value) {
        // The cast cuts off towards 0 and gives 0 for NaN; what is out of int's range is in no set in either direction.
        int category = (int) value;
        if (category < 0 || Double.isNaN(value)) {
            return false;
        }
        int word = category >>> 5;
        return word < start[set + 1] - start[set] && (words[start[set] + word] >>> (category & 31) & 1) != 0;
    }

    /** The bits of a set, comparable with those of others. */
    IntBuffer bits(int set) {
        return IntBuffer.wrap(words, start[set], start[set + 1] - start[set]).slice();
    }

    /** One more than the largest category that the set can hold. */
    int span(int set) {
        return (int) Math.min(Integer.MAX_VALUE, (start[set + 1] - start[set]) * 32L);
    }
}
