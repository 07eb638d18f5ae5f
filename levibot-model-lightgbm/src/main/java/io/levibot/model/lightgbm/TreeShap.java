package io.levibot.model.lightgbm;

import java.util.Arrays;
import java.util.Objects;

/**
 * Exact path-dependent SHAP values of a forest: for each feature the Shapley value of the game in which an absent feature's
 * splits send the row both ways, weighted with the training rows (Lundberg, Erion, Lee: "Consistent Individualized Feature
 * Attribution for Tree Ensembles", arXiv:1802.03888). The same numbers as LightGBM's predict_contrib.
 *
 * <p>Computed leaf by leaf instead of by recursion. On a leaf's way each feature i has a share z_i of training rows that go
 * along, and o_i = 1 if the row itself does, else 0. With d features on the way and leaf value v, feature i gets
 *
 * <pre>
 * (o_i - z_i) v  sum over subsets S of the others:  |S|! (d-1-|S|)! / d!  prod_{j in S} o_j  prod_{j not in S} z_j
 * </pre>
 *
 * Only features with o = 1 can be in S, so the sum needs just the coefficients of prod (z_j + y) over those, and all features
 * with o = 0 get one and the same value. That leaves little work for the many leaves that a row is far away from.
 *
 * <p>Immutable and thread-safe; a {@link Scratch} belongs to one thread.
 */
final class TreeShap {
    private final FlatForest forest;
    private final LeafPaths paths;

    /** Share of a node's training rows that go left and right: two numbers per node. */
    private final double[] share;

    /** Expected value of each class. */
    private final double[] expected;

    /** Row d holds |S|! (d-1-|S|)! / d! for |S| = 0 to d-1. */
    private final double[][] weights;

    private final int mostLeaves;

    private TreeShap(FlatForest forest, RowCounts counts) {
        this.forest = forest;
        this.paths = LeafPaths.of(forest);
        this.share = shares(forest, counts);
        this.expected = expected(forest, counts);
        this.weights = weights(forest.depth());
        int most = 1;
        for (int tree = 0; tree < forest.trees(); tree++) {
            most = Math.max(most, forest.leafStart(tree + 1) - forest.leafStart(tree));
        }
        this.mostLeaves = most;
    }

