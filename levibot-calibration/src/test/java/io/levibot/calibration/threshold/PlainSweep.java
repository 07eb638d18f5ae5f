package io.levibot.calibration.threshold;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;

/** What the sweep must give, bit for bit: one point traded bar by bar, nothing left out. */
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
        double cash = 1.0;
        double units = 0.0;
        double ordered = 0.0;
        boolean leaving = false;
        double peak = 1.0;
        for (int t = 0; t < p.length; t++) {
            if (ordered > 0.0) {
                double price = costs.buyPrice(open[t]);
                cash -= ordered * (price + costs.fee(price));
                units = ordered;
                ordered = 0.0;
                trades++;
            } else if (leaving) {
                double price = costs.sellPrice(open[t]);
                cash += units * (price - costs.fee(price));
                units = 0.0;
                leaving = false;
            }
            double now = cash + units * close[t];
            double change = now / equity - 1.0;
            equity = now;
            if (t > 0) {
                returns[t - 1] = change;
                sum += change;
                squares += change * change;
            }
            peak = Math.max(peak, now);
            maxDrawdown = Math.max(maxDrawdown, (peak - now) / peak);
            boolean abstains = Double.isNaN(p[t]) || upper[t] - lower[t] > maxWidth;
            if (!abstains && units == 0.0 && p[t] > entry) {
                ordered = set.exposure() * now / close[t];
            } else if (!abstains && units > 0.0 && p[t] < exit) {
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
