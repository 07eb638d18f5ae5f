package io.levibot.model.lightgbm;

import java.util.Arrays;
import java.util.Objects;

/**
 * Exact path-dependent SHAP values of a forest: for each feature the Shapley value of the game in which an absent feature's
 * splits send the row both ways, weighted with the training rows (Lundberg, Erion, Lee: "Consistent Individualized Feature
 * Attribution for Tree Ensembles", arXiv:1802.03888). The same numbers as LightGBM's predict_contrib.
 *
 * <p>On the way to a leaf of value v each feature i has a share z_i of training rows that go along, and o_i = 1 if the row itself
 * does, else 0. By Owen's integral ("Multilinear Extensions of Games", Management Science 1972) the leaf gives feature i
 *
 * <pre>
 * v (o_i - z_i)  integral over t from 0 to 1 of  prod_{j != i} f_j(t),    f_j(t) = t o_j + (1 - t) z_j
 * </pre>
 *
 * a polynomial, which {@link GaussLegendre} integrates exactly with half as many points as the way has features. At each point
 * one pass down a tree collects in P the factors on the way to each node, and one pass up collects in G the values and factors
 * below it. Let e be the edge above where a split's feature was split before (o_e = z_e = f_e = 1 if it was not), L and R the
 * children. Then
 *
 * <pre>
 * P_L = P f_L / f_e        P_R = P f_R / f_e        G = (f_L G_L + f_R G_R) / f_e
 * the split gives its feature  integral of  P / f_e^2 ((o_L z_e - o_e z_L) G_L + (o_R z_e - o_e z_R) G_R)
 * </pre>
 *
 * <p>What limits it: of 84 us for 100 trees of 31 leaves about a quarter finds the sides that the row takes, a third goes down, the
 * rest up; the loops over 3 to 9 points are too short to be worth vector instructions. Tried before: going leaf by leaf with the
 * polynomial's coefficients (half as fast), and treating the splits apart at which the row has left e already (mispredicted
 * branches cost more than the multiplications by 0).
 *
 * <p>Immutable and thread-safe; a {@link Scratch} belongs to one thread.
 */
final class TreeShap {
    /** Most numbers of a pass over one tree, nodes times points: 32 MiB. */
    private static final long MAX_PASS = 1L << 22;

    private final FlatForest forest;
    private final ShapTrees trees;

    /** Expected value of each class. */
    private final double[] expected;

    private TreeShap(FlatForest forest, ShapTrees trees, RowCounts counts) {
        this.forest = forest;
        this.trees = trees;
        this.expected = expected(forest, counts);
    }

