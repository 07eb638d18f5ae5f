package io.levibot.engine.feature;

import io.levibot.engine.bar.BarSeries;
import java.util.Arrays;
import java.util.List;

/** Sorted values of a feature over training bars, and their quantiles. */
final class Volatilities {
    private Volatilities() {}

    /** Every defined value, in ascending order; of several series, pooled. */
    static double[] of(List<BarSeries> training, FeatureFunction function) {
        int most = training.stream().mapToInt(BarSeries::size).sum();
        double[] values = new double[most];
        int count = 0;
        for (BarSeries series : training) {
            BarHistory history = new BarHistory(function.bars());
            for (int i = 0; i < series.size(); i++) {
                history.push(series.bar(i));
                double value = i + 1 >= function.bars() ? function.value(history) : Double.NaN;
                if (Double.isFinite(value)) {
                    values[count++] = value;
                }
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Linear between order statistics (type 7 of Hyndman and Fan 1996). Needs at least one value. */
    static double quantile(double[] sorted, double p) {
        double place = p * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
