package io.levibot.calibration;

import java.util.Arrays;

/**
 * The stack of the pool-adjacent-violators algorithm (Ayer et al. 1955; Barlow et al. 1972): points are pushed in ascending
 * order of their position, and a block whose mean is not above that of the block before it is merged into that one. What
 * remains is the weighted least-squares fit among the non-decreasing functions, as blocks of strictly increasing mean.
 *
 * <p>A block keeps sums, not a mean, so the means of 0/1 labels with whole weights are exact. O(n) for n pushes, no recursion.
 * Not thread-safe.
 */
final class PooledBlocks {
    private static final int INITIAL_CAPACITY = 64;

    private double[] first = new double[INITIAL_CAPACITY];
    private double[] last = new double[INITIAL_CAPACITY];
    private double[] weight = new double[INITIAL_CAPACITY];
    private double[] weightedX = new double[INITIAL_CAPACITY];
    private double[] weightedY = new double[INITIAL_CAPACITY];
    private double[] mean = new double[INITIAL_CAPACITY];
    private int size;

    /**
     * Adds a point to the right of all others.
     *
     * @param x position, above every earlier one
     * @param w weight, above 0
     * @param wy weight times value
     */
    void push(double x, double w, double wy) {
        push(x, x, w, w * x, wy);
    }

    /**
     * Adds points that belong to one block, to the right of all others.
     *
     * @param firstX position of the first, above every earlier one
     * @param lastX position of the last
     * @param w sum of weights, above 0
     * @param wx sum of weight times position
     * @param wy sum of weight times value
     */
    void push(double firstX, double lastX, double w, double wx, double wy) {
        double blockFirst = firstX;
        double blockWeight = w;
        double blockX = wx;
        double blockY = wy;
        double blockMean = blockY / blockWeight;
        int top = size - 1;
        while (top >= 0 && mean[top] >= blockMean) {
            blockFirst = first[top];
            blockWeight += weight[top];
            blockX += weightedX[top];
            blockY += weightedY[top];
            blockMean = blockY / blockWeight;
            top--;
        }
        size = top + 1;
        if (size == mean.length) {
            grow();
        }
        first[size] = blockFirst;
        last[size] = lastX;
        weight[size] = blockWeight;
        weightedX[size] = blockX;
        weightedY[size] = blockY;
        mean[size] = blockMean;
        size++;
    }

    /** Returns the number of blocks. */
    int size() {
        return size;
    }

    /** Returns the position of a block's first point. */
    double first(int block) {
        return first[block];
    }

    /** Returns the position of a block's last point. */
    double last(int block) {
        return last[block];
    }

    /** Returns the weighted mean position of a block, within its ends. */
    double centre(int block) {
        double centre = weightedX[block] / weight[block];
        return Math.min(Math.max(centre, first[block]), last[block]);
    }

    /** Returns the weighted mean value of a block: the fit. */
    double mean(int block) {
        return mean[block];
    }

    private void grow() {
        int capacity = size * 2;
        first = Arrays.copyOf(first, capacity);
        last = Arrays.copyOf(last, capacity);
        weight = Arrays.copyOf(weight, capacity);
        weightedX = Arrays.copyOf(weightedX, capacity);
        weightedY = Arrays.copyOf(weightedY, capacity);
        mean = Arrays.copyOf(mean, capacity);
    }
}
