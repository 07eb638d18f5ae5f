package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * A binned reliability curve: per non-empty bin the mean forecast beside the observed rate, and the errors read from
 * it.
 *
 * <p>Binned errors of a perfect model are above 0 and grow with bins and shrink with data: read them beside
 * {@link PerfectModel}, and prefer {@link #debiasedSquaredError()} or {@link CumulativeCalibration} where something is
 * decided.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class ReliabilityBins {

    private final double[] edges;
    private final int[] index;
    private final double[] weight;
    private final double[] meanForecast;
    private final double[] eventRate;
    private final double total;

    private ReliabilityBins(double[] edges, int[] index, double[] weight, double[] forecastSum, double[] positives) {
        this.edges = edges;
        this.index = index;
        this.weight = weight;
        this.meanForecast = new double[index.length];
        this.eventRate = new double[index.length];
        double sum = 0;
        for (int b = 0; b < index.length; b++) {
            meanForecast[b] = forecastSum[b] / weight[b];
            eventRate[b] = positives[b] / weight[b];
            sum += weight[b];
        }
        this.total = sum;
    }

    /**
     * Puts forecasts into bins; empty bins are left out.
     *
     * @param bins how many to ask for, at least 1; more than there are forecasts is allowed
     */
    public static ReliabilityBins of(BinaryForecasts forecasts, Binning binning, int bins) {
        return of(forecasts.levels(), binning, bins);
    }

    static ReliabilityBins of(Levels levels, Binning binning, int bins) {
        double[] edges = BinEdges.of(levels, binning, bins);
        return of(levels, edges, BinEdges.binOfLevel(levels, edges));
    }

    static ReliabilityBins of(Levels levels, double[] edges, int[] binOfLevel) {
        int most = Math.min(edges.length - 1, levels.size());
        int[] index = new int[most];
        double[] weight = new double[most];
        double[] forecastSum = new double[most];
        double[] positives = new double[most];
        int b = -1;
        for (int g = 0; g < levels.size(); g++) {
            double w = levels.weight(g);
            if (w == 0) {
                continue;
            }
            if (b < 0 || index[b] != binOfLevel[g]) {
                index[++b] = binOfLevel[g];
            }
            weight[b] += w;
            forecastSum[b] += w * levels.value[g];
            positives[b] += levels.positive[g];
        }
        return new ReliabilityBins(
                edges,
                Arrays.copyOf(index, b + 1),
                Arrays.copyOf(weight, b + 1),
                Arrays.copyOf(forecastSum, b + 1),
                Arrays.copyOf(positives, b + 1));
    }

    /** The number of bins that hold something. */
    public int size() {
        return index.length;
    }

    /**
     * All edges, those of empty bins included: ascending, one more than there are bins, repeated where quantiles tie.
     */
    public double[] edges() {
        return edges.clone();
    }

    /** Which bin between {@link #edges()} the {@code bin}-th non-empty one is, from 0. */
    public int index(int bin) {
        return index[bin];
    }

    /** The weight in the bin (the number of forecasts when unweighted), above 0. */
    public double weight(int bin) {
        return weight[bin];
    }

    /** The mean forecast in the bin, a probability. */
    public double meanForecast(int bin) {
        return meanForecast[bin];
    }

    /** The observed rate of the event in the bin, in [0, 1]. */
    public double eventRate(int bin) {
        return eventRate[bin];
    }

    /**
     * Expected calibration error: the weighted mean of |mean forecast - observed rate| (Naeini, Cooper and Hauskrecht
     * 2015).
     */
    public double expectedError() {
        double sum = 0;
        for (int b = 0; b < index.length; b++) {
            sum += weight[b] / total * Math.abs(gap(b));
        }
        return sum;
    }

    /**
     * Maximum calibration error: the largest gap of a bin (Naeini, Cooper and Hauskrecht 2015). Unstable: one small bin
     * decides.
     */
    public double maximumError() {
        double max = 0;
        for (int b = 0; b < index.length; b++) {
            max = Math.max(max, Math.abs(gap(b)));
        }
        return max;
    }

    /** Root of the weighted mean squared gap: the plug-in L2 error, biased upwards. */
    public double rootMeanSquareError() {
        double sum = 0;
        for (int b = 0; b < index.length; b++) {
            sum += weight[b] / total * gap(b) * gap(b);
        }
        return Math.sqrt(sum);
    }

    /**
     * The squared L2 error less the part that sampling noise adds (Bröcker 2012; Kumar, Liang and Ma 2019). A bin of
     * weight 1 or less says nothing about noise and counts 0. Unbiased, hence often negative for a good model.
     */
    public double debiasedSquaredError() {
        double sum = 0;
        for (int b = 0; b < index.length; b++) {
            if (weight[b] > 1) {
                double noise = eventRate[b] * (1 - eventRate[b]) / (weight[b] - 1);
                sum += weight[b] / total * (gap(b) * gap(b) - noise);
            }
        }
        return sum;
    }

    /** Root of {@link #debiasedSquaredError()}, 0 when that is negative. */
    public double debiasedError() {
        return Math.sqrt(Math.max(0, debiasedSquaredError()));
    }

    double total() {
        return total;
    }

    private double gap(int bin) {
        return meanForecast[bin] - eventRate[bin];
    }
}
