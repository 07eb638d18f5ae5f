package io.levibot.calibration.threshold;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;
import java.util.Arrays;

/**
 * Trades one point of the sweep over the bars, as the engine does: a signal at a bar's close is filled at the next bar's open,
 * moved by half spread and slippage, with a fee; an entry is sized at the close at which it was decided; equity is marked at
 * closes. Limits and rounding are the engine's business.
 *
 * <p>While nothing is held equity stands still, so those bars are only searched for the next entry. That leaves out additions of
 * zero and nothing else: every figure has the bits of the loop that looks at each bar.
 *
 * <p>Holds the outcome of its latest run; one thread at a time.
 */
final class PointRun {
    private final Market market;

    /** Change of equity per bar, as a fraction of the bar before; kept for the bars of {@code held} only. */
    private final double[] changes;

    /** Pairs of first bar and bar after the last of each time with a position, its exit included. */
    private final int[] held;

    private int trades;
    private int heldEnds;
    private double equity;
    private double sum;
    private double squares;
    private double peak;
    private double maxDrawdown;

    /** What is the same for all points. */
    private record Market(double[] probability, double[] close, double[] buy, double[] sell, double exposure) {}

    PointRun(TuningSet set, double maxWidth) {
        this(market(set, maxWidth));
    }

    private PointRun(Market market) {
        this.market = market;
        this.changes = new double[market.close.length];
        this.held = new int[market.close.length + 2];
    }

    /** Returns a run over the same bars for another thread. */
    PointRun twin() {
        return new PointRun(market);
    }

    private static Market market(TuningSet set, double maxWidth) {
        CostModel costs = set.costs();
        double[] open = set.open();
        double[] buy = new double[open.length];
        double[] sell = new double[open.length];
        for (int i = 0; i < open.length; i++) {
            double bought = costs.buyPrice(open[i]);
            double sold = costs.sellPrice(open[i]);
            buy[i] = bought + costs.fee(bought);
            sell[i] = sold - costs.fee(sold);
        }
        return new Market(decidable(set, maxWidth), set.close(), buy, sell, set.exposure());
    }

    /** Trades from an equity of 1. */
    void trade(double entry, double exit) {
        trades = 0;
        heldEnds = 0;
        equity = 1.0;
        sum = 0.0;
        squares = 0.0;
        peak = 1.0;
        maxDrawdown = 0.0;
        int last = market.close.length - 1;
        double[] probability = market.probability;
        int bar = 0;
        while (true) {
            while (bar < last && !(probability[bar] > entry)) {
                bar++;
            }
            if (bar >= last) {
                // An entry decided at the last close is never filled.
                return;
            }
            bar = hold(bar + 1, exit);
        }
    }

    /** Opens a position at that bar's open. Returns the bar at whose open it was closed, or the number of bars if it never was. */
    private int hold(int from, double exit) {
        double[] close = market.close;
        double[] probability = market.probability;
        double units = market.exposure * equity / close[from - 1];
        double cash = equity - units * market.buy[from];
        double before = equity;
        double total = sum;
        double totalSquares = squares;
        double highest = peak;
        double worst = maxDrawdown;
        double floor = floor(highest, worst);
        int bar = from;
        while (true) {
            double now = cash + units * close[bar];
            double change = now / before - 1.0;
            total += change;
            totalSquares += change * change;
            changes[bar] = change;
            before = now;
            if (now > highest) {
                highest = now;
                floor = floor(highest, worst);
            } else if (now < floor) {
                worst = Math.max(worst, (highest - now) / highest);
                floor = floor(highest, worst);
            }
            bar++;
            if (bar >= close.length || probability[bar - 1] < exit) {
                break;
            }
        }
        trades++;
        equity = before;
        sum = total;
        squares = totalSquares;
        peak = highest;
        maxDrawdown = worst;
        boolean left = bar < close.length;
        if (left) {
            leave(bar, cash + units * market.sell[bar]);
        }
        held[heldEnds++] = from;
        held[heldEnds++] = left ? bar + 1 : close.length;
        return left ? bar : close.length;
    }

    private void leave(int bar, double now) {
        double change = now / equity - 1.0;
        sum += change;
        squares += change * change;
        changes[bar] = change;
        equity = now;
        peak = Math.max(peak, now);
        maxDrawdown = Math.max(maxDrawdown, (peak - now) / peak);
    }

    /** An equity at or above this is no deeper fall; raised by more than rounding, so that what is below still has to be compared. */
    private static double floor(double highest, double worst) {
        return highest * (1.0 - worst) * (1.0 + 0x1p-50);
    }

    /** Sharpe ratio per bar, NaN if equity never moved. */
    double sharpe() {
        int n = changes.length - 1;
        double mean = sum / n;
        double variance = (squares / n - mean * mean) * n / (n - 1.0);
        return variance > 0.0 ? mean / Math.sqrt(variance) : Double.NaN;
    }

    /** Largest fall of equity from its peak, a fraction. */
    double maxDrawdown() {
        return maxDrawdown;
    }

    double totalReturn() {
        return equity - 1.0;
    }

    /** Entries that were filled. */
    int trades() {
        return trades;
    }

    /** Writes the change of equity of each bar after the first. */
    void returnsInto(double[] returns) {
        Arrays.fill(returns, 0.0);
        for (int i = 0; i < heldEnds; i += 2) {
            // No position is held at the first bar.
            System.arraycopy(changes, held[i], returns, held[i] - 1, held[i + 1] - held[i]);
        }
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