    /**
     * @param forest any forest
     * @return whether it has contributions: its leaves are plain, its file counts the training rows, and no tree is so large and so
     *     deep that a pass over it would take much memory
     */
    static boolean possible(FlatForest forest) {
        RowCounts counts = forest.counts();
        if (counts == null || forest.linear() || passSize(forest) > MAX_PASS) {
            return false;
        }
        for (int tree = 0; tree < forest.trees(); tree++) {
            if (forest.root(tree) >= 0 && counts.of(forest.root(tree)) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** A bound from the forest's size alone, for a way has at most as many features as splits. */
    private static long passSize(FlatForest forest) {
        long points = ShapTrees.pointsFor(forest.depth());
        int most = 0;
        for (int tree = 0; tree < forest.trees(); tree++) {
            most = Math.max(most, forest.nodeStart(tree + 1) - forest.nodeStart(tree));
        }
        return most * points;
    }

    /** Returns the contributions of a forest for which they are {@link #possible}. */
    static TreeShap of(FlatForest forest) {
        RowCounts counts = Objects.requireNonNull(forest.counts(), "counts");
        return new TreeShap(forest, ShapTrees.of(forest, counts), counts);
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

    Scratch scratch() {
        return new Scratch();
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
            if (forest.root(tree) >= 0) {
                scratch.addTree(tree, row, rowOffset, target, offset + tree % classes * width);
            }
        }
    }

    /** Working memory of one thread, and the passes over a tree. Places, edges and z are those of {@link ShapTrees}. */
    final class Scratch {
        /** P / f_e of each node of the current tree, times the weight of the point. */
        private final double[] above = new double[trees.mostNumbers()];

        /** G of each node, then the values of the leaves. */
        private final double[] below = new double[trees.mostNumbers() + trees.mostNodes() + 1];

        /** o of each edge, and a 1 in the place of {@link ShapTrees#NONE}. */
        private final double[] along = new double[2 * trees.mostNodes() + 1];

        private void addTree(int tree, double[] row, int rowOffset, double[] target, int offset) {
            int first = forest.nodeStart(tree);
            int nodes = forest.nodeStart(tree + 1) - first;
            ShapTrees.Points points = trees.points(tree);
            follow(first, nodes, row, rowOffset);
            down(first, nodes, points);
            forest.copyLeafValues(tree, below, nodes * points.count());
            up(first, nodes, points, target, offset);
        }

        private void follow(int first, int nodes, double[] row, int rowOffset) {
            along[0] = 1.0;
            for (int i = 0; i < nodes; i++) {
                int node = trees.node[first + i];
                double value = Decision.normalised(row[rowOffset + forest.feature(node)]);
                double o = along[trees.edgeAbove[first + i]];
                // The side is a coin toss: a branch on it would be mispredicted half of the time.
                int side = forest.goesLeft(node, value) ? 0 : 1;
                along[2 * i + 1 + side] = o;
                along[2 * i + 2 - side] = 0.0;
            }
        }

        /** Parents come before their children. */
        private void down(int first, int nodes, ShapTrees.Points points) {
            int count = points.count();
            double[] t = points.t();
            double[] rest = points.rest();
            System.arraycopy(points.weight(), 0, above, 0, count);
            for (int i = 1; i < nodes; i++) {
                int parent = trees.parentEdge[first + i];
                int edge = trees.edgeAbove[first + i];
                double o = along[parent];
                double z = trees.z[2 * first + parent];
                int from = ((parent - 1) >> 1) * count;
                int to = i * count;
                if (edge == ShapTrees.NONE) {
                    for (int k = 0; k < count; k++) {
                        above[to + k] = above[from + k] * (o * t[k] + z * rest[k]);
                    }
                } else {
                    double oAbove = along[edge];
                    double zAbove = trees.zAbove[first + i];
                    for (int k = 0; k < count; k++) {
                        above[to + k] = above[from + k] * (o * t[k] + z * rest[k]) / (oAbove * t[k] + zAbove * rest[k]);
                    }
                }
            }
        }

        /** Children come before their parents. */
        private void up(int first, int nodes, ShapTrees.Points points, double[] target, int offset) {
            int count = points.count();
            double[] t = points.t();
            double[] rest = points.rest();
            for (int i = nodes - 1; i >= 0; i--) {
                int left = trees.child[2 * (first + i)];
                int right = trees.child[2 * (first + i) + 1];
                // A leaf has one number for all points.
                int leftMask = ~(left >> 31);
                int rightMask = ~(right >> 31);
                left = left >= 0 ? left * count : nodes * count + ~left;
                right = right >= 0 ? right * count : nodes * count + ~right;
                double oLeft = along[2 * i + 1];
                double oRight = along[2 * i + 2];
                double zLeft = trees.z[2 * (first + i) + 1];
                double zRight = trees.z[2 * (first + i) + 2];
                int edge = trees.edgeAbove[first + i];
                double oAbove = along[edge];
                double zAbove = trees.zAbove[first + i];
                double leftFactor = oLeft * zAbove - oAbove * zLeft;
                double rightFactor = oRight * zAbove - oAbove * zRight;
                int at = i * count;
                double sum = 0.0;
                if (edge == ShapTrees.NONE) {
                    for (int k = 0; k < count; k++) {
                        double l = below[left + (k & leftMask)];
                        double r = below[right + (k & rightMask)];
                        sum += above[at + k] * (leftFactor * l + rightFactor * r);
                        below[at + k] = (oLeft * t[k] + zLeft * rest[k]) * l + (oRight * t[k] + zRight * rest[k]) * r;
                    }
                } else {
                    for (int k = 0; k < count; k++) {
                        double l = below[left + (k & leftMask)];
                        double r = below[right + (k & rightMask)];
                        double f = 1.0 / (oAbove * t[k] + zAbove * rest[k]);
                        sum += above[at + k] * f * (leftFactor * l + rightFactor * r);
                        below[at + k] =
                                ((oLeft * t[k] + zLeft * rest[k]) * l + (oRight * t[k] + zRight * rest[k]) * r) * f;
                    }
                }
                target[offset + trees.feature[first + i]] += sum;
            }
        }
    }
}
