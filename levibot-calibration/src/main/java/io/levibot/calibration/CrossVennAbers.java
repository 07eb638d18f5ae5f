package io.levibot.calibration;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * The cross Venn-ABERS predictor (Vovk, Petej, Fedorova 2015): one inductive predictor per fold of the rows, merged. For log
 * loss the merged probability is GM(p1) / (GM(1 - p0) + GM(p1)), that is: the mean of the folds' log-odds ln(p1 / (1 - p0)).
 * Folds are consecutive stretches of time. The interval is the envelope of the folds' intervals, which always holds the merged
 * probability (the interval between the two geometric means need not).
 *
 * <p>Everything is merged at fit time: the result is a step function like that of one fold.
 */
final class CrossVennAbers {
    private final StepMap[] folds;
    private final VennAbers.Merge merge;

    private CrossVennAbers(StepMap[] folds, VennAbers.Merge merge) {
        this.folds = folds;
        this.merge = merge;
    }

    /**
     * @param sample at least as many rows as folds
     * @param count number of folds, at least 2
     * @param merge how intervals become one probability
     */
    static StepMap fit(Sample sample, int count, VennAbers.Merge merge) {
        StepMap[] folds = new StepMap[count];
        for (int k = 0; k < count; k++) {
            int from = (int) ((long) sample.size() * k / count);
            int to = (int) ((long) sample.size() * (k + 1) / count);
            folds[k] = VennAbers.fit(sample.slice(from, to), merge);
        }
        return new CrossVennAbers(folds, merge).merged();
    }

    private StepMap merged() {
        double[] knots = unionOfKnots();
        int positions = 2 * knots.length + 1;
        double[] probability = new double[positions];
        double[] low = new double[positions];
        double[] high = new double[positions];
        for (int i = 0; i < positions; i++) {
            double score = scoreAt(knots, i);
            low[i] = 1.0;
            for (StepMap fold : folds) {
                low[i] = Math.min(low[i], fold.lower(score));
                high[i] = Math.max(high[i], fold.upper(score));
            }
            double merged = Math.min(Math.max(mergeAt(score), low[i]), high[i]);
            probability[i] = i == 0 ? merged : Math.max(merged, probability[i - 1]);
        }
        return new StepMap(knots, probability, low, high);
    }

    private double[] unionOfKnots() {
        TreeSet<Double> union = new TreeSet<>();
        for (StepMap fold : folds) {
            Arrays.stream(fold.knots()).forEach(union::add);
        }
        return union.stream().mapToDouble(Double::doubleValue).toArray();
    }

    // Just above a knot stands for the open stretch above it: no fold changes before the next knot of the union.
    private static double scoreAt(double[] knots, int position) {
        if (position == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double knot = knots[(position - 1) / 2];
        return position % 2 == 1 ? knot : Math.nextUp(knot);
    }

    private double mergeAt(double score) {
        double sum = 0.0;
        for (StepMap fold : folds) {
            double p0 = fold.lower(score);
            double p1 = fold.upper(score);
            sum += merge == VennAbers.Merge.LOG ? StrictMath.log(p1 / (1.0 - p0)) : merge.apply(p0, p1);
        }
        double mean = sum / folds.length;
        return merge == VennAbers.Merge.LOG ? 1.0 / (1.0 + StrictMath.exp(-mean)) : mean;
    }
}
