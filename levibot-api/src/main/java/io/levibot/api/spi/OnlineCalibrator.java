package io.levibot.api.spi;

/**
 * A calibrator that goes on learning as labels become known. Between two calls of {@link #observe} it is a fixed map; an update
 * is seen whole or not at all by concurrent readers.
 *
 * <p>A replay gives the same probabilities only if it gives the same observations at the same places: the engine journals them.
 *
 * @since 0.1.0
 */
public interface OnlineCalibrator extends Calibrator {
    /**
     * Learns one outcome. Called by one thread at a time, in the order in which labels become known.
     *
     * @param rawScore the score that was given; finite
     * @param label 1 if the label happened, 0 if not
     * @throws IllegalArgumentException if the score is not finite or the label is neither 0 nor 1
     */
    void observe(double rawScore, double label);
}
