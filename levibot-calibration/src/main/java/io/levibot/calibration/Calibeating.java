package io.levibot.calibration;

import io.levibot.calibration.internal.StateWriter;

/**
 * Calibeating (Foster, Hart 2023), as Gupta and Ramdas 2023 put it on top of online scaling: forecasts are binned, and what is
 * served is the mean of the labels that each bin has seen, which corrects the forecaster without losing its sharpness between
 * bins. Ours differs in two points: every bin begins with one imagined outcome at its midpoint, and the means are pooled where
 * they fall from bin to bin, because a calibrator must not fall; where they rise already, nothing is changed.
 *
 * <p>Immutable: an outcome gives a new state.
 */
final class Calibeating {
    private final double[] edges;
    private final double[] weight;
    private final double[] positive;
    private final double[] served;

    private Calibeating(double[] edges, double[] weight, double[] positive) {
        this.edges = edges;
        this.weight = weight;
        this.positive = positive;
        this.served = pooledMeans(weight, positive);
    }

    /**
     * Restores a state.
     *
     * @param edges inner edges of the bins, strictly increasing in (0, 1)
     * @param weight by bin, above 0
     * @param positive weight times label, by bin, in [0, weight]
     * @throws IllegalArgumentException if an argument is not allowed
     */
    static Calibeating of(double[] edges, double[] weight, double[] positive) {
        if (weight.length != edges.length + 1 || positive.length != weight.length) {
            throw new IllegalArgumentException(edges.length + " edges, " + weight.length + " weights, "
                    + positive.length + " positives: allowed is one more weight and positive than edges");
        }
        for (int i = 0; i < edges.length; i++) {
            if (!(edges[i] > (i == 0 ? 0.0 : edges[i - 1]) && edges[i] < 1.0)) {
                throw new IllegalArgumentException(
                        "bin edge " + i + " is " + edges[i] + ": allowed is rising within (0, 1)");
            }
        }
        for (int i = 0; i < weight.length; i++) {
            if (!(weight[i] > 0.0 && weight[i] <= Double.MAX_VALUE && positive[i] >= 0.0 && positive[i] <= weight[i])) {
                throw new IllegalArgumentException(
                        "bin " + i + ": " + positive[i] + " of " + weight[i] + "; allowed is 0 <= positives <= weight");
            }
        }
        return new Calibeating(edges.clone(), weight.clone(), positive.clone());
    }

    /**
     * Bins that have seen nothing but one imagined outcome at their midpoint.
     *
     * @param edges inner edges of the bins, strictly increasing in (0, 1)
     */
    static Calibeating empty(double[] edges) {
        double[] weight = new double[edges.length + 1];
        double[] positive = new double[edges.length + 1];
        for (int bin = 0; bin < weight.length; bin++) {
            double low = bin == 0 ? 0.0 : edges[bin - 1];
            double high = bin == edges.length ? 1.0 : edges[bin];
            weight[bin] = 1.0;
            positive[bin] = 0.5 * (low + high);
        }
        return of(edges, weight, positive);
    }

    /** Returns the probability to serve for a forecast; never falls as the forecast rises. */
    double at(double forecast) {
        return served[bin(forecast)];
    }

    /** Learns the outcome of a forecast. */
    Calibeating learn(double forecast, double label, double outcomeWeight) {
        double[] newWeight = weight.clone();
        double[] newPositive = positive.clone();
        int bin = bin(forecast);
        newWeight[bin] += outcomeWeight;
        newPositive[bin] += outcomeWeight * label;
        return new Calibeating(edges, newWeight, newPositive);
    }

    void write(StateWriter out) {
        out.numbers("edges", edges);
        out.numbers("binWeight", weight);
        out.numbers("binPositive", positive);
    }

    private int bin(double forecast) {
        int bin = 0;
        while (bin < edges.length && forecast >= edges[bin]) {
            bin++;
        }
        return bin;
    }

    private static double[] pooledMeans(double[] weight, double[] positive) {
        PooledBlocks blocks = new PooledBlocks();
        for (int bin = 0; bin < weight.length; bin++) {
            blocks.push(bin, weight[bin], positive[bin]);
        }
        double[] means = new double[weight.length];
        for (int block = 0; block < blocks.size(); block++) {
            for (int bin = (int) blocks.first(block); bin <= (int) blocks.last(block); bin++) {
                means[bin] = blocks.mean(block);
            }
        }
        return means;
    }
}
