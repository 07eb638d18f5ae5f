package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Equal-mass bins for a rising number of bins, each in O(bins log levels) from running sums, until the observed rates stop
 * rising (Roelofs, Cain, Shlens and Mozer 2022, "Mitigating bias in calibration error estimation").
 */
final class EqualMassSweep {

    private final double[] weightThrough;
    private final double[] positiveThrough;
    private final double[] forecastThrough;
    private final int levels;

    EqualMassSweep(Levels source) {
        int size = source.size();
        weightThrough = new double[size + 1];
        positiveThrough = new double[size + 1];
        forecastThrough = new double[size + 1];
        int kept = 0;
        for (int g = 0; g < size; g++) {
            double w = source.weight(g);
            if (w > 0) {
                weightThrough[kept + 1] = weightThrough[kept] + w;
                positiveThrough[kept + 1] = positiveThrough[kept] + source.positive[g];
                forecastThrough[kept + 1] = forecastThrough[kept] + w * source.value[g];
                kept++;
            }
        }
        levels = kept;
    }

    double expectedError() {
        double best = expectedErrorIfMonotone(1);
        double most = Math.floor(weightThrough[levels]);
        for (int bins = 2; bins <= most; bins++) {
            double error = expectedErrorIfMonotone(bins);
            if (Double.isNaN(error)) {
                break;
            }
            best = error;
        }
        return best;
    }

    /** The error on so many bins, or NaN when an observed rate falls below the one before it. */
    private double expectedErrorIfMonotone(int bins) {
        double total = weightThrough[levels];
        double run = Math.floor(total / bins);
        double longer = Math.floor(total - run * bins);
        double sum = 0;
        double previousRate = -1;
        int start = 0;
        for (int b = 1; b <= bins; b++) {
            int end = b == bins ? levels : endOfCut(b * run + Math.min(b, longer), start);
            if (end <= start) {
                continue;
            }
            double weight = weightThrough[end] - weightThrough[start];
            double positive = positiveThrough[end] - positiveThrough[start];
            double rate = positive / weight;
            if (rate < previousRate) {
                return Double.NaN;
            }
            sum += Math.abs(forecastThrough[end] - forecastThrough[start] - positive) / total;
            previousRate = rate;
            start = end;
        }
        return sum;
    }

    /** The first level boundary at or after the cut, so that a tie is never split. */
    private int endOfCut(double cut, int from) {
        if (cut < 1) {
            return from;
        }
        int found = Arrays.binarySearch(weightThrough, from, levels + 1, cut);
        return found >= 0 ? found : -found - 1;
    }
}
