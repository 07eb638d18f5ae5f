package io.levibot.calibration.threshold;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;

/**
 * What the sweep must give, bit for bit: one point traded bar by bar, nothing left out. A trade is told by its growth over the
 * equity at its entry, and its changes are added up by themselves and then to the total.
 */
final class PlainSweep {
    final double[] returns;
    double equity = 1.0;
    double maxDrawdown;
    int trades;
    private double sum;
    private double squares;

    PlainSweep(TuningSet set, double maxWidth, double entry, double exit) {
        CostModel costs = set.costs();
        double[] open = set.open();
        double[] close = set.close();
        double[] p = set.probability();
        double[] lower = set.lower();
        double[] upper = set.upper();
        returns = new double[p.length - 1];
        boolean entering = false;
        boolean held = false;
        boolean leaving = false;
        double equityAtEntry = 1.0;
        double units = 0.0;
        double cash = 0.0;
        double growth = 1.0;
        double tradeSum = 0.0;
        double tradeSquares = 0.0;
        double peak = 1.0;
        for (int t = 0; t < p.length; t++) {
            double change = 0.0;
            if (entering) {
                double price = costs.buyPrice(open[t]);
                units = set.exposure() / close[t - 1];
                cash = 1.0 - units * (price + costs.fee(price));
                equityAtEntry = equity;
                growth = 1.0;
                tradeSum = 0.0;
                tradeSquares = 0.0;
                entering = false;
                held = true;
                trades++;
            }
            if (held) {
                double price = costs.sellPrice(open[t]);
                double now = cash + units * (leaving ? price - costs.fee(price) : close[t]);
                change = now / growth - 1.0;
                growth = now;
                equity = equityAtEntry * growth;
                tradeSum += change;
                tradeSquares += change * change;
                if (leaving || t == p.length - 1) {
                    sum += tradeSum;
                    squares += tradeSquares;
                    held = false;
                }
                leaving = false;
            }
            if (t > 0) {
                returns[t - 1] = change;
            }
            peak = Math.max(peak, equity);
            maxDrawdown = Math.max(maxDrawdown, (peak - equity) / peak);
            boolean abstains = Double.isNaN(p[t]) || upper[t] - lower[t] > maxWidth;
            if (!abstains && !held && equity > 0.0 && p[t] > entry) {
                entering = true;
            } else if (!abstains && held && p[t] < exit) {
                leaving = true;
            }
        }
    }

    double sharpe() {
        int n = returns.length;
        double mean = sum / n;
        double variance = (squares / n - mean * mean) * n / (n - 1.0);
        return variance > 0.0 ? mean / Math.sqrt(variance) : Double.NaN;
    }
}
