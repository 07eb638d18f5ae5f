package io.levibot.model.lightgbm;

import java.util.Arrays;

/**
 * What {@link TreeShap} knows of a forest before it sees a row. Each tree's nodes are put so that parents come before their
 * children; they fill the same range as in the forest, and a node's <em>place</em> is counted from the tree's first. A node's
 * <em>edges</em> lead to its children: edge {@code 2 * place + 1} to the left one, {@code 2 * place + 2} to the right one.
 * Immutable, but the arrays are bare.
 */
final class ShapTrees {
    /** The edge that is none. */
    static final int NONE = 0;

    /** Stands for a share of 0 where it divides: what it divides is 0 then. */
    private static final double TINY = 1e-300;

    /** By node: node of the forest. */
    final int[] node;

    /** By node: its feature. */
    final int[] feature;

    /** By node: the edge that leads to it, {@link #NONE} for the root. */
    final int[] parentEdge;

    /** By node: the nearest edge above that splits the same feature, or {@link #NONE}. */
    final int[] edgeAbove;

    /** By node: z of {@link #edgeAbove}, not quite 0; 1 for none. */
    final double[] zAbove;

    /** Two by node, left and right: the child's place or, below 0, the complement of the leaf's number within its tree. */
    final int[] child;

    /**
     * At edge + 2 * the tree's first node: the product of the shares of training rows that go along, over all splits of the edge's
     * feature from the root to here.
     */
    final double[] z;

    private final Points[] points;
    private final int[] pointCount;
    private int mostNodes = 1;
    private int mostNumbers = 1;

    private ShapTrees(FlatForest forest, RowCounts counts) {
        int nodes = forest.nodeStart(forest.trees());
        this.node = new int[nodes];
        this.feature = new int[nodes];
        this.parentEdge = new int[nodes];
        this.edgeAbove = new int[nodes];
        this.zAbove = new double[nodes];
        this.child = new int[2 * nodes];
        this.z = new double[2 * nodes + 1];
        this.pointCount = new int[forest.trees()];
        Walk walk = new Walk(forest, counts);
        int most = 0;
        for (int tree = 0; tree < forest.trees(); tree++) {
            if (forest.root(tree) >= 0) {
                int size = forest.nodeStart(tree + 1) - forest.nodeStart(tree);
                int count = pointsFor(walk.tree(tree));
                pointCount[tree] = count;
                mostNodes = Math.max(mostNodes, size);
                mostNumbers = Math.max(mostNumbers, size * count);
                most = Math.max(most, count);
            }
        }
        this.points = new Points[most + 1];
        Arrays.stream(pointCount).filter(n -> n > 0).distinct().forEach(n -> points[n] = Points.of(n));
    }

    static ShapTrees of(FlatForest forest, RowCounts counts) {
        return new ShapTrees(forest, counts);
    }

    /** How many points integrate a way of so many features: the integrand's degree is one less than these. */
    static int pointsFor(int features) {
        return (features + 1) / 2;
    }

    /** Returns the points at which the polynomials of a tree with at least one node are taken. */
    Points points(int tree) {
        return points[pointCount[tree]];
    }

    /** Returns the nodes of the largest tree, at least 1. */
    int mostNodes() {
        return mostNodes;
    }

    /** Returns the most nodes times points of a tree, at least 1. */
    int mostNumbers() {
        return mostNumbers;
    }

    /**
     * Points of an integral from 0 to 1.
     *
     * @param t points
     * @param rest 1 less each point
     * @param weight their weights
     */
    record Points(double[] t, double[] rest, double[] weight) {
        static Points of(int count) {
            GaussLegendre rule = GaussLegendre.of(count);
            double[] rest = Arrays.stream(rule.point()).map(t -> 1.0 - t).toArray();
            return new Points(rule.point(), rest, rule.weight());
        }

        int count() {
            return t.length;
        }
    }

    /** Goes through trees in preorder, keeping for each feature the edge that splits it on the way from the root. */
    private final class Walk {
        private final FlatForest forest;
        private final RowCounts counts;

        /** Edge of each feature on the current way. */
        private final int[] edgeOfFeature;

        /** The way: node of the forest, its place, and the side that is next, 2 for none. */
        private final int[] way;

        private final int[] place;
        private final int[] side;

        private int tree;
        private int first;
        private int size;
        private int distinct;
        private int mostDistinct;

        private Walk(FlatForest forest, RowCounts counts) {
            this.forest = forest;
            this.counts = counts;
            int features = 0;
            for (int i = 0; i < node.length; i++) {
                features = Math.max(features, forest.feature(i) + 1);
            }
            this.edgeOfFeature = new int[features];
            this.way = new int[forest.depth() + 1];
            this.place = new int[forest.depth() + 1];
            this.side = new int[forest.depth() + 1];
        }

        /** Fills in a tree; returns the most distinct features on a way. */
        private int tree(int number) {
            tree = number;
            first = forest.nodeStart(number);
            size = 0;
            distinct = 0;
            mostDistinct = 0;
            int length = 0;
            enter(forest.root(number), NONE, length++);
            while (length > 0) {
                int top = length - 1;
                if (side[top] == 2) {
                    leave(first + place[top]);
                    length--;
                } else {
                    int next = go(top);
                    if (next >= 0) {
                        enter(next, edgeOfFeature[forest.feature(way[top])], length++);
                    }
                }
            }
            return mostDistinct;
        }

        private void enter(int at, int parent, int top) {
            int mine = first + size;
            int edge = edgeOfFeature[forest.feature(at)];
            node[mine] = at;
            feature[mine] = forest.feature(at);
            parentEdge[mine] = parent;
            edgeAbove[mine] = edge;
            zAbove[mine] = edge == NONE ? 1.0 : Math.max(TINY, z[2 * first + edge]);
            z[2 * mine + 1] = share(at, forest.left(at)) * (edge == NONE ? 1.0 : z[2 * first + edge]);
            z[2 * mine + 2] = share(at, forest.right(at)) * (edge == NONE ? 1.0 : z[2 * first + edge]);
            way[top] = at;
            place[top] = size++;
            side[top] = 0;
            distinct += edge == NONE ? 1 : 0;
            mostDistinct = Math.max(mostDistinct, distinct);
        }

        /** A node that no training row reached has no share to divide; its own share of its parent is 0 already. */
        private double share(int at, int next) {
            double all = counts.of(at);
            return all > 0 ? counts.of(next) / all : 0.0;
        }

        /** Takes the next edge of a node; returns the forest's node or, below 0, leaf that it leads to. */
        private int go(int top) {
            int next = side[top] == 0 ? forest.left(way[top]) : forest.right(way[top]);
            edgeOfFeature[forest.feature(way[top])] = 2 * place[top] + 1 + side[top];
            child[2 * (first + place[top]) + side[top]] = next >= 0 ? size : next + forest.leafStart(tree);
            side[top]++;
            return next;
        }

        private void leave(int mine) {
            edgeOfFeature[feature[mine]] = edgeAbove[mine];
            distinct -= edgeAbove[mine] == NONE ? 1 : 0;
        }
    }
}
