package io.levibot.calibration.stats;

/**
 * Walks all ways to give half of the blocks to one side and half to the other, in lexicographic order of the first side's blocks.
 * Neighbouring splits share most of their blocks, so sums are kept along the path: a split costs little more than one addition
 * per trial and side.
 */
final class SplitTree {

    /** A split: the first side's blocks as a bit set, and each trial's sums over both sides. Valid during the call only. */
    @FunctionalInterface
    interface Visitor {
        void visit(int split, int chosen, Side in, Side out);
    }

    /** Sums per trial over the blocks of one side. */
    static final class Side {
        final double[] sum;
        final double[] squares;

        private Side(int trials) {
            this.sum = new double[trials];
            this.squares = new double[trials];
        }

        private void set(Side before, double[] blockSum, double[] blockSquares) {
            for (int trial = 0; trial < sum.length; trial++) {
                sum[trial] = before.sum[trial] + blockSum[trial];
                squares[trial] = before.squares[trial] + blockSquares[trial];
            }
        }
    }

    private final BlockSums sums;
    private final int half;
    private final Side[] in;
    private final Side[] out;
    private final Visitor visitor;
    private int split;

    private SplitTree(BlockSums sums, int firstSplit, Visitor visitor) {
        this.sums = sums;
        this.half = sums.blocks() / 2;
        this.in = new Side[half + 1];
        this.out = new Side[half + 1];
        for (int i = 0; i <= half; i++) {
            in[i] = new Side(sums.trials());
            out[i] = new Side(sums.trials());
        }
        this.visitor = visitor;
        this.split = firstSplit;
    }

    /**
     * Visits the splits whose choice among the first {@code depth} blocks is {@code prefix}, a bit set in which bit i stands for
     * block i. Visits nothing if no split begins so.
     */
    static void walk(BlockSums sums, int prefix, int depth, int firstSplit, Visitor visitor) {
        SplitTree tree = new SplitTree(sums, firstSplit, visitor);
        int chosen = 0;
        int rejected = 0;
        for (int block = 0; block < depth; block++) {
            boolean first = (prefix >>> block & 1) == 1;
            if ((first ? chosen : rejected) == tree.half) {
                return;
            }
            if (first) {
                tree.take(tree.in, chosen++, block);
            } else {
                tree.take(tree.out, rejected++, block);
            }
        }
        tree.descend(depth, prefix, chosen, rejected);
    }

    /** How many splits begin with a choice of {@code chosen} among the first {@code depth} blocks. */
    static int count(int blocks, int depth, int chosen) {
        int open = blocks - depth;
        int wanted = blocks / 2 - chosen;
        if (wanted < 0 || wanted > open) {
            return 0;
        }
        long ways = 1;
        for (int i = 1; i <= wanted; i++) {
            ways = ways * (open - wanted + i) / i;
        }
        return (int) ways;
    }

    private void descend(int block, int chosenSet, int chosen, int rejected) {
        if (block == 2 * half) {
            visitor.visit(split++, chosenSet, in[half], out[half]);
            return;
        }
        if (chosen < half) {
            take(in, chosen, block);
            descend(block + 1, chosenSet | 1 << block, chosen + 1, rejected);
        }
        if (rejected < half) {
            take(out, rejected, block);
            descend(block + 1, chosenSet, chosen, rejected + 1);
        }
    }

    private void take(Side[] side, int taken, int block) {
        side[taken + 1].set(side[taken], sums.sum(block), sums.squares(block));
    }
}