    /**
     * @param forest any forest
     * @return whether it has contributions: its leaves are plain, its file counts the training rows, and its trees are not too
     *     deep
     */
    static boolean possible(FlatForest forest) {
        RowCounts counts = forest.counts();
        if (counts == null || forest.linear() || !LeafPaths.possible(forest)) {
            return false;
        }
        for (int tree = 0; tree < forest.trees(); tree++) {
            if (forest.root(tree) >= 0 && counts.of(forest.root(tree)) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the contributions of a forest for which they are {@link #possible}. */
    static TreeShap of(FlatForest forest) {
        return new TreeShap(forest, Objects.requireNonNull(forest.counts(), "counts"));
    }

    private static double[] shares(FlatForest forest, RowCounts counts) {
        double[] share = new double[2 * forest.nodeStart(forest.trees())];
        for (int node = 0; 2 * node < share.length; node++) {
            double all = counts.of(node);
            // A node that no row reached has no share to divide; its own share of its parent is 0 already.
            share[2 * node] = all > 0 ? counts.of(forest.left(node)) / all : 0.0;
            share[2 * node + 1] = all > 0 ? counts.of(forest.right(node)) / all : 0.0;
        }
        return share;
    }

    private static double[] expected(FlatForest forest, RowCounts counts) {
        double[] expected = new double[forest.classes()];
        for (int tree = 0; tree < forest.trees(); tree++) {
            int root = forest.root(tree);
            double value = 0.0;
            for (int leaf = forest.leafStart(tree); leaf < forest.leafStart(tree + 1); leaf++) {
                double part = root >= 0 ? counts.of(~leaf) / (double) counts.of(root) : 1.0;
                value += part * forest.leafValue(leaf);
            }
            expected[tree % forest.classes()] += value;
        }
        return expected;
    }

    private static double[][] weights(int longest) {
        double[][] weights = new double[longest + 1][];
        for (int d = 0; d <= longest; d++) {
            weights[d] = new double[d];
            double weight = 1.0 / d;
            for (int k = 0; k < d; k++) {
                weights[d][k] = weight;
                weight *= (k + 1.0) / (d - 1.0 - k);
            }
        }
        return weights;
    }

    Scratch scratch() {
        return new Scratch(mostLeaves, forest.depth());
    }

    /**
     * Writes the contributions of a row.
     *
     * @param target receives, for each class, one number per feature and the expected value
     */
    void contributions(double[] row, int rowOffset, int features, double[] target, int offset, Scratch scratch) {
        int classes = forest.classes();
        int width = features + 1;
        Arrays.fill(target, offset, offset + classes * width, 0.0);
        for (int k = 0; k < classes; k++) {
            target[offset + k * width + features] = expected[k];
        }
        for (int tree = 0; tree < forest.trees(); tree++) {
            addTree(tree, row, rowOffset, target, offset + tree % classes * width, scratch);
        }
    }

    private void addTree(int tree, double[] row, int rowOffset, double[] target, int offset, Scratch scratch) {
        int firstNode = forest.nodeStart(tree);
        int nodes = forest.nodeStart(tree + 1) - firstNode;
        for (int i = 0; i < nodes; i++) {
            int node = firstNode + i;
            double value = Decision.normalised(row[rowOffset + forest.feature(node)]);
            scratch.side[i] = (byte) (forest.next(node, value) == forest.left(node) ? 0 : 1);
        }
        if (nodes > 0) {
            for (int leaf = forest.leafStart(tree); leaf < forest.leafStart(tree + 1); leaf++) {
                scratch.read(leaf, firstNode);
                scratch.add(forest.leafValue(leaf), target, offset);
            }
        }
    }

    /** Working memory of one thread. */
    final class Scratch {
        /** The side that the row takes at each node of the current tree. */
        private final byte[] side;

        /** Features with o = 1 on the current way, and their z. */
        private final int[] followed;

        private final double[] followedShare;
        private int followedCount;

        /** Features with o = 0, and the product of their z. */
        private final int[] left;

        private int leftCount;
        private double leftShare;

        /** Coefficients of the product of (z_j + y). */
        private final double[] coefficient;

        private Scratch(int leaves, int longest) {
            this.side = new byte[leaves];
            this.followed = new int[longest];
            this.followedShare = new double[longest];
            this.left = new int[longest];
            this.coefficient = new double[longest + 1];
        }

        /** Sorts the features on a leaf's way by whether the row follows it. */
        private void read(int leaf, int firstNode) {
            followedCount = 0;
            leftCount = 0;
            leftShare = 1.0;
            int end = paths.start(leaf + 1);
            int at = paths.start(leaf);
            while (at < end) {
                int condition = paths.condition(at);
                int feature = forest.feature(firstNode + LeafPaths.node(condition));
                int off = 0;
                double z = 1.0;
                do {
                    int node = LeafPaths.node(condition);
                    int way = LeafPaths.side(condition);
                    off |= side[node] ^ way;
                    z *= share[2 * (firstNode + node) + way];
                    condition = ++at < end ? paths.condition(at) : 1;
                } while (!LeafPaths.first(condition));
                if (off == 0) {
                    followed[followedCount] = feature;
                    followedShare[followedCount++] = z;
                } else {
                    left[leftCount++] = feature;
                    leftShare *= z;
                }
            }
        }

        private void add(double value, double[] target, int offset) {
            double scale = leftShare * value;
            if (scale == 0.0) {
                return;
            }
            double[] weight = weights[followedCount + leftCount];
            multiplyOut();
            if (leftCount > 0) {
                double sum = 0.0;
                for (int k = 0; k <= followedCount; k++) {
                    sum += coefficient[k] * weight[k];
                }
                for (int i = 0; i < leftCount; i++) {
                    target[offset + left[i]] -= scale * sum;
                }
            }
            for (int i = 0; i < followedCount; i++) {
                double z = followedShare[i];
                target[offset + followed[i]] += (1.0 - z) * scale * weighQuotient(z, weight);
            }
        }

        private void multiplyOut() {
            coefficient[0] = 1.0;
            for (int i = 0; i < followedCount; i++) {
                double z = followedShare[i];
                coefficient[i + 1] = coefficient[i];
                for (int k = i; k > 0; k--) {
                    coefficient[k] = coefficient[k - 1] + z * coefficient[k];
                }
                coefficient[0] *= z;
            }
        }

        /** Weighs the coefficients of the product without one factor; dividing from the top is stable because z is at most 1. */
        private double weighQuotient(double z, double[] weight) {
            double sum = 0.0;
            double quotient = 0.0;
            for (int k = followedCount; k > 0; k--) {
                quotient = coefficient[k] - z * quotient;
                sum += quotient * weight[k - 1];
            }
            return sum;
        }
    }
}
