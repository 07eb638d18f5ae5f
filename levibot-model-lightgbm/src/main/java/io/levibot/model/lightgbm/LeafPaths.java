package io.levibot.model.lightgbm;

import java.util.Arrays;

/**
 * The way from the root to every leaf of a forest, regrouped by feature: what contributions are computed from. Immutable.
 *
 * <p>A leaf's way is a run of <em>conditions</em>, each a node of the tree and the side that the way takes there. Conditions on
 * one feature stand together and make one <em>element</em>; the first of an element is marked.
 */
final class LeafPaths {
    /** Most conditions of a forest: 128 MiB. */
    private static final int MAX_CONDITIONS = 1 << 25;

    /** Longest way: the weights of longer ones would leave the range of doubles. */
    private static final int MAX_LENGTH = 1000;

    private static final int FIRST = 1;
    private static final int RIGHT = 2;
    private static final int NODE_SHIFT = 2;

    /** Where each leaf's conditions begin, and the end of the last. */
    private final int[] start;

    private final int[] conditions;

    private LeafPaths(int[] start, int[] conditions) {
        this.start = start;
        this.conditions = conditions;
    }

    /** Whether a forest's ways are short and few enough. */
    static boolean possible(FlatForest forest) {
        return forest.depth() <= MAX_LENGTH && forest.leafDepths() <= MAX_CONDITIONS;
    }

    /** Returns the ways of a forest for which they are {@link #possible}. */
    static LeafPaths of(FlatForest forest) {
        int[] parentOfNode = new int[forest.nodeStart(forest.trees())];
        int[] parentOfLeaf = new int[forest.leafStart(forest.trees())];
        findParents(forest, parentOfNode, parentOfLeaf);
        int[] start = new int[parentOfLeaf.length + 1];
        ForestBuilder.Ints conditions = new ForestBuilder.Ints();
        long[] way = new long[forest.depth()];
        for (int tree = 0; tree < forest.trees(); tree++) {
            for (int leaf = forest.leafStart(tree); leaf < forest.leafStart(tree + 1); leaf++) {
                int length = climb(forest, parentOfNode, parentOfLeaf[leaf], way);
                append(forest.nodeStart(tree), way, length, conditions);
                start[leaf + 1] = conditions.size();
            }
        }
        return new LeafPaths(start, conditions.toArray());
    }

    /** A parent is stored as twice its node, plus 1 if it is left to the right; -1 for none. */
    private static void findParents(FlatForest forest, int[] parentOfNode, int[] parentOfLeaf) {
        Arrays.fill(parentOfNode, -1);
        Arrays.fill(parentOfLeaf, -1);
        for (int node = 0; node < parentOfNode.length; node++) {
            for (int side = 0; side < 2; side++) {
                int child = side == 0 ? forest.left(node) : forest.right(node);
                if (child >= 0) {
                    parentOfNode[child] = 2 * node + side;
                } else {
                    parentOfLeaf[~child] = 2 * node + side;
                }
            }
        }
    }

    /** Collects the way from a leaf's parent to the root, each step under its feature; returns its length. */
    private static int climb(FlatForest forest, int[] parentOfNode, int leafParent, long[] way) {
        int length = 0;
        for (int step = leafParent; step >= 0; step = parentOfNode[step >> 1]) {
            way[length++] = (long) forest.feature(step >> 1) << 32 | step;
        }
        return length;
    }

    private static void append(int firstNode, long[] way, int length, ForestBuilder.Ints conditions) {
        Arrays.sort(way, 0, length);
        for (int i = 0; i < length; i++) {
            int step = (int) way[i];
            boolean first = i == 0 || way[i] >> 32 != way[i - 1] >> 32;
            int node = (step >> 1) - firstNode;
            conditions.add(node << NODE_SHIFT | (step & 1) * RIGHT | (first ? FIRST : 0));
        }
    }

    /** First condition of a leaf; {@code leaf} may be one past the last. */
    int start(int leaf) {
        return start[leaf];
    }

    int condition(int index) {
        return conditions[index];
    }

    static boolean first(int condition) {
        return (condition & FIRST) != 0;
    }

    /** 0 if the way goes left, 1 if right. */
    static int side(int condition) {
        return (condition & RIGHT) >> 1;
    }

    /** Node, counted within the tree. */
    static int node(int condition) {
        return condition >> NODE_SHIFT;
    }
}
