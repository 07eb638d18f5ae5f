package io.levibot.api;

/**
 * What a model and its calibrator say of one row.
 *
 * @param rawScore the predictor's own output, on its own scale; NaN means no answer
 * @param probability calibrated probability of the label in [0, 1]; NaN if there is none (no answer, or a fallback whose score
 *     is not a probability)
 * @param lower lower end of the calibrator's interval, in [0, probability]; equal to it where the calibrator has no interval
 * @param upper upper end of the calibrator's interval, in [probability, 1]; equal to it where the calibrator has no interval
 * @since 0.1.0
 */
public record Prediction(double rawScore, double probability, double lower, double upper) {
    private static final Prediction NONE = new Prediction(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** @throws IllegalArgumentException if the three probabilities are neither all NaN nor ordered within [0, 1] */
    public Prediction {
        boolean absent = Double.isNaN(probability) && Double.isNaN(lower) && Double.isNaN(upper);
        if (!absent && !(0.0 <= lower && lower <= probability && probability <= upper && upper <= 1.0)) {
            throw new IllegalArgumentException("probability " + probability + " in [" + lower + ", " + upper
                    + "]: allowed is 0 <= lower <= probability <= upper <= 1, or all NaN");
        }
    }

    /** Returns the prediction that says nothing: every value is NaN. */
    public static Prediction none() {
        return NONE;
    }

    /** Returns whether there is a probability. */
    public boolean hasProbability() {
        return !Double.isNaN(probability);
    }

    /** Returns the width of the interval, in [0, 1], or NaN without a probability. */
    public double width() {
        return upper - lower;
    }
}
