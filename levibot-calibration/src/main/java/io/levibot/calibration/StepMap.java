package io.levibot.calibration;

import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * A map that is constant between scores of the fit and may have a value of its own at each, with an interval: what a
 * Venn-ABERS predictor is as a function of the score.
 *
 * <p>Position 0 is everything below the first knot, 2i + 1 is knot i itself, 2i + 2 the open stretch above it. Cost of a query:
 * see {@link KnotIndex}.
 */
final class StepMap implements ScoreMap {
    static final String KIND = "step";

    private final KnotIndex index;
    private final double[] probability;
    private final double[] low;
    private final double[] high;

    /**
     * @param knots finite, strictly increasing, at least one
     * @param probability by position, non-decreasing, in [low, high]
     * @param low by position, non-decreasing, 0 or more
     * @param high by position, non-decreasing, at most 1
     * @throws IllegalArgumentException if an argument is not allowed
     */
    StepMap(double[] knots, double[] probability, double[] low, double[] high) {
        int positions = 2 * knots.length + 1;
        if (knots.length == 0
                || probability.length != positions
                || low.length != positions
                || high.length != positions) {
            throw new IllegalArgumentException(knots.length + " knots, " + probability.length + " probabilities, "
                    + low.length + " lower and " + high.length
                    + " upper ends: allowed are at least one knot and 2 x knots + 1 of each other");
        }
        for (int i = 0; i < knots.length; i++) {
            if (!Double.isFinite(knots[i]) || (i > 0 && !(knots[i] > knots[i - 1]))) {
                throw new IllegalArgumentException(
                        "knot " + i + " is " + knots[i] + ": allowed are finite, strictly increasing knots");
            }
        }
        requireMonotone("probability", probability);
        requireMonotone("lower end", low);
        requireMonotone("upper end", high);
        for (int i = 0; i < positions; i++) {
            if (!(0.0 <= low[i] && low[i] <= probability[i] && probability[i] <= high[i] && high[i] <= 1.0)) {
                throw new IllegalArgumentException("position " + i + ": " + probability[i] + " in [" + low[i] + ", "
                        + high[i] + "]; allowed is 0 <= low <= probability <= high <= 1");
            }
        }
        this.index = new KnotIndex(knots.clone());
        this.probability = probability.clone();
        this.low = low.clone();
        this.high = high.clone();
    }

    @Override
    public double at(double score) {
        return probability[position(score)];
    }

    @Override
    public double lower(double score) {
        return low[position(score)];
    }

    @Override
    public double upper(double score) {
        return high[position(score)];
    }

    @Override
    public Map<String, String> facts() {
        return ScoreMap.facts("CLIP", 0.0);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void write(StateWriter out) {
        out.numbers("knots", index.toArray());
        out.numbers("probability", probability);
        out.numbers("low", low);
        out.numbers("high", high);
    }

    static StepMap read(StateFields in) {
        return new StepMap(in.numbers("knots"), in.numbers("probability"), in.numbers("low"), in.numbers("high"));
    }

    /** Returns a copy of the knots. */
    double[] knots() {
        return index.toArray();
    }

    private int position(double score) {
        if (score < index.first()) {
            return 0;
        }
        if (score > index.last()) {
            return probability.length - 1;
        }
        int knot = index.floor(score);
        return index.knot(knot) == score ? 2 * knot + 1 : 2 * knot + 2;
    }

    private static void requireMonotone(String what, double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (!(values[i] >= values[i - 1])) {
                throw new IllegalArgumentException(
                        what + " falls from " + values[i - 1] + " to " + values[i] + " at position " + i);
            }
        }
    }
}
