package io.levibot.engine.registry;

import io.levibot.calibration.stats.SharpeEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a complete bundle on its own untouched test block, as it is served: what the promotion gates judge and what a
 * running engine shows. Every double is NaN where it is not defined (AUC of one class, Sharpe ratio without a trade).
 *
 * @param labelledRows rows with a probability and a label, 0 or more
 * @param rowsNeeded rows from which on a perfectly calibrated model with these probabilities would pass the ECE gate in 90 % of
 *     cases; {@link Long#MAX_VALUE} if no number suffices
 * @param eceRaw expected calibration error of the raw scores turned into probabilities, in [0, 1]
 * @param ece expected calibration error of the served probabilities, in [0, 1]
 * @param eceUpper upper end of its basic (bias-reversed) block-bootstrap interval at 95 %, in [0, 1]
 * @param brier mean squared error of the served probabilities, in [0, 1]
 * @param logLossRaw mean negative log likelihood of the raw probabilities, in nats, 0 or more
 * @param logLoss the same of the served probabilities
 * @param auc area under the ROC curve, in [0, 1]
 * @param aucLower lower end of its interval at 95 %, in [0, 1]
 * @param bars bars whose returns are behind the Sharpe ratio, 0 or more
 * @param trades entries, 0 or more
 * @param sharpe Sharpe ratio after costs, annualised
 * @param sharpePerBar the same per bar
 * @param skewness of the bars' returns, 0 for a normal
 * @param kurtosis of the bars' returns, 3 for a normal
 * @param autocorrelation of the bars' returns, lag 1, in (-1, 1)
 * @param deflatedSharpe probability that the true Sharpe ratio is above what the best of the trials would show by luck, in [0, 1]
 * @param trials every trial counted: the sweep's and those of every candidate tested on an overlapping range, 0 or more
 * @param effectiveTrials independent trials that those amount to, 0 to trials
 * @param maxDrawdown largest fall of equity from its peak, a fraction in [0, 1]
 * @param maxDrawdownUpper its bootstrap bound at 95 %, a fraction in [0, 1]
 * @since 0.1.0
 */
public record EvaluationFigures(
        long labelledRows,
        long rowsNeeded,
        double eceRaw,
        double ece,
        double eceUpper,
        double brier,
        double logLossRaw,
        double logLoss,
        double auc,
        double aucLower,
        long bars,
        long trades,
        double sharpe,
        double sharpePerBar,
        double skewness,
        double kurtosis,
        double autocorrelation,
        double deflatedSharpe,
        long trials,
        double effectiveTrials,
        double maxDrawdown,
        double maxDrawdownUpper) {

    /** @throws IllegalArgumentException naming the figure that is infinite or out of range */
    public EvaluationFigures {
        requireCount("labelledRows", labelledRows);
        requireCount("rowsNeeded", rowsNeeded);
        requireFraction("eceRaw", eceRaw);
        requireFraction("ece", ece);
        requireFraction("eceUpper", eceUpper);
        requireFraction("brier", brier);
        requireWithin("logLossRaw", logLossRaw, 0.0, Double.MAX_VALUE);
        requireWithin("logLoss", logLoss, 0.0, Double.MAX_VALUE);
        requireFraction("auc", auc);
        requireFraction("aucLower", aucLower);
        requireCount("bars", bars);
        requireCount("trades", trades);
        requireWithin("sharpe", sharpe, -Double.MAX_VALUE, Double.MAX_VALUE);
        requireWithin("sharpePerBar", sharpePerBar, -Double.MAX_VALUE, Double.MAX_VALUE);
        requireWithin("skewness", skewness, -Double.MAX_VALUE, Double.MAX_VALUE);
        requireWithin("kurtosis", kurtosis, 0.0, Double.MAX_VALUE);
        requireWithin("autocorrelation", autocorrelation, -1.0, 1.0);
        requireFraction("deflatedSharpe", deflatedSharpe);
        requireCount("trials", trials);
        requireWithin("effectiveTrials", effectiveTrials, 0.0, (double) trials);
        requireFraction("maxDrawdown", maxDrawdown);
        requireFraction("maxDrawdownUpper", maxDrawdownUpper);
    }

    /** Returns a builder in which every count is 0 and every other figure not defined. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns these figures with the Sharpe ratio deflated by more trials: candidates that were tested on overlapping data after
     * these figures were made count too. Never by fewer.
     *
     * @param counted every trial counted, 0 or more
     * @param effective independent trials that those amount to, 0 to counted
     * @return these figures if they reckon with as many already; else others, whose deflated ratio is not defined if it was not
     *     before or if the shape of the returns is not known
     */
    public EvaluationFigures withTrials(long counted, double effective) {
        if (effective <= effectiveTrials) {
            return this;
        }
        return toBuilder()
                .deflatedSharpe(deflatedBy(effective), Math.max(counted, trials), effective)
                .build();
    }

    /**
     * Returns the track record in bars from which on this Sharpe ratio would be evidence at {@link
     * PromotionGates#MIN_DEFLATED_SHARPE}: the minimum track record length (L&oacute;pez de Prado, Lipton and Zoonekynd 2025)
     * against the largest ratio that luck is expected to show among the effective trials on a record of the present length. A
     * record of exactly that many bars has a deflated ratio of exactly that probability.
     *
     * @return above 0; infinite if the ratio is not above luck's; NaN if the ratio or the shape of the returns is not known
     */
    public double minimumTrackRecord() {
        SharpeEstimate estimate = estimate();
        if (estimate == null || effectiveTrials < 1.0) {
            return Double.NaN;
        }
        double luck = estimate.trialsWithoutSkill2025(effectiveTrials).expectedMaximum();
        return estimate.minimumTrackRecord2025(luck, PromotionGates.MIN_DEFLATED_SHARPE);
    }

    private Builder toBuilder() {
        return builder()
                .rows(labelledRows, rowsNeeded)
                .ece(eceRaw, ece, eceUpper)
                .brier(brier)
                .logLoss(logLossRaw, logLoss)
                .auc(auc, aucLower)
                .activity(bars, trades)
                .sharpe(sharpe, sharpePerBar)
                .returns(skewness, kurtosis, autocorrelation)
                .deflatedSharpe(deflatedSharpe, trials, effectiveTrials)
                .maxDrawdown(maxDrawdown, maxDrawdownUpper);
    }

    private double deflatedBy(double effective) {
        SharpeEstimate estimate = estimate();
        if (estimate == null || Double.isNaN(deflatedSharpe) || effective < 1.0) {
            return Double.NaN;
        }
        return estimate.deflatedSharpe2025(estimate.trialsWithoutSkill2025(effective));
    }

    private @Nullable SharpeEstimate estimate() {
        boolean known = !Double.isNaN(sharpePerBar + skewness + kurtosis + autocorrelation);
        return known && bars >= 2 ? new SharpeEstimate(sharpePerBar, bars, skewness, kurtosis, autocorrelation) : null;
    }

    private static void requireCount(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed is 0 or more");
        }
    }

    private static void requireFraction(String name, double value) {
        requireWithin(name, value, 0.0, 1.0);
    }

    private static void requireWithin(String name, double value, double min, double max) {
        if (!Double.isNaN(value) && !(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; allowed is " + min + " to " + max + ", or NaN if it is not defined");
        }
    }

    /**
     * Collects figures under their names. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private long labelledRows;
        private long rowsNeeded;
        private double eceRaw = Double.NaN;
        private double ece = Double.NaN;
        private double eceUpper = Double.NaN;
        private double brier = Double.NaN;
        private double logLossRaw = Double.NaN;
        private double logLoss = Double.NaN;
        private double auc = Double.NaN;
        private double aucLower = Double.NaN;
        private long bars;
        private long trades;
        private double sharpe = Double.NaN;
        private double sharpePerBar = Double.NaN;
        private double skewness = Double.NaN;
        private double kurtosis = Double.NaN;
        private double autocorrelation = Double.NaN;
        private double deflatedSharpe = Double.NaN;
        private long trials;
        private double effectiveTrials;
        private double maxDrawdown = Double.NaN;
        private double maxDrawdownUpper = Double.NaN;

        private Builder() {}

        /**
         * @param labelled rows with a probability and a label
         * @param needed rows from which on a perfect model would pass in 90 % of cases
         * @return this
         */
        public Builder rows(long labelled, long needed) {
            this.labelledRows = labelled;
            this.rowsNeeded = needed;
            return this;
        }

        /**
         * @param raw error of the raw probabilities
         * @param served error of the served probabilities
         * @param upper upper end of the served one's interval
         * @return this
         */
        public Builder ece(double raw, double served, double upper) {
            this.eceRaw = raw;
            this.ece = served;
            this.eceUpper = upper;
            return this;
        }

        /**
         * @param served mean squared error of the served probabilities
         * @return this
         */
        public Builder brier(double served) {
            this.brier = served;
            return this;
        }

        /**
         * @param raw of the raw probabilities, in nats
         * @param served of the served probabilities, in nats
         * @return this
         */
        public Builder logLoss(double raw, double served) {
            this.logLossRaw = raw;
            this.logLoss = served;
            return this;
        }

        /**
         * @param area area under the ROC curve
         * @param lower lower end of its interval
         * @return this
         */
        public Builder auc(double area, double lower) {
            this.auc = area;
            this.aucLower = lower;
            return this;
        }

        /**
         * @param barsTraded bars whose returns were measured
         * @param entries trades opened
         * @return this
         */
        public Builder activity(long barsTraded, long entries) {
            this.bars = barsTraded;
            this.trades = entries;
            return this;
        }

        /**
         * @param annual annualised Sharpe ratio after costs
         * @param perBar the same per bar
         * @return this
         */
        public Builder sharpe(double annual, double perBar) {
            this.sharpe = annual;
            this.sharpePerBar = perBar;
            return this;
        }

        /**
         * @param skew skewness of the bars' returns
         * @param kurt kurtosis of the bars' returns, 3 for a normal
         * @param rho their autocorrelation of lag 1
         * @return this
         */
        public Builder returns(double skew, double kurt, double rho) {
            this.skewness = skew;
            this.kurtosis = kurt;
            this.autocorrelation = rho;
            return this;
        }

        /**
         * @param deflated probability that the true Sharpe ratio is above luck's
         * @param counted every trial counted
         * @param effective independent trials that those amount to
         * @return this
         */
        public Builder deflatedSharpe(double deflated, long counted, double effective) {
            this.deflatedSharpe = deflated;
            this.trials = counted;
            this.effectiveTrials = effective;
            return this;
        }

        /**
         * @param largest largest fall of equity from its peak, a fraction
         * @param upper its bootstrap bound
         * @return this
         */
        public Builder maxDrawdown(double largest, double upper) {
            this.maxDrawdown = largest;
            this.maxDrawdownUpper = upper;
            return this;
        }

        /**
         * Returns the figures.
         *
         * @throws IllegalArgumentException naming the figure that is infinite or out of range
         */
        public EvaluationFigures build() {
            return new EvaluationFigures(
                    labelledRows,
                    rowsNeeded,
                    eceRaw,
                    ece,
                    eceUpper,
                    brier,
                    logLossRaw,
                    logLoss,
                    auc,
                    aucLower,
                    bars,
                    trades,
                    sharpe,
                    sharpePerBar,
                    skewness,
                    kurtosis,
                    autocorrelation,
                    deflatedSharpe,
                    trials,
                    effectiveTrials,
                    maxDrawdown,
                    maxDrawdownUpper);
        }
    }
}
