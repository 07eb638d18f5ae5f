package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Running sums of weight, events and forecasts over levels, from which every binned measure is a few differences.
 * Refilled for each bootstrap draw. Levels that a draw missed weigh nothing and repeat their predecessor's sums.
 */
final class RunningSums {

    /** More equal-mass bins than this are not tried; a nearly perfect ranking would allow one per forecast. */
    static final int MOST_SWEPT_BINS = 256;

    private final double[] weight;
    private final double[] positive;
    private final double[] forecast;
    private final int levels;

    RunningSums(int levels) {
        this.levels = levels;
        this.weight = new double[levels + 1];
        this.positive = new double[levels + 1];
        this.forecast = new double[levels + 1];
    }

    static RunningSums of(Levels source) {
        RunningSums sums = new RunningSums(source.size());
        sums.fill(source.value, source.negative, source.positive);
        return sums;
    }

    void fill(double[] value, double[] negative, double[] positives) {
        double w = 0;
        double y = 0;
        double p = 0;
        for (int g = 0; g < levels; g++) {
            double here = negative[g] + positives[g];
            w += here;
            y += positives[g];
            p += here * value[g];
            weight[g + 1] = w;
            positive[g + 1] = y;
            forecast[g + 1] = p;
        }
    }

    double total() {
        return weight[levels];
    }

    double events() {
        return positive[levels];
    }

    /** Expected calibration error on bins that end before the given levels. */
    double expectedError(int[] ends) {
        double sum = 0;
        int start = 0;
        for (int end : ends) {
            sum += Math.abs(gapSum(start, end));
            start = end;
        }
        return sum / total();
    }

    /** Maximum calibration error likewise. */
    double maximumError(int[] ends) {
        double largest = 0;
        int start = 0;
        for (int end : ends) {
            double w = weight[end] - weight[start];
            if (w > 0) {
                largest = Math.max(largest, Math.abs(gapSum(start, end)) / w);
            }
            start = end;
        }
        return largest;
    }

    /** Debiased squared error likewise. */
    double debiasedSquaredError(int[] ends) {
        double sum = 0;
        int start = 0;
        for (int end : ends) {
            double w = weight[end] - weight[start];
            if (w > 1) {
                double gap = gapSum(start, end) / w;
                double rate = (positive[end] - positive[start]) / w;
                sum += w * (gap * gap - rate * (1 - rate) / (w - 1));
            }
            start = end;
        }
        return sum / total();
    }

    /** Where equal-mass bins end; a cut inside a tie moves to the tie's end, so bins may repeat an end and be empty. */
    int[] equalMassEnds(int bins) {
        double run = Math.floor(total() / bins);
        double longer = Math.floor(total() - run * bins);
        int[] ends = new int[bins];
        for (int b = 1; b < bins; b++) {
            ends[b - 1] = endOfCut(b * run + Math.min(b, longer));
        }
        ends[bins - 1] = levels;
        return ends;
    }

    /**
     * The expected error on the most equal-mass bins whose rates still rise (Roelofs, Cain, Shlens and Mozer 2022,
     * "Mitigating bias in calibration error estimation"): bins go up from one until a rate falls.
     */
    double sweptExpectedError() {
        double best = Double.NaN;
        double most = Math.max(1, Math.min(MOST_SWEPT_BINS, Math.floor(total())));
        for (int bins = 1; bins <= most; bins++) {
            int[] ends = equalMassEnds(bins);
            if (!ratesRise(ends)) {
                break;
            }
            best = expectedError(ends);
        }
        return best;
    }

    /** The largest and smallest running sum of outcome minus forecast, 0 included. */
    double cumulativeMaximum() {
        double largest = 0;
        for (int g = 1; g <= levels; g++) {
            largest = Math.max(largest, positive[g] - forecast[g]);
        }
        return largest;
    }

    /** See {@link #cumulativeMaximum()}. */
    double cumulativeMinimum() {
        double smallest = 0;
        for (int g = 1; g <= levels; g++) {
            smallest = Math.min(smallest, positive[g] - forecast[g]);
        }
        return smallest;
    }

    private boolean ratesRise(int[] ends) {
        double previous = -1;
        int start = 0;
        for (int end : ends) {
            double w = weight[end] - weight[start];
            if (w > 0) {
                double rate = (positive[end] - positive[start]) / w;
                if (rate < previous) {
                    return false;
                }
                previous = rate;
            }
            start = end;
        }
        return true;
    }

    private double gapSum(int start, int end) {
        return forecast[end] - forecast[start] - (positive[end] - positive[start]);
    }

    /** The first level boundary at or after the cut. */
    private int endOfCut(double cut) {
        int found = Arrays.binarySearch(weight, cut);
        return found >= 0 ? found : -found - 1;
    }
}
