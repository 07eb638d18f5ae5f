package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * How well scores rank positives above negatives. Only the order of the scores matters; a tie counts one half.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class RocCurve {

    private final Levels levels;
    private final double area;

    private RocCurve(Levels levels) {
        if (!(levels.positives > 0 && levels.negatives > 0)) {
            throw new IllegalArgumentException("a ranking needs both outcomes; the weight of negatives is "
                    + levels.negatives + " and of positives " + levels.positives);
        }
        this.levels = levels;
        this.area = area(levels);
    }

    /**
     * The curve of any finite scores.
     *
     * @throws IllegalArgumentException when lengths differ, a score is not finite, an outcome is neither 0 nor 1, or
     *     only one outcome occurs
     */
    public static RocCurve of(double[] score, int[] outcome) {
        double[] ones = new double[score.length];
        Arrays.fill(ones, 1);
        return weighted(score, outcome, ones);
    }

    /**
     * As {@link #of(double[], int[])} with frequency weights, finite and not negative; only rows with weight count as
     * an outcome.
     */
    public static RocCurve weighted(double[] score, int[] outcome, double[] weight) {
        Checks.sameLength("score", score.length, "outcome", outcome.length);
        Checks.sameLength("score", score.length, "weight", weight.length);
        Checks.finite("score", score);
        Checks.binary("outcome", outcome);
        Checks.weights("weight", weight);
        return new RocCurve(Levels.of(score, outcome, weight));
    }

    /** The curve of probability forecasts; both outcomes must occur. */
    public static RocCurve of(BinaryForecasts forecasts) {
        return new RocCurve(forecasts.levels());
    }

    /**
     * The area under the curve: the chance that a random positive scores above a random negative, ties one half; in [0,
     * 1].
     */
    public double auc() {
        return area;
    }

    /**
     * Average precision: the sum over falling thresholds of precision times the gain in recall, without interpolation;
     * in (0, 1].
     */
    public double averagePrecision() {
        return averagePrecision(levels);
    }

    /**
     * The variance of the area (DeLong, DeLong and Clarke-Pearson 1988); NaN when a class weighs 1 or less. 0 for a
     * perfect ranking, where it says nothing.
     */
    public double variance() {
        if (levels.positives <= 1 || levels.negatives <= 1) {
            return Double.NaN;
        }
        double ofPositives = 0;
        double ofNegatives = 0;
        double negativesBelow = 0;
        double positivesBelow = 0;
        for (int g = 0; g < levels.size(); g++) {
            double pos = levels.positive[g];
            double neg = levels.negative[g];
            double wins = (negativesBelow + neg / 2) / levels.negatives - area;
            double losses = (levels.positives - positivesBelow - pos / 2) / levels.positives - area;
            ofPositives += pos * wins * wins;
            ofNegatives += neg * losses * losses;
            negativesBelow += neg;
            positivesBelow += pos;
        }
        return ofPositives / (levels.positives - 1) / levels.positives
                + ofNegatives / (levels.negatives - 1) / levels.negatives;
    }

    /**
     * DeLong's interval: the area plus and minus normal quantiles, cut at 0 and 1. Bounds are NaN where
     * {@link #variance()} is.
     */
    public ConfidenceInterval interval(double confidence) {
        double z = NormalDistribution.upperQuantile((1 - Checks.openUnit("confidence", confidence)) / 2);
        double half = z * Math.sqrt(variance());
        return new ConfidenceInterval(area, area - half, area + half, confidence).clampedTo(0, 1);
    }

    /** NaN when one class is absent. */
    static double area(Levels levels) {
        double below = 0;
        double sum = 0;
        for (int g = 0; g < levels.size(); g++) {
            sum += levels.positive[g] * (below + levels.negative[g] / 2);
            below += levels.negative[g];
        }
        return sum / levels.positives / levels.negatives;
    }

    /** NaN when no positive is there. */
    static double averagePrecision(Levels levels) {
        double above = 0;
        double hits = 0;
        double sum = 0;
        for (int g = levels.size() - 1; g >= 0; g--) {
            above += levels.weight(g);
            hits += levels.positive[g];
            if (levels.positive[g] > 0) {
                sum += levels.positive[g] * hits / above;
            }
        }
        return sum / levels.positives;
    }
}
