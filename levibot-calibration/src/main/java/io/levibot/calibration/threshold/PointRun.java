package io.levibot.calibration.threshold;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;

/**
 * Trades one point of the sweep over the bars, as the engine does: a signal at a bar's close is filled at the next bar's open,
 * moved by half spread and slippage, with a fee; an entry is sized at the close at which it was decided; equity is marked at
 * closes. Limits and rounding are the engine's business.
 */
final class PointRun {
    private final double[] probability;
    private final double[] close;
    private final double[] buy;
    private final double[] sell;
    private final double exposure;

    private double mean;
    private double squares;
    private double maxDrawdown;
    private double equity;
    private int trades;

    PointRun(TuningSet set, double maxWidth) {
        this.probability = decidable(set, maxWidth);
        this.close = set.close();
        this.exposure = set.exposure();
        CostModel costs = set.costs();
        double[] open = set.open();
        this.buy = new double[open.length];
        this.sell = new double[open.length];
        for (int i = 0; i < open.length; i++) {
            double bought = costs.buyPrice(open[i]);
            double sold = costs.sellPrice(open[i]);
            buy[i] = bought + costs.fee(bought);
            sell[i] = sold - costs.fee(sold);
        }
    }

    private PointRun(PointRun other) {
        this.probability = other.probability;
        this.close = other.close;
        this.buy = other.buy;
        this.sell = other.sell;
        this.exposure = other.exposure;
    }

    /** Returns a run over the same bars for another thread. */
    PointRun twin() {
        return new PointRun(this);
    }

    /** Trades from an equity of 1; {@code returns}, if given, receives the returns of the bars after the first. */
    void trade(double entry, double exit, double[] returns) {
        double cash = 1.0;
        double units = 0.0;
        double ordered = 0.0;
        boolean leaving = false;
        double before = 1.0;
        double peak = 1.0;
        double worst = 0.0;
        double sum = 0.0;
        double sumSquares = 0.0;
        int entered = 0;
        int n = probability.length;
        for (int t = 0; t < n; t++) {
            if (ordered > 0.0) {
                cash -= ordered * buy[t];
                units = ordered;
                ordered = 0.0;
                entered++;
            } else if (leaving) {
                cash += units * sell[t];
                units = 0.0;
                leaving = false;
            }
            double now = cash + units * close[t];
            double change = now / before - 1.0;
            if (t > 0) {
                sum += change;
                sumSquares += change * change;
                if (returns.length > 0) {
                    returns[t - 1] = change;
                }
            }
            before = now;
            if (now > peak) {
                peak = now;
            } else if (peak - now > worst * peak) {
                worst = (peak - now) / peak;
            }
            double p = probability[t];
            if (units == 0.0) {
                if (p > entry) {
                    ordered = exposure * now / close[t];
                }
            } else if (p < exit) {
                leaving = true;
            }
        }
        finish(before, worst, entered, sum / (n - 1), sumSquares / (n - 1));
    }

    private void finish(double end, double worst, int entered, double average, double averageSquare) {
        equity = end;
        maxDrawdown = worst;
        trades = entered;
        mean = average;
        squares = averageSquare;
    }

    /** Sharpe ratio per bar, NaN if equity never moved. */
    double sharpe() {
        int n = probability.length - 1;
        double variance = (squares - mean * mean) * n / (n - 1.0);
        return variance > 0.0 ? mean / Math.sqrt(variance) : Double.NaN;
    }

    double maxDrawdown() {
        return maxDrawdown;
    }

    double totalReturn() {
        return equity - 1.0;
    }

    int trades() {
        return trades;
    }

    /** Probabilities that the policy decides on; NaN compares false with everything, so an abstention changes nothing. */
    private static double[] decidable(TuningSet set, double maxWidth) {
        double[] probability = set.probability();
        double[] lower = set.lower();
        double[] upper = set.upper();
        for (int i = 0; i < probability.length; i++) {
            if (upper[i] - lower[i] > maxWidth) {
                probability[i] = Double.NaN;
            }
        }
        return probability;
    }
}
