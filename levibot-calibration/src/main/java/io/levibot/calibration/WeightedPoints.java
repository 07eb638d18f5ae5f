package io.levibot.calibration;

import org.jspecify.annotations.Nullable;

/**
 * Checked points for a monotone fit: finite, with positive weights (points of weight 0 are left out). Arrays are the caller's
 * own where nothing had to be left out, and are only read.
 */
final class WeightedPoints {
    private final double[] x;
    private final double[] y;
    private final double @Nullable [] weights;
    private final boolean zeroOrOne;

    private WeightedPoints(double[] x, double[] y, double @Nullable [] weights, boolean zeroOrOne) {
        this.x = x;
        this.y = y;
        this.weights = weights;
        this.zeroOrOne = zeroOrOne;
    }

    /**
     * @param x positions, finite
     * @param y values, finite
     * @param weights finite, 0 or more, not all 0; null for equal weights
     * @return the points of positive weight
     * @throws IllegalArgumentException if lengths differ, a value is not allowed, or no point remains
     */
    static WeightedPoints of(double[] x, double[] y, double @Nullable [] weights) {
        int n = x.length;
        if (n == 0 || y.length != n || (weights != null && weights.length != n)) {
            throw new IllegalArgumentException(n + " positions, " + y.length + " values"
                    + (weights == null ? "" : ", " + weights.length + " weights")
                    + ": allowed are equal numbers, at least one");
        }
        boolean zeroOrOne = true;
        for (int i = 0; i < n; i++) {
            if (!(Math.abs(x[i]) <= Double.MAX_VALUE && Math.abs(y[i]) <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "row " + i + ": (" + x[i] + ", " + y[i] + "); allowed are finite numbers");
            }
            zeroOrOne &= y[i] == 0.0 || y[i] == 1.0;
        }
        if (weights == null) {
            return new WeightedPoints(x, y, null, zeroOrOne);
        }
        return weighted(x, y, weights, zeroOrOne);
    }

    private static WeightedPoints weighted(double[] x, double[] y, double[] weights, boolean zeroOrOne) {
        int positive = 0;
        boolean equal = true;
        double one = 0.0;
        for (int i = 0; i < weights.length; i++) {
            double w = weights[i];
            if (!(w >= 0.0 && w <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "row " + i + ": weight " + w + "; allowed are finite numbers, 0 or more");
            }
            if (w > 0.0) {
                equal &= positive == 0 || w == one;
                one = w;
                positive++;
            }
        }
        if (positive == 0) {
            throw new IllegalArgumentException("every weight is 0: at least one must be above 0");
        }
        if (positive == x.length) {
            return new WeightedPoints(x, y, equal ? null : weights, zeroOrOne);
        }
        return withoutZeros(x, y, weights, positive, equal, zeroOrOne);
    }

    private static WeightedPoints withoutZeros(
            double[] x, double[] y, double[] weights, int positive, boolean equal, boolean zeroOrOne) {
        double[] keptX = new double[positive];
        double[] keptY = new double[positive];
        double[] keptW = new double[positive];
        int kept = 0;
        for (int i = 0; i < x.length; i++) {
            if (weights[i] > 0.0) {
                keptX[kept] = x[i];
                keptY[kept] = y[i];
                keptW[kept] = weights[i];
                kept++;
            }
        }
        return new WeightedPoints(keptX, keptY, equal ? null : keptW, zeroOrOne);
    }

    /** Returns the direction in which y goes with x: the sign of the weighted rank correlation, increasing if it is zero. */
    IsotonicRegression.Direction direction() {
        double[] rankX = centredRanks(x);
        double[] rankY = centredRanks(y);
        double covariance = 0.0;
        for (int i = 0; i < x.length; i++) {
            covariance += weight(i) * rankX[i] * rankY[i];
        }
        return covariance >= 0.0 ? IsotonicRegression.Direction.INCREASING : IsotonicRegression.Direction.DECREASING;
    }

