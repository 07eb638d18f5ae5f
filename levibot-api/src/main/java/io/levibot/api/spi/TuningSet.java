package io.levibot.api.spi;

import io.levibot.api.CostModel;
import java.util.Objects;

/**
 * What a threshold sweep may see: for consecutive closed bars, in time order, the calibrated probability that was known at the
 * bar's close and the bar's own prices. A signal at row t is filled at the open of row t + 1; equity is marked at closes.
 * Immutable; arrays are copied in and out.
 *
 * @since 0.1.0
 */
public final class TuningSet {
    private final double[] probability;
    private final double[] lower;
    private final double[] upper;
    private final double[] open;
    private final double[] close;
    private final CostModel costs;
    private final double barsPerYear;
    private final double neutral;
    private final double exposure;

    private TuningSet(Builder builder) {
        this.probability = builder.probability;
        this.lower = builder.lower;
        this.upper = builder.upper;
        this.open = builder.open;
        this.close = builder.close;
        this.costs = builder.costs;
        this.barsPerYear = builder.barsPerYear;
        this.neutral = builder.neutral;
        this.exposure = builder.exposure;
    }

    /**
     * @param probability calibrated probability per bar, in [0, 1]; NaN where the engine would abstain
     * @param open open price per bar, finite, above 0
     * @param close close price per bar, finite, above 0
     * @return a builder for a set with these columns
     */
    public static Builder builder(double[] probability, double[] open, double[] close) {
        return new Builder(probability, open, close);
    }

    /** Returns the number of bars. */
    public int size() {
        return probability.length;
    }

    /** Returns a copy of the probabilities; NaN where the engine would abstain. */
    public double[] probability() {
        return probability.clone();
    }

    /** Returns a copy of the lower interval ends; equal to the probabilities if the calibrator has no interval. */
    public double[] lower() {
        return lower.clone();
    }

    /** Returns a copy of the upper interval ends. */
    public double[] upper() {
        return upper.clone();
    }

    /** Returns a copy of the open prices. */
    public double[] open() {
        return open.clone();
    }

    /** Returns a copy of the close prices. */
    public double[] close() {
        return close.clone();
    }

    /** Returns the costs per side. */
    public CostModel costs() {
        return costs;
    }

    /** Returns the number of bars in a year, to annualise. */
    public double barsPerYear() {
        return barsPerYear;
    }

    /**
     * Returns the probability that means "no opinion": 0.5 for a two-way label, else the label's base rate in training. Grids
     * of thresholds are laid around it.
     */
    public double neutral() {
        return neutral;
    }

    /** Returns the fraction of equity that an entry puts at risk, above 0 and at most 1. */
    public double exposure() {
        return exposure;
    }

    /**
     * Collects the parts of a tuning set. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private static final double MINUTES_PER_YEAR = 365.0 * 24 * 60;

        private final double[] probability;
        private final double[] open;
        private final double[] close;
        private double[] lower;
        private double[] upper;
        private CostModel costs = CostModel.DEFAULT;
        private double barsPerYear = MINUTES_PER_YEAR;
        private double neutral = 0.5;
        private double exposure = 1.0;

        private Builder(double[] probability, double[] open, double[] close) {
            this.probability = probability.clone();
            this.open = open.clone();
            this.close = close.clone();
            this.lower = this.probability;
            this.upper = this.probability;
            requireSameLength(this.open, "open");
            requireSameLength(this.close, "close");
        }

        /**
         * @param lowerEnds lower interval end per bar, at most the probability
         * @param upperEnds upper interval end per bar, at least the probability
         * @return this
         */
        public Builder interval(double[] lowerEnds, double[] upperEnds) {
            this.lower = lowerEnds.clone();
            this.upper = upperEnds.clone();
            requireSameLength(lower, "lower");
            requireSameLength(upper, "upper");
            return this;
        }

        /**
         * @param model costs per side
         * @return this
         */
        public Builder costs(CostModel model) {
            this.costs = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * @param bars bars in a year, above 0
         * @return this
         */
        public Builder barsPerYear(double bars) {
            this.barsPerYear = require("bars per year", bars, Double.MIN_VALUE, Double.MAX_VALUE);
            return this;
        }

        /**
         * @param probabilityOfNoOpinion in [0, 1]
         * @return this
         */
        public Builder neutral(double probabilityOfNoOpinion) {
            this.neutral = require("neutral probability", probabilityOfNoOpinion, 0.0, 1.0);
            return this;
        }

        /**
         * @param fraction of equity put at risk by an entry, above 0 and at most 1
         * @return this
         */
        public Builder exposure(double fraction) {
            this.exposure = require("exposure", fraction, Double.MIN_VALUE, 1.0);
            return this;
        }

        /**
         * Returns the set.
         *
         * @throws IllegalArgumentException if a row is out of range; the message names it
         */
        public TuningSet build() {
            for (int i = 0; i < probability.length; i++) {
                boolean absent = Double.isNaN(probability[i]);
                boolean ordered =
                        0.0 <= lower[i] && lower[i] <= probability[i] && probability[i] <= upper[i] && upper[i] <= 1.0;
                if (!absent && !ordered) {
                    throw new IllegalArgumentException(
                            "row " + i + ": probability " + probability[i] + " in [" + lower[i] + ", " + upper[i]
                                    + "]: allowed is 0 <= lower <= probability <= upper <= 1, or NaN");
                }
                if (!(open[i] > 0.0 && open[i] <= Double.MAX_VALUE && close[i] > 0.0 && close[i] <= Double.MAX_VALUE)) {
                    throw new IllegalArgumentException("row " + i + ": open " + open[i] + ", close " + close[i]
                            + ": allowed are finite prices above 0");
                }
            }
            return new TuningSet(this);
        }

        private void requireSameLength(double[] column, String name) {
            if (column.length != probability.length) {
                throw new IllegalArgumentException(
                        name + " has " + column.length + " rows, probability has " + probability.length);
            }
        }

        private static double require(String name, double value, double min, double max) {
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(name + " " + value + ": allowed is " + min + " to " + max);
            }
            return value;
        }
    }
}
