package io.levibot.calibration;

import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * A fitted map from score to probability: the part of a calibrator that is asked once a bar. Never falls as the score rises,
 * to the bit. Immutable, thread-safe, allocates nothing.
 */
sealed interface ScoreMap permits BetaMap, IdentityMap, InterpolatedMap, LinearLogitMap, QuadraticLogitMap, StepMap {
    /**
     * @param score any number but NaN; beyond the ends of its scale it takes the value at the end
     * @return probability, in [0, 1]
     */
    double at(double score);

    /** Returns the lower end of the interval, in [0, {@link #at}]. */
    default double lower(double score) {
        return at(score);
    }

    /** Returns the upper end of the interval, in [{@link #at}, 1]. */
    default double upper(double score) {
        return at(score);
    }

    /** Returns the same map without refusals: the one to invert. */
    default ScoreMap total() {
        return this;
    }

    /** Returns what the facts of a fit say about every map: the rule beyond the fitted scores, and the margin at 0 and 1. */
    default Map<String, String> facts() {
        return facts("extrapolated", LogOdds.MIN_PROBABILITY);
    }

    /** Returns the two facts under the names that every map uses. */
    static Map<String, String> facts(String outOfBounds, double endClip) {
        return Map.of("out-of-bounds", outOfBounds, "end-clip", StateWriter.text(endClip));
    }

    /** Returns the name of the kind of map in saved state. */
    String kind();

    /** Writes the fields from which {@link CalibratorState} restores the map. */
    void write(StateWriter out);
}
