package io.levibot.calibration.threshold;

import io.levibot.calibration.threshold.TradePath.Outcome;
import java.util.Arrays;

/**
 * What the points of a sweep earned so far, trade by trade. From one trade to the next a point carries its equity, so a trade's
 * growth says what became of it without looking at its bars again: multiplying by a positive number and rounding keep the order
 * of the closes, so the lowest equity of a trade is that at its lowest growth, to the bit. Only if a trade may hold the
 * largest fall from a peak of its own are its bars walked once more.
 *
 * <p>One thread at a time while trades are settled; any number may read then.
 */
final class PointFigures {
    /** More than all roundings between a fall as it is measured and as it is foreseen, relative to an equity of 1. */
    private static final double ROUNDING = 0x1p-48;

    private static final int FIRST_TRADES = 64;

    private final SweepBars bars;
    private final double[] equity;
    private final double[] sum;
    private final double[] squares;
    private final double[] peak;
    private final double[] fall;

    /** Share of a peak below which equity may be a deeper fall than the deepest so far. */
    private final double[] floor;

    private final int[] trades;

    /** Per point, pairs of the bars at whose opens trades began and ended. */
    private final int[][] spans;

    PointFigures(SweepBars bars, int points) {
        this.bars = bars;
        this.equity = filled(points);
        this.sum = new double[points];
        this.squares = new double[points];
        this.peak = filled(points);
        this.fall = new double[points];
        this.floor = new double[points];
        Arrays.fill(floor, floor(0.0));
        this.trades = new int[points];
        this.spans = new int[points][2 * FIRST_TRADES];
    }

    private static double[] filled(int points) {
        double[] ones = new double[points];
        Arrays.fill(ones, 1.0);
        return ones;
    }

    /** Adds a trade to a point, begun at that bar's open. Without equity above 0 there is none: a ruined book trades no more. */
    void settle(int point, int from, Outcome trade) {
        double before = equity[point];
        if (!(before > 0.0)) {
            return;
        }
        double top = before * trade.highest;
        double bottom = before * trade.lowest;
        double high = peak[point];
        double share = floor[point];
        if (top > high) {
            if (bottom < high * share || trade.deepest < share) {
                walk(point, from, trade);
            }
            peak[point] = top;
        } else if (bottom < high * share) {
            deepen(point, (high - bottom) / high);
        }
        equity[point] = before * trade.growth;
        sum[point] += trade.sum;
        squares[point] += trade.squares;
        note(point, from, trade.end);
    }

    private void walk(int point, int from, Outcome trade) {
        double[] close = bars.close();
        double units = bars.units(from);
        double cash = bars.cash(from);
        double before = equity[point];
        double high = peak[point];
        double deepest = fall[point];
        for (int bar = from; bar < trade.end; bar++) {
            double now = before * (cash + units * close[bar]);
            high = Math.max(high, now);
            deepest = Math.max(deepest, (high - now) / high);
        }
        double now = before * trade.growth;
        high = Math.max(high, now);
        deepen(point, Math.max(deepest, (high - now) / high));
    }

    private void deepen(int point, double deepest) {
        fall[point] = Math.max(fall[point], deepest);
        floor[point] = floor(fall[point]);
    }

    private static double floor(double fall) {
        return 1.0 - fall + ROUNDING * (1.0 + fall);
    }

    private void note(int point, int from, int end) {
        int next = 2 * trades[point]++;
        int[] noted = spans[point];
        if (next == noted.length) {
            noted = Arrays.copyOf(noted, 2 * next);
            spans[point] = noted;
        }
        noted[next] = from;
        noted[next + 1] = end;
    }

    /** Sharpe ratio per bar, NaN if equity never moved. */
    double sharpe(int point) {
        int n = bars.size() - 1;
        double mean = sum[point] / n;
        double variance = (squares[point] / n - mean * mean) * n / (n - 1.0);
        return variance > 0.0 ? mean / Math.sqrt(variance) : Double.NaN;
    }

    /** Largest fall of equity from its peak, a fraction. */
    double maxDrawdown(int point) {
        return fall[point];
    }

    double totalReturn(int point) {
        return equity[point] - 1.0;
    }

    /** Entries that were filled. */
    int trades(int point) {
        return trades[point];
    }

    /** Writes the change of equity of each bar after the first, a fraction of the bar before. */
    void returnsInto(int point, double[] returns) {
        Arrays.fill(returns, 0.0);
        for (int trade = 0; trade < 2 * trades[point]; trade += 2) {
            changesInto(returns, spans[point][trade], spans[point][trade + 1]);
        }
    }

    private void changesInto(double[] returns, int from, int end) {
        double[] close = bars.close();
        double units = bars.units(from);
        double cash = bars.cash(from);
        double before = 1.0;
        // No position is held at the first bar, whose change is left out.
        for (int bar = from; bar < end; bar++) {
            double now = cash + units * close[bar];
            returns[bar - 1] = now / before - 1.0;
            before = now;
        }
        if (end < bars.size()) {
            returns[end - 1] = (cash + units * bars.sell()[end]) / before - 1.0;
        }
    }
}
