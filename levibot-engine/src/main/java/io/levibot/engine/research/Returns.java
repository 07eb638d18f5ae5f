package io.levibot.engine.research;

import io.levibot.engine.bar.BarSeries;

/** Simple returns, bar by bar, as fractions. */
final class Returns {
    private Returns() {}

    /** What an engine made of each bar of a run. */
    static double[] of(BacktestResult run) {
        double[] equity = run.equity().values();
        double[] returns = new double[equity.length];
        double before = run.startEquity();
        for (int t = 0; t < equity.length; t++) {
            returns[t] = equity[t] / before - 1.0;
            before = equity[t];
        }
        return returns;
    }

    /** What holding the asset makes of each bar of a range, bought at its first open, without costs. */
    static double[] holding(BarSeries bars, IndexRange range) {
        double[] returns = new double[range.size()];
        double before = bars.open(range.from());
        for (int bar = range.from(); bar < range.to(); bar++) {
            returns[bar - range.from()] = bars.close(bar) / before - 1.0;
            before = bars.close(bar);
        }
        return returns;
    }

    /** Whether they are not all the same: otherwise there is no Sharpe ratio. */
    static boolean vary(double[] returns) {
        for (double value : returns) {
            if (value != returns[0]) {
                return true;
            }
        }
        return false;
    }
}
