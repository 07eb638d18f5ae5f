package io.levibot.calibration.stats;

/** The best monotone recalibration of forecasts: blocks of levels that share one observed rate. */
final class PooledForecasts {

    private final double[] weight;
    private final double[] positive;
    private final int[] firstGroup;
    private final int blocks;
    private final int[] levelOfGroup;

    private PooledForecasts(double[] weight, double[] positive, int[] firstGroup, int blocks, int[] levelOfGroup) {
        this.weight = weight;
        this.positive = positive;
        this.firstGroup = firstGroup;
        this.blocks = blocks;
        this.levelOfGroup = levelOfGroup;
    }

    static PooledForecasts of(Levels levels) {
        double[] weight = new double[levels.size()];
        double[] positive = new double[levels.size()];
        int[] levelOfGroup = new int[levels.size()];
        int groups = 0;
        for (int g = 0; g < levels.size(); g++) {
            if (levels.weight(g) > 0) {
                weight[groups] = levels.weight(g);
                positive[groups] = levels.positive[g];
                levelOfGroup[groups++] = g;
            }
        }
        int[] first = new int[groups];
        int blocks = PoolAdjacentViolators.pool(weight, positive, first, groups);
        return new PooledForecasts(weight, positive, first, blocks, levelOfGroup);
    }

    int size() {
        return blocks;
    }

    double weight(int block) {
        return weight[block];
    }

    double rate(int block) {
        return positive[block] / weight[block];
    }

    /** The first level of the block that has weight. */
    int firstLevel(int block) {
        return levelOfGroup[firstGroup[block]];
    }

    /** The last level of the block that has weight. */
    int lastLevel(int block) {
        int end = block + 1 < blocks ? firstGroup[block + 1] : firstGroup.length;
        return levelOfGroup[end - 1];
    }

    /** The Brier score after recalibration: the weighted mean of rate times one minus rate. */
    double brier() {
        double sum = 0;
        double total = 0;
        for (int b = 0; b < blocks; b++) {
            sum += positive[b] * (1 - rate(b));
            total += weight[b];
        }
        return sum / total;
    }

    /** The log loss after recalibration, in nats; pure blocks cost nothing. */
    double logLoss() {
        double sum = 0;
        double total = 0;
        for (int b = 0; b < blocks; b++) {
            double rate = rate(b);
            total += weight[b];
            if (rate > 0 && rate < 1) {
                sum -= positive[b] * StrictMath.log(rate) + (weight[b] - positive[b]) * StrictMath.log(1 - rate);
            }
        }
        return sum / total;
    }
}
