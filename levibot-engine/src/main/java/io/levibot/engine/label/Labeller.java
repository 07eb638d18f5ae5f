package io.levibot.engine.label;

import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.label.TripleBarrier.Timeout;
import io.levibot.engine.label.TripleBarrier.Touch;
import java.util.Arrays;

/** Applies a definition to a series; used once. */
final class Labeller {
    private final BarSeries bars;
    private final int size;
    private final double[] close;
    private final double[] labels;
    private final int[] ends;

    Labeller(BarSeries bars) {
        this.bars = bars;
        this.size = bars.size();
        this.close = bars.closes();
        this.labels = new double[size];
        this.ends = new int[size];
        Arrays.fill(labels, Double.NaN);
        Arrays.fill(ends, Labels.NO_END);
    }

    Labels label(LabelDefinition definition) {
        if (definition instanceof HorizonDirection direction) {
            direction(direction);
        } else if (definition instanceof CostAware costAware) {
            costAware(costAware);
        } else if (definition instanceof TripleBarrier barrier) {
            tripleBarrier(barrier);
        }
        return new Labels(bars, definition, labels, ends);
    }

    private void direction(HorizonDirection definition) {
        int[] horizon = barsAtHorizon(definition.horizonBars());
        for (int i = 0; i < size; i++) {
            if (horizon[i] != Labels.NO_END) {
                settle(i, horizon[i], close[horizon[i]] > close[i]);
            }
        }
    }

    private void costAware(CostAware definition) {
        int[] horizon = barsAtHorizon(definition.horizonBars());
        for (int i = 0; i < size; i++) {
            if (horizon[i] != Labels.NO_END) {
                settle(i, horizon[i], definition.gains(close[i], close[horizon[i]]));
            }
        }
    }

    private void tripleBarrier(TripleBarrier definition) {
        double[] volatility = volatility(definition.volatilityBars());
        BarrierScan scan = scan(definition);
        for (int i = 0; i < size; i++) {
            double upper = upper(close[i], definition.profitMultiple(), volatility[i]);
            double lower = lower(close[i], definition.stopMultiple(), volatility[i]);
            if (volatility[i] > 0.0 && lower < close[i] && close[i] < upper) {
                settle(i, scan, scan.run(i, definition.horizonBars(), upper, lower), definition.timeout());
            }
        }
    }

    private BarrierScan scan(TripleBarrier definition) {
        boolean closesOnly = definition.touch() == Touch.CLOSE;
        double[] high = new double[size];
        double[] low = new double[size];
        for (int i = 0; i < size; i++) {
            high[i] = bars.high(i);
            low[i] = bars.low(i);
        }
        return new BarrierScan(
                closesOnly ? close : bars.opens(),
                closesOnly ? close : high,
                closesOnly ? close : low,
                definition.ambiguity(),
                this::followsDirectly);
    }

    private void settle(int row, BarrierScan scan, int outcome, Timeout timeout) {
        switch (outcome) {
            case BarrierScan.UPPER -> settle(row, scan.end(), true);
            case BarrierScan.LOWER -> settle(row, scan.end(), false);
            case BarrierScan.TIMEOUT ->
                settle(row, scan.end(), timeout == Timeout.SIGN && close[scan.end()] > close[row]);
            default -> {
                // unresolved or ambiguous: stays missing
            }
        }
    }

    private void settle(int row, int end, boolean happened) {
        labels[row] = happened ? 1.0 : 0.0;
        ends[row] = end;
    }

    private boolean followsDirectly(int row) {
        return bars.openMillis(row) - bars.openMillis(row - 1)
                == bars.interval().millis();
    }

    /** For each bar the one that closes exactly the horizon later, or NO_END. */
    private int[] barsAtHorizon(int horizonBars) {
        long span = horizonBars * bars.interval().millis();
        int[] found = new int[size];
        int j = 0;
        for (int i = 0; i < size; i++) {
            long target = bars.openMillis(i) + span;
            while (j < size && bars.openMillis(j) < target) {
                j++;
            }
            found[i] = j < size && bars.openMillis(j) == target ? j : Labels.NO_END;
        }
        return found;
    }

    /** Sample deviation of the last n one-bar log returns; NaN while there are fewer. */
    private double[] volatility(int n) {
        double[] returns = new double[size];
        double[] volatility = new double[size];
        for (int i = 0; i < size; i++) {
            returns[i] = i == 0 ? Double.NaN : StrictMath.log(close[i] / close[i - 1]);
            volatility[i] = i < n ? Double.NaN : deviation(returns, i - n + 1, i);
        }
        return volatility;
    }

    static double deviation(double[] values, int first, int last) {
        int n = last - first + 1;
        double sum = 0.0;
        for (int i = first; i <= last; i++) {
            sum += values[i];
        }
        double mean = sum / n;
        double squares = 0.0;
        for (int i = first; i <= last; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(squares / (n - 1));
    }

    /** The upper barrier; infinite if there is none. */
    static double upper(double close, double multiple, double volatility) {
        return multiple == 0.0 ? Double.POSITIVE_INFINITY : close * (1.0 + multiple * volatility);
    }

    /** The lower barrier; infinite if there is none. */
    static double lower(double close, double multiple, double volatility) {
        return multiple == 0.0 ? Double.NEGATIVE_INFINITY : close * (1.0 - multiple * volatility);
    }
}
