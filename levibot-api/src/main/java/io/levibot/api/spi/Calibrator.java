package io.levibot.api.spi;

import io.levibot.api.Artifact;

/**
 * A fitted, non-decreasing map from a raw score to a probability.
 *
 * <p>Who calls it: the engine, once per scored bar, on the thread that feeds the symbol; research code, once per row.
 *
 * <p>Thread-safety: every method is safe for concurrent use and allocates nothing (except {@link #state} and {@link #info}).
 * Only an {@link OnlineCalibrator} changes, and says how.
 *
 * <p>Lifecycle: fitted or restored by its provider; holds no resources.
 *
 * <p>Determinism: the same score gives the same bits on every machine and JDK, also after a round trip through {@link #state}.
 *
 * <p>Failures: a throw or a value outside [0, 1] makes the engine abstain and count it.
 *
 * @since 0.1.0
 */
public interface Calibrator {
    /**
     * @param rawScore the predictor's score; infinite scores take the value at the end of the map
     * @return the probability of the label, in [0, 1]; never falls as the score rises; NaN exactly if the score is NaN
     */
    double calibrate(double rawScore);

    /**
     * @param rawScore the predictor's score
     * @return lower end of the probability's interval, in [0, {@link #calibrate}]; equal to it where the method has no interval
     */
    default double lower(double rawScore) {
        return calibrate(rawScore);
    }

    /**
     * @param rawScore the predictor's score
     * @return upper end of the probability's interval, in [{@link #calibrate}, 1]; equal to it where the method has no interval
     */
    default double upper(double rawScore) {
        return calibrate(rawScore);
    }

    /**
     * Turns a threshold on the probability into one on the raw score: for every score s, {@code calibrate(s) >= probability}
     * exactly when {@code s >= inverse(probability)}. The default finds the score by bisection over the doubles, about 65 calls
     * of {@link #calibrate}; a closed form must be exact to the last bit too, or a threshold moved to the raw score decides
     * otherwise than the one it came from.
     *
     * @param probability in [0, 1]
     * @return the smallest score whose probability is at least the given one: positive infinity if no score reaches it, negative
     *     infinity if every score does
     * @throws IllegalArgumentException if the probability is NaN or outside [0, 1]
     */
    default double inverse(double probability) {
        return SmallestScore.reaching(probability, this);
    }

    /** Returns how and on what the map was fitted. */
    CalibratorInfo info();

    /** Returns the saved state from which the same provider restores a map that gives the same bits. */
    Artifact state();
}
