package io.levibot.calibration;

/**
 * Merges the sorted positions of negatives and of positives into blocks. A stretch of positives followed by a stretch of
 * negatives violates the order in any case, so it is handed on as one block: a quarter of the points, and no step of the
 * merge that a processor would have to guess but the ends of the stretches.
 */
final class LabelMerge {
    private final long[] negatives;
    private final int negativeCount;
    private final long[] positives;
    private final int positiveCount;
    private final double tieDistance;
    private int negative;
    private int positive;
    private double nextNegative;
    private double nextPositive;

    LabelMerge(long[] negatives, int negativeCount, long[] positives, int positiveCount, double tieDistance) {
        this.negatives = negatives;
        this.negativeCount = negativeCount;
        this.positives = positives;
        this.positiveCount = positiveCount;
        this.tieDistance = tieDistance;
    }

    void into(PooledBlocks blocks) {
        advanceNegative(0);
        advancePositive(0);
        while (negative < negativeCount || positive < positiveCount) {
            pushStretch(blocks);
            pushTie(blocks);
        }
    }

    /** Positives before the next negative, then negatives before the next positive. */
    private void pushStretch(PooledBlocks blocks) {
        double first = Math.min(nextNegative, nextPositive);
        double last = first;
        double weightedX = 0.0;
        int start = negative + positive;
        int ones = positive;
        while (positive < positiveCount && nextNegative - nextPositive >= tieDistance && nextNegative != nextPositive) {
            last = nextPositive;
            int before = positive;
            skipPositives(last);
            weightedX += last * (positive - before);
        }
        ones = positive - ones;
        while (negative < negativeCount && nextPositive - nextNegative >= tieDistance && nextNegative != nextPositive) {
            last = nextNegative;
            int before = negative;
            skipNegatives(last);
            weightedX += last * (negative - before);
        }
        int weight = negative + positive - start;
        if (weight > 0) {
            blocks.push(first, last, weight, weightedX, ones);
        }
    }

    /** A negative and a positive too near to each other to have an order, and what is tied with the first of them. */
    private void pushTie(PooledBlocks blocks) {
        double start = Math.min(nextNegative, nextPositive);
        boolean tied = Math.abs(nextNegative - nextPositive) < tieDistance || nextNegative == nextPositive;
        if (!tied || start == Double.POSITIVE_INFINITY) {
            return;
        }
        int before = negative + positive;
        int ones = positive;
        skipNegatives(start);
        skipPositives(start);
        blocks.push(start, negative + positive - before, positive - ones);
    }

    private void skipNegatives(double start) {
        do {
            advanceNegative(negative + 1);
        } while (nextNegative - start < tieDistance || nextNegative == start);
    }

    private void skipPositives(double start) {
        do {
            advancePositive(positive + 1);
        } while (nextPositive - start < tieDistance || nextPositive == start);
    }

    private void advanceNegative(int to) {
        negative = to;
        nextNegative = to < negativeCount ? RadixSort.value(negatives[to]) : Double.POSITIVE_INFINITY;
    }

    private void advancePositive(int to) {
        positive = to;
        nextPositive = to < positiveCount ? RadixSort.value(positives[to]) : Double.POSITIVE_INFINITY;
    }
}
