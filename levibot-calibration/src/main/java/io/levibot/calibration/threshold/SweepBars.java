package io.levibot.calibration.threshold;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;

/**
 * The bars of a sweep, with what is the same for all of its points. A trade is told by its growth, the equity as a multiple of
 * that at its entry: whoever is in it from the same bar on sees the same growth.
 *
 * @param probability what the policy decides on per bar; NaN, which compares false with everything, where it abstains
 * @param close close price per bar
 * @param buy what a unit costs at the bar's open, with slippage and fee
 * @param sell what a unit brings at the bar's open, less slippage and fee
 * @param exposure fraction of equity put at risk by an entry
 */
record SweepBars(double[] probability, double[] close, double[] buy, double[] sell, double exposure) {
    /** @param maxWidth widest interval that is decided on */
    static SweepBars of(TuningSet set, double maxWidth) {
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
        return new SweepBars(decidable(set, maxWidth), set.close(), buy, sell, set.exposure());
    }

    int size() {
        return close.length;
    }

    /** Units bought per equity by an entry that is filled at that bar's open: sized at the close before, where it was decided. */
    double units(int from) {
        return exposure / close[from - 1];
    }

    /** What such an entry leaves as cash, per equity. */
    double cash(int from) {
        return 1.0 - units(from) * buy[from];
    }

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