    /**
     * Pools the points in ascending order of x.
     *
     * @param sign 1 to fit y, -1 to fit its negative
     * @param tieDistance points nearer than this to the first of their run are one point; 0 for equal x only
     * @return the blocks
     */
    PooledBlocks pool(double sign, double tieDistance) {
        PooledBlocks blocks = new PooledBlocks();
        if (weights == null && zeroOrOne && sign > 0.0) {
            poolLabels(blocks, tieDistance);
        } else {
            poolSorted(blocks, sign, tieDistance);
        }
        return blocks;
    }

    // Labels need no payload to be sorted along: sort the x of each label by itself and merge the two.
    private void poolLabels(PooledBlocks blocks, double tieDistance) {
        int ones = 0;
        for (double label : y) {
            ones += label == 1.0 ? 1 : 0;
        }
        // Every key is written to both and kept in one, which needs a spare place but no unpredictable branch.
        long[] negative = new long[x.length - ones + 1];
        long[] positive = new long[ones + 1];
        int negatives = 0;
        int positives = 0;
        for (int i = 0; i < x.length; i++) {
            long key = RadixSort.key(x[i]);
            int label = (int) y[i];
            negative[negatives] = key;
            positive[positives] = key;
            positives += label;
            negatives += 1 - label;
        }
        new LabelMerge(
                        RadixSort.sort(negative, negatives),
                        negatives,
                        RadixSort.sort(positive, positives),
                        positives,
                        tieDistance)
                .into(blocks);
    }

    private void poolSorted(PooledBlocks blocks, double sign, double tieDistance) {
        RadixSort.Order order = RadixSort.order(x);
        long[] keys = order.keys();
        int[] index = order.index();
        double[] payload = interleaved(sign);
        // A block that is still growing stays in local variables: most points join it and never see the stack.
        double first = RadixSort.value(keys[0]);
        double last = first;
        double blockW = 0.0;
        double blockX = 0.0;
        double blockY = 0.0;
        double blockMean = Double.POSITIVE_INFINITY;
        int i = 0;
        while (i < keys.length) {
            double start = RadixSort.value(keys[i]);
            double w = payload[2 * index[i]];
            double wy = payload[2 * index[i] + 1];
            i++;
            while (i < keys.length && sameRun(RadixSort.value(keys[i]), start, tieDistance)) {
                w += payload[2 * index[i]];
                wy += payload[2 * index[i] + 1];
                i++;
            }
            if (wy / w > blockMean) {
                blocks.push(first, last, blockW, blockX, blockY);
                first = start;
                blockW = 0.0;
                blockX = 0.0;
                blockY = 0.0;
            }
            last = start;
            blockW += w;
            blockX += w * start;
            blockY += wy;
            blockMean = blockY / blockW;
        }
        blocks.push(first, last, blockW, blockX, blockY);
    }

    // Weight and weight times value side by side: one access to far memory a row instead of two.
    private double[] interleaved(double sign) {
        double[] payload = new double[2 * x.length];
        for (int i = 0; i < x.length; i++) {
            payload[2 * i] = weight(i);
            payload[2 * i + 1] = sign * weight(i) * y[i];
        }
        return payload;
    }

    private static boolean sameRun(double x, double start, double tieDistance) {
        return x == start || x - start < tieDistance;
    }

    private double[] centredRanks(double[] values) {
        int[] order = RadixSort.order(values).index();
        double total = 0.0;
        for (int i = 0; i < values.length; i++) {
            total += weight(i);
        }
        double[] ranks = new double[values.length];
        double below = 0.0;
        int i = 0;
        while (i < order.length) {
            int end = i;
            double tied = 0.0;
            while (end < order.length && values[order[end]] == values[order[i]]) {
                tied += weight(order[end++]);
            }
            while (i < end) {
                ranks[order[i++]] = below + 0.5 * tied - 0.5 * total;
            }
            below += tied;
        }
        return ranks;
    }

    private double weight(int i) {
        return weights == null ? 1.0 : weights[i];
    }
}
