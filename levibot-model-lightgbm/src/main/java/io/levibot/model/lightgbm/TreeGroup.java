package io.levibot.model.lightgbm;

import java.util.Arrays;

/**
 * A range of trees in the form that is walked without branches.
 *
 * <p>Every node and leaf but the roots is an <em>entry</em>, one int <em>word</em>; siblings are neighbours, and a tree's entries
 * fill one or more blocks of {@link #BLOCK}. A word holds the code of its node's split, how many entries ahead the node's left
 * child is, and the slot whose cell decides: {@code next = entry + ahead + (cell > code ? 1 : 0)}. The word of a leaf is that of
 * the next tree's root, so a walk never stops to begin a tree; the last leaf of a lane leads to itself. The walk notes at each
 * step which entry it saw in the current block, so that in the end each block's note is the tree's leaf, to be added up in the
 * order of the trees. (A tree of several blocks leaves notes that are no leaves; their value is 0.0, which changes no sum.)
 *
 * <p>Ideas: Asadi, Lin and de Vries, "Runtime Optimizations for Tree-Based Machine Learning Models", TKDE 2014 (predication and
 * interleaving). Immutable and thread-safe; cells belong to the caller.
 */
final class TreeGroup {
    /** Entries per block, as a power of two: a tree of up to 129 leaves fits one. */
    static final int BLOCK_SHIFT = 8;

    static final int BLOCK = 1 << BLOCK_SHIFT;

    /** Bits of a word: slot at 0, distance ahead at 13, code at 24; the sign bit stays 0. */
    static final int AHEAD_SHIFT = 13;

    static final int SLOT_MASK = (1 << AHEAD_SHIFT) - 1;
    static final int AHEAD_MASK = (1 << (RowQuantiser.CODE_SHIFT - AHEAD_SHIFT)) - 1;

    /** A word that leads to itself whatever its cell: no code is exceeded by {@link RowQuantiser#MAX_CODE}. */
    static final int STAY = RowQuantiser.MAX_CODE << RowQuantiser.CODE_SHIFT;

    /** The code and slot of a split that nothing passes to the right: slot 0 holds a note, which is smaller than any code. */
    static final int ALWAYS_LEFT = (RowQuantiser.MAX_CODE - 1) << RowQuantiser.CODE_SHIFT;

    /** Most blocks per tree: the way from a tree's first entry to the next tree must fit a word. */
    static final int MAX_BLOCKS_PER_TREE = AHEAD_MASK >>> BLOCK_SHIFT;

    /** Trees walked side by side. More hide more latency but no longer fit the registers. */
    static final int LANES = 6;

    /** Steps between two looks whether all lanes have ended. */
    private static final int STEPS_PER_LOOK = 4;

    private final RowQuantiser quantiser;
    private final int blocks;
    private final int blocksPerTree;
    private final int cells;
    private final int[] words;
    private final double[] values;
    private final int[] firstWord;
    private final int[] firstLeft;
    private final int expectedSteps;

    TreeGroup(TreeGroupBuilder from) {
        this.quantiser = from.quantiser;
        this.blocks = from.blocks;
        this.blocksPerTree = from.blocksPerTree;
        this.cells = from.cells;
        this.words = from.words;
        this.values = from.values;
        this.firstWord = from.firstWord;
        this.firstLeft = from.firstLeft;
        this.expectedSteps = from.expectedSteps;
    }

    /** How many ints {@link #walk} needs: notes of the blocks, then the slots. */
    int cells() {
        return cells;
    }

    /** Finds a row's leaves: afterwards each block's cell holds an entry whose value counts. */
    void walk(double[] row, int offset, int[] cell) {
        if (blocksPerTree > 1) {
            // A block that the walk leaves out must not keep another row's leaf.
            Arrays.fill(cell, 0, blocks, words.length - 1);
        }
        quantiser.quantise(row, offset, cell, 0);
        walk(cell);
    }

    // Straight-line code with every lane in a variable of its own: arrays or helper methods here cost a third of the
    // speed.
    private void walk(int[] cell) {
        int[] word = words;
        int e0 = start(0, cell);
        int e1 = start(1, cell);
        int e2 = start(2, cell);
        int e3 = start(3, cell);
        int e4 = start(4, cell);
        int e5 = start(5, cell);
        int steps = expectedSteps;
        int moving;
        do {
            for (int i = 0; i < steps; i++) {
                int w0 = word[e0];
                cell[e0 >>> BLOCK_SHIFT] = e0;
                e0 += ((w0 >>> AHEAD_SHIFT) & AHEAD_MASK) + ((w0 - cell[w0 & SLOT_MASK]) >>> 31);
                int w1 = word[e1];
                cell[e1 >>> BLOCK_SHIFT] = e1;
                e1 += ((w1 >>> AHEAD_SHIFT) & AHEAD_MASK) + ((w1 - cell[w1 & SLOT_MASK]) >>> 31);
                int w2 = word[e2];
                cell[e2 >>> BLOCK_SHIFT] = e2;
                e2 += ((w2 >>> AHEAD_SHIFT) & AHEAD_MASK) + ((w2 - cell[w2 & SLOT_MASK]) >>> 31);
                int w3 = word[e3];
                cell[e3 >>> BLOCK_SHIFT] = e3;
                e3 += ((w3 >>> AHEAD_SHIFT) & AHEAD_MASK) + ((w3 - cell[w3 & SLOT_MASK]) >>> 31);
                int w4 = word[e4];
                cell[e4 >>> BLOCK_SHIFT] = e4;
                e4 += ((w4 >>> AHEAD_SHIFT) & AHEAD_MASK) + ((w4 - cell[w4 & SLOT_MASK]) >>> 31);
                int w5 = word[e5];
                cell[e5 >>> BLOCK_SHIFT] = e5;
                e5 += ((w5 >>> AHEAD_SHIFT) & AHEAD_MASK) + ((w5 - cell[w5 & SLOT_MASK]) >>> 31);
            }
            moving = word[e0] | word[e1] | word[e2] | word[e3] | word[e4] | word[e5];
            steps = STEPS_PER_LOOK;
        } while (((moving >>> AHEAD_SHIFT) & AHEAD_MASK) != 0);
        cell[e0 >>> BLOCK_SHIFT] = e0;
        cell[e1 >>> BLOCK_SHIFT] = e1;
        cell[e2 >>> BLOCK_SHIFT] = e2;
        cell[e3 >>> BLOCK_SHIFT] = e3;
        cell[e4 >>> BLOCK_SHIFT] = e4;
        cell[e5 >>> BLOCK_SHIFT] = e5;
    }

    private int start(int lane, int[] cell) {
        int word = firstWord[lane];
        return firstLeft[lane] + ((word - cell[word & SLOT_MASK]) >>> 31);
    }

    /** Adds the leaves that a walk found to one score, in the order of the trees. */
    double addTo(double score, int[] cell) {
        double[] value = values;
        double sum = score;
        for (int block = 0; block < blocks; block++) {
            sum += value[cell[block]];
        }
        return sum;
    }

    /** The same for several classes; the group begins with a tree of class {@code klass}. */
    void addTo(double[] scores, int scoreOffset, int classes, int klass, int[] cell) {
        int k = klass;
        for (int block = 0; block < blocks; block += blocksPerTree) {
            double sum = scores[scoreOffset + k];
            for (int i = 0; i < blocksPerTree; i++) {
                sum += values[cell[block + i]];
            }
            scores[scoreOffset + k] = sum;
            k = k + 1 == classes ? 0 : k + 1;
        }
    }
}
