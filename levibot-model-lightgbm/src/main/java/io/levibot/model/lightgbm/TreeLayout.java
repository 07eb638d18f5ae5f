package io.levibot.model.lightgbm;

import java.util.Arrays;

/**
 * Places the nodes' child pairs of one tree so that what is visited together lies together: blocks of one cache line, each
 * filled from its top with the children that training rows reached most often.
 */
final class TreeLayout {
    /** Pairs of two 4-byte words that fill a cache line of 64 bytes. */
    private static final int BLOCK = 8;

    private final FlatForest forest;
    private final int firstNode;
    private final double[] weight;
    private final int[] pairOfNode;
    private final int[] waiting;
    private int waitingCount;

    private TreeLayout(FlatForest forest, int tree) {
        this.forest = forest;
        this.firstNode = forest.nodeStart(tree);
        int nodes = forest.nodeStart(tree + 1) - firstNode;
        this.weight = weights(forest, firstNode, nodes);
        this.pairOfNode = new int[nodes];
        this.waiting = new int[nodes];
    }

    /**
     * @param forest the trees
     * @param tree one of them, with at least one node
     * @return for each node of the tree the place of its child pair, from 0
     */
    static int[] pairs(FlatForest forest, int tree) {
        TreeLayout layout = new TreeLayout(forest, tree);
        layout.place(forest.root(tree));
        return layout.pairOfNode;
    }

    /**
     * Expected number of nodes that a row visits in a tree.
     *
     * @param forest the trees
     * @param tree one of them
     */
    static double meanDepth(FlatForest forest, int tree) {
        int first = forest.nodeStart(tree);
        double[] weights = weights(forest, first, forest.nodeStart(tree + 1) - first);
        return Arrays.stream(weights).sum();
    }

    /** Share of rows that reach each node: from the training counts, or halved at each level if the file has none. */
    private static double[] weights(FlatForest forest, int firstNode, int nodes) {
        double[] weight = new double[nodes];
        RowCounts counts = forest.counts();
        if (nodes == 0) {
            return weight;
        }
        if (counts != null && counts.of(firstNode) > 0) {
            double all = counts.of(firstNode);
            for (int i = 0; i < nodes; i++) {
                // Clipped because the counts are the file's claim.
                weight[i] = Math.min(1.0, counts.of(firstNode + i) / all);
            }
            return weight;
        }
        int[] stack = new int[nodes];
        int top = 0;
        stack[top++] = firstNode;
        weight[0] = 1.0;
        while (top > 0) {
            int node = stack[--top];
            for (int side = 0; side < 2; side++) {
                int child = side == 0 ? forest.left(node) : forest.right(node);
                if (child >= 0) {
                    weight[child - firstNode] = weight[node - firstNode] / 2;
                    stack[top++] = child;
                }
            }
        }
        return weight;
    }

    private void place(int root) {
        int next = 0;
        waiting[waitingCount++] = root - firstNode;
        while (waitingCount > 0) {
            int blockStart = waitingCount - 1;
            moveHeaviestToEnd(0);
            for (int room = BLOCK; room > 0 && waitingCount > blockStart; room--) {
                moveHeaviestToEnd(blockStart);
                int node = waiting[--waitingCount];
                pairOfNode[node] = next++;
                await(forest.left(firstNode + node));
                await(forest.right(firstNode + node));
            }
        }
    }

    private void await(int child) {
        if (child >= 0) {
            waiting[waitingCount++] = child - firstNode;
        }
    }

    private void moveHeaviestToEnd(int from) {
        int heaviest = from;
        for (int i = from + 1; i < waitingCount; i++) {
            if (weight[waiting[i]] > weight[waiting[heaviest]]) {
                heaviest = i;
            }
        }
        int last = waitingCount - 1;
        int moved = waiting[heaviest];
        waiting[heaviest] = waiting[last];
        waiting[last] = moved;
    }
}
