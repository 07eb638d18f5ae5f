package io.levibot.model.lightgbm;

import java.util.Arrays;

/** Lays out a range of trees as a {@link TreeGroup}. */
final class TreeGroupBuilder {
    /** Share of the expected steps to take before the first look whether the walk has ended. */
    private static final double SURE_STEPS = 0.9;

    private final FlatForest forest;
    private final int from;
    private final int to;
    private final SlotPlan plan;

    final RowQuantiser quantiser;
    final int blocks;
    final int blocksPerTree;
    final int cells;
    final int[] words;
    final double[] values;
    final int[] firstWord = new int[TreeGroup.LANES];
    final int[] firstLeft = new int[TreeGroup.LANES];

    final int expectedSteps;

    private final int[] laneOfTree;
    private final int[][] pairs;

    /** The first slot of {@code plan} must be one more than the range's number of blocks. */
    TreeGroupBuilder(FlatForest forest, int from, int to, SlotPlan plan) {
        this.forest = forest;
        this.from = from;
        this.to = to;
        this.plan = plan;
        this.quantiser = plan.quantiser();
        this.blocksPerTree = blocksPerTree(forest);
        this.blocks = (to - from) * blocksPerTree;
        this.cells = blocks + 1 + plan.slots();
        this.words = new int[(blocks << TreeGroup.BLOCK_SHIFT) + 1];
        this.values = new double[words.length];
        this.laneOfTree = new int[to - from];
        this.pairs = new int[to - from][];
        this.expectedSteps = (int) (spreadOverLanes() / TreeGroup.LANES * SURE_STEPS);
        fill();
    }

    /** Blocks that each tree of a forest takes. */
    static int blocksPerTree(FlatForest forest) {
        int leaves = 2;
        for (int tree = 0; tree < forest.trees(); tree++) {
            leaves = Math.max(leaves, forest.leafStart(tree + 1) - forest.leafStart(tree));
        }
        return (2 * leaves - 2 + TreeGroup.BLOCK - 1) >>> TreeGroup.BLOCK_SHIFT;
    }

    /** Cuts the trees into as many consecutive runs as there are lanes, of about equal expected length; returns the sum. */
    private double spreadOverLanes() {
        double[] depth = new double[to - from];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = TreeLayout.meanDepth(forest, from + i);
        }
        double all = Arrays.stream(depth).sum();
        double before = 0.0;
        for (int i = 0; i < depth.length; i++) {
            double middle = all > 0.0 ? (before + depth[i] / 2) / all : 0.0;
            laneOfTree[i] = Math.min(TreeGroup.LANES - 1, (int) (middle * TreeGroup.LANES));
            before += depth[i];
        }
        return all;
    }

    private void fill() {
        int rest = blocks << TreeGroup.BLOCK_SHIFT;
        words[rest] = TreeGroup.STAY;
        Arrays.fill(firstWord, TreeGroup.STAY);
        Arrays.fill(firstLeft, rest);
        for (int tree = pairs.length - 1; tree >= 0; tree--) {
            boolean lastOfLane = tree + 1 == pairs.length || laneOfTree[tree + 1] != laneOfTree[tree];
            int root = forest.root(from + tree);
            if (root >= 0) {
                pairs[tree] = TreeLayout.pairs(forest, from + tree);
                for (int node = forest.nodeStart(from + tree); node < forest.nodeStart(from + tree + 1); node++) {
                    fillEntry(tree, left(tree, node), forest.left(node), lastOfLane);
                    fillEntry(tree, left(tree, node) + 1, forest.right(node), lastOfLane);
                }
            } else {
                // A tree without splits is walked as one split between two leaves of the same value.
                fillEntry(tree, firstEntry(tree), root, lastOfLane);
                fillEntry(tree, firstEntry(tree) + 1, root, lastOfLane);
            }
            firstWord[laneOfTree[tree]] = rootWord(tree, 0);
            firstLeft[laneOfTree[tree]] = firstEntry(tree);
        }
    }

    private void fillEntry(int tree, int entry, int child, boolean lastOfLane) {
        if (child >= 0) {
            words[entry] = word(child, left(tree, child) - entry);
            return;
        }
        values[entry] = forest.leafValue(~child);
        // The layout puts the root's children first.
        words[entry] = lastOfLane ? TreeGroup.STAY : rootWord(tree + 1, firstEntry(tree + 1) - entry);
    }

    private int rootWord(int tree, int ahead) {
        int root = forest.root(from + tree);
        return root >= 0 ? word(root, ahead) : ahead << TreeGroup.AHEAD_SHIFT | TreeGroup.ALWAYS_LEFT;
    }

    private int firstEntry(int tree) {
        return (tree * blocksPerTree) << TreeGroup.BLOCK_SHIFT;
    }

    /** Entry of a node's left child. */
    private int left(int tree, int node) {
        return firstEntry(tree) + 2 * pairs[tree][node - forest.nodeStart(from + tree)];
    }

    private int word(int node, int ahead) {
        return plan.code(node) << RowQuantiser.CODE_SHIFT | ahead << TreeGroup.AHEAD_SHIFT | plan.slot(node);
    }
}
