package io.levibot.calibration;

import java.util.Arrays;

/**
 * The inductive Venn-ABERS predictor (Vovk, Petej 2014; Vovk, Petej, Fedorova 2015): for a score s, p0 is the isotonic fit of
 * the calibration rows and (s, 0) read at s, p1 the same with (s, 1); the added row has weight 1. The truth is calibrated by
 * one of the two, so [p0, p1] is an interval and its width an honest measure of what the rows do not tell.
 *
 * <p>p0 and p1 depend on s only through its place among the distinct scores: below, at or between them. All places are computed
 * at once. The value at a place is the slope of the bridge between two lower hulls of the cumulative sums: of those to the
 * left, and of those to the right moved by (1, label). From place to place the left side only grows, the right side only
 * shrinks, and the slope only rises, so both ends of the bridge only move right: O(n) after sorting. Ties are exact, weights
 * arbitrary.
 */
final class VennAbers {
    private final double[] knots;
    // Cumulative weight and weight times label: point i is the sum over the first i distinct scores.
    private final double[] weight;
    private final double[] positive;
    // The next corner to the right of each point on the lower hull of the points from it on; 0 at the last point.
    private final int[] nextCorner;

    /** How an interval becomes one probability. */
    enum Merge {
        /** p1 / (1 - p0 + p1): least worst-case regret in log loss. */
        LOG,
        /** p1 + p0<sup>2</sup>/2 - p1<sup>2</sup>/2: the same for the Brier score. */
        BRIER;

        double apply(double p0, double p1) {
            return this == LOG ? p1 / (1.0 - p0 + p1) : p1 + 0.5 * p0 * p0 - 0.5 * p1 * p1;
        }
    }

    private VennAbers(double[] knots, double[] weight, double[] positive) {
        this.knots = knots;
        this.weight = weight;
        this.positive = positive;
        this.nextCorner = nextCorners();
    }

    /**
     * Fits.
     *
     * @param sample at least one row
     * @param merge how an interval becomes one probability
     * @return the predictor as a map, without the places at which nothing changes
     */
    static StepMap fit(Sample sample, Merge merge) {
        VennAbers venn = of(sample);
        double[] low = venn.sweep(0.0);
        double[] high = venn.sweep(1.0);
        double[] probability = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            // Both hold in exact arithmetic; here they hold to the bit.
            low[i] = i == 0 ? low[i] : Math.max(low[i], low[i - 1]);
            high[i] = Math.max(low[i], i == 0 ? high[i] : Math.max(high[i], high[i - 1]));
            double merged = Math.min(Math.max(merge.apply(low[i], high[i]), low[i]), high[i]);
            probability[i] = i == 0 ? merged : Math.max(merged, probability[i - 1]);
        }
        return compress(venn.knots, probability, low, high);
    }

    private static VennAbers of(Sample sample) {
        double[] scores = sample.scores();
        int[] order = RadixSort.order(scores).index();
        double[] knots = new double[order.length];
        double[] weight = new double[order.length + 1];
        double[] positive = new double[order.length + 1];
        int distinct = 0;
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            if (i == 0 || scores[row] != knots[distinct - 1]) {
                knots[distinct++] = scores[row] + 0.0;
                weight[distinct] = weight[distinct - 1];
                positive[distinct] = positive[distinct - 1];
            }
            weight[distinct] += sample.weight(row);
            positive[distinct] += sample.weight(row) * sample.labels()[row];
        }
        return new VennAbers(
                Arrays.copyOf(knots, distinct),
                Arrays.copyOf(weight, distinct + 1),
                Arrays.copyOf(positive, distinct + 1));
    }

    private int[] nextCorners() {
        int last = weight.length - 1;
        int[] next = new int[weight.length];
        for (int i = last - 1; i >= 0; i--) {
            int corner = i + 1;
            while (corner < last && slope(i, corner) >= slope(corner, next[corner])) {
                corner = next[corner];
            }
            next[i] = corner;
        }
        return next;
    }

    /** Returns, by place, the isotonic fit read at a row added there with the given label and weight 1. */
    private double[] sweep(double label) {
        int last = weight.length - 1;
        double[] value = new double[2 * last + 1];
        int[] hull = new int[last + 1];
        int hullSize = 1;
        int left = 0;
        int right = 0;
        for (int place = 0; place < value.length; place++) {
            int mostLeft = place / 2;
            int leastRight = (place + 1) / 2;
            if (place > 0 && place % 2 == 0) {
                while (hullSize > 1
                        && slope(hull[hullSize - 2], hull[hullSize - 1]) >= slope(hull[hullSize - 1], mostLeft)) {
                    hullSize--;
                }
                hull[hullSize++] = mostLeft;
                left = Math.min(left, hullSize - 1);
            }
            right = Math.max(right, leastRight);
            double bridge = bridge(hull[left], right, label);
            while (true) {
                while (right < last && slope(right, nextCorner[right]) < bridge) {
                    right = nextCorner[right];
                    bridge = bridge(hull[left], right, label);
                }
                if (left + 1 == hullSize || slope(hull[left], hull[left + 1]) >= bridge) {
                    break;
                }
                left++;
                bridge = bridge(hull[left], right, label);
            }
            value[place] = Math.min(Math.max(bridge, 0.0), 1.0);
        }
        return value;
    }

    private double slope(int from, int to) {
        return (positive[to] - positive[from]) / (weight[to] - weight[from]);
    }

    private double bridge(int from, int to, double label) {
        return (positive[to] - positive[from] + label) / (weight[to] - weight[from] + 1.0);
    }

    private static StepMap compress(double[] knots, double[] probability, double[] low, double[] high) {
        int kept = 0;
        double[] keptKnots = new double[knots.length];
        int[] places = new int[probability.length];
        places[0] = 0;
        for (int i = 0; i < knots.length; i++) {
            int before = places[2 * kept];
            boolean changes = differ(before, 2 * i + 1, probability, low, high)
                    || differ(before, 2 * i + 2, probability, low, high);
            if (changes || (i == knots.length - 1 && kept == 0)) {
                keptKnots[kept++] = knots[i];
                places[2 * kept - 1] = 2 * i + 1;
                places[2 * kept] = 2 * i + 2;
            }
        }
        int positions = 2 * kept + 1;
        return new StepMap(
                Arrays.copyOf(keptKnots, kept),
                pick(probability, places, positions),
                pick(low, places, positions),
                pick(high, places, positions));
    }

    private static boolean differ(int a, int b, double[] probability, double[] low, double[] high) {
        return probability[a] != probability[b] || low[a] != low[b] || high[a] != high[b];
    }

    private static double[] pick(double[] values, int[] places, int count) {
        double[] picked = new double[count];
        for (int i = 0; i < count; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }
}
