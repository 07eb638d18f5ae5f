package io.levibot.model.lightgbm;

import org.jspecify.annotations.Nullable;

/**
 * One tree as it stands in the file, on its way into a {@link FlatForest}. Node indices are the tree's own; a child below 0 is
 * the leaf {@code ~child}.
 */
final class ParsedTree {
    private static final int[] NO_INTS = {};
    private static final double[] NO_DOUBLES = {};

    final int leaves;
    final double[] leafValue;

    int[] left = NO_INTS;
    int[] right = NO_INTS;
    int[] feature = NO_INTS;
    double[] threshold = NO_DOUBLES;
    byte[] decision = {};

    /** Splits on the longest way to a leaf. */
    int depth;

    /** Where each category set begins in {@link #setWords}, and the end of the last. */
    int[] setStart = {0};

    int[] setWords = NO_INTS;

    /** Training rows per leaf and per node, or null if the file does not say. */
    int @Nullable [] leafCount;

    int @Nullable [] nodeCount;

    /** Linear leaves: constants, and where each leaf's terms begin; null for ordinary leaves. */
    double @Nullable [] leafConst;

    int[] termStart = NO_INTS;
    int[] termFeature = NO_INTS;
    double[] termCoefficient = NO_DOUBLES;

    ParsedTree(int leaves, double[] leafValue) {
        this.leaves = leaves;
        this.leafValue = leafValue;
    }
}
