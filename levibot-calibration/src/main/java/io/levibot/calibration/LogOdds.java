package io.levibot.calibration;

/**
 * Conversions between probabilities and log-odds. Everything goes through {@link StrictMath}, so the bits are the same on every
 * machine and JDK, and every function here is monotone in floating point. Stateless.
 */
final class LogOdds {
    /** Probabilities are held within [this, 1 - this]: the clip of the log loss, 2<sup>-52</sup>, so that none is 0 or 1. */
    static final double MIN_PROBABILITY = 0x1p-52;

    /** Probability scores are held within [this, 1 - this] before they become log-odds, about 27.6 in size at most. */
    static final double SCORE_CLIP = 1e-12;

    private LogOdds() {}

    /**
     * The logistic function 1 / (1 + e<sup>-z</sup>), held within [{@link #MIN_PROBABILITY}, 1 - {@link #MIN_PROBABILITY}].
     * The one form is used for both signs: the usual second one for negative z can fall by an ulp as z rises.
     */
    static double toProbability(double logOdds) {
        return clip(1.0 / (1.0 + StrictMath.exp(-logOdds)), MIN_PROBABILITY);
    }

    /** Returns ln(p / (1 - p)): negative infinity at 0, infinity at 1. */
    static double of(double probability) {
        return StrictMath.log(probability) - StrictMath.log1p(-probability);
    }

    /** Returns the log-odds of a probability held within [{@link #SCORE_CLIP}, 1 - {@link #SCORE_CLIP}]. */
    static double ofScore(double probability) {
        return of(clip(probability, SCORE_CLIP));
    }

    /** Returns ln(1 + e<sup>z</sup>) without overflow. */
    static double softplus(double z) {
        return Math.max(z, 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    /**
     * Returns the log loss of a label against log-odds, -[y ln p + (1 - y) ln(1 - p)], without forming p.
     *
     * @param logOdds forecast
     * @param label in [0, 1]
     */
    static double loss(double logOdds, double label) {
        return softplus(logOdds) - label * logOdds;
    }

    /** Returns a probability held within [margin, 1 - margin]. */
    static double clip(double probability, double margin) {
        return Math.min(Math.max(probability, margin), 1.0 - margin);
    }
}
