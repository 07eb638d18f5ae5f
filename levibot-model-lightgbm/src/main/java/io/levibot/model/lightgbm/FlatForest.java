package io.levibot.model.lightgbm;

import org.jspecify.annotations.Nullable;

/**
 * All trees of a model in flat arrays, and the plain walk over them: the readable form of what LightGBM computes, able to score
 * every model that the reader accepts. {@link QuantisedForest} is faster and must agree with it to the last bit.
 *
 * <p>A node index at or above 0 is a node, below 0 it is the leaf {@code ~index}; both count through the whole forest. Immutable
 * and thread-safe.
 */
final class FlatForest {
    private final int classes;
    private final int trees;

    /** Root of each tree. */
    private final int[] root;

    /** First leaf of each tree, and the end of the last. */
    private final int[] leafStart;

    private final int[] feature;

    /** What a value is compared with; for a categorical node the number of its category set. */
    private final double[] threshold;

    private final byte[] decision;
    private final int[] left;
    private final int[] right;
    private final double[] leafValue;
    private final CategorySets sets;
    private final @Nullable LinearLeaves linear;
    private final @Nullable RowCounts counts;
    private final int depth;

    FlatForest(ForestBuilder from) {
        this.classes = from.classes;
        this.trees = from.root.size();
        this.root = from.root.toArray();
        this.leafStart = from.leafStart.toArray();
        this.feature = from.feature.toArray();
        this.threshold = from.threshold.toArray();
        this.decision = from.decision.toByteArray();
        this.left = from.left.toArray();
        this.right = from.right.toArray();
        this.leafValue = from.leafValue.toArray();
        this.sets = new CategorySets(from.setStart.toArray(), from.setWords.toArray());
        this.linear = from.linearLeaves();
        this.counts = from.rowCounts();
        this.depth = from.depth;
    }

    private FlatForest(FlatForest from, int trees) {
        this.classes = from.classes;
        this.trees = trees;
        this.root = from.root;
        this.leafStart = from.leafStart;
        this.feature = from.feature;
        this.threshold = from.threshold;
        this.decision = from.decision;
        this.left = from.left;
        this.right = from.right;
        this.leafValue = from.leafValue;
        this.sets = from.sets;
        this.linear = from.linear;
        this.counts = from.counts;
        this.depth = from.depth;
    }

    /** The same forest without its later trees; shares the arrays. */
    FlatForest first(int treeCount) {
        return new FlatForest(this, treeCount);
    }

    int trees() {
        return trees;
    }

    /** Splits on the longest way to a leaf; for a forest cut by {@link #first}, that of the whole one. */
    int depth() {
        return depth;
    }

    int classes() {
        return classes;
    }

    int root(int tree) {
        return root[tree];
    }

    /** First leaf of a tree; {@code tree} may be {@link #trees}. */
    int leafStart(int tree) {
        return leafStart[tree];
    }

    /** First node of a tree; {@code tree} may be {@link #trees}. A tree has one node less than leaves. */
    int nodeStart(int tree) {
        return leafStart[tree] - tree;
    }

    int feature(int node) {
        return feature[node];
    }

    double threshold(int node) {
        return threshold[node];
    }

    int decision(int node) {
        return decision[node];
    }

    int left(int node) {
        return left[node];
    }

    int right(int node) {
        return right[node];
    }

    double leafValue(int leaf) {
        return leafValue[leaf];
    }

    /** Copies the values of a tree's leaves. */
    void copyLeafValues(int tree, double[] target, int offset) {
        int first = leafStart[tree];
        System.arraycopy(leafValue, first, target, offset, leafStart[tree + 1] - first);
    }

    CategorySets sets() {
        return sets;
    }

    /** Whether some leaf adds a linear term. */
    boolean linear() {
        return linear != null;
    }

    /** Training rows per node and leaf, or null if the file does not say. */
    @Nullable
    RowCounts counts() {
        return counts;
    }

    /** Whether a value leads to the left child; the value is {@link Decision#normalised}. */
    boolean goesLeft(int node, double value) {
        int type = decision[node];
        if (Decision.categorical(type)) {
            return sets.contains((int) threshold[node], value);
        }
        int missing = Decision.missing(type);
        double x = value;
        if (Double.isNaN(x)) {
            if (missing == Decision.MISSING_NAN) {
                return Decision.defaultLeft(type);
            }
            x = 0.0;
        }
        if (missing == Decision.MISSING_ZERO && x == 0.0) {
            return Decision.defaultLeft(type);
        }
        return x <= threshold[node];
    }

    /** The child that a value leads to; the value is {@link Decision#normalised}. */
    int next(int node, double value) {
        return goesLeft(node, value) ? left[node] : right[node];
    }

    /** The leaf of one tree that a row falls into. */
    int leaf(int tree, double[] row, int offset) {
        int node = root[tree];
        while (node >= 0) {
            node = next(node, Decision.normalised(row[offset + feature[node]]));
        }
        return ~node;
    }

    /** Adds every tree to the scores of its class, in the order of the file, as LightGBM does. */
    void addTo(double[] row, int rowOffset, double[] scores, int scoreOffset) {
        int klass = 0;
        for (int tree = 0; tree < trees; tree++) {
            int leaf = leaf(tree, row, rowOffset);
            double value = linear == null ? leafValue[leaf] : linear.value(leaf, leafValue[leaf], row, rowOffset);
            scores[scoreOffset + klass] += value;
            klass = klass + 1 == classes ? 0 : klass + 1;
        }
    }

    /** Writes the leaf of each tree, counted within the tree. */
    void leaves(double[] row, int rowOffset, int[] target, int offset) {
        for (int tree = 0; tree < trees; tree++) {
            target[offset + tree] = leaf(tree, row, rowOffset) - leafStart[tree];
        }
    }
}
