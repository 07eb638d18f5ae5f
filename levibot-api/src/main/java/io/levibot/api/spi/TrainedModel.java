package io.levibot.api.spi;

import io.levibot.api.Artifact;
import java.util.List;
import java.util.Objects;

/**
 * Outcome of training.
 *
 * @param artifact saved state from which the same provider creates the predictor
 * @param rounds boosting rounds, epochs or the like that the model has, 0 or more
 * @param importance how much each feature was used, largest first; may be empty
 * @since 0.1.0
 */
public record TrainedModel(Artifact artifact, int rounds, List<Importance> importance) {

    /**
     * How much a model uses one feature.
     *
     * @param feature the feature's name
     * @param gain total gain of the splits on it, or the model's nearest equivalent; 0 or more, only comparable within one model
     * @since 0.1.0
     */
    public record Importance(String feature, double gain) {
        /** @throws IllegalArgumentException if the gain is negative or not finite */
        public Importance {
            Objects.requireNonNull(feature, "feature");
            if (!(gain >= 0.0 && gain <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "importance of " + feature + " is " + gain + "; allowed is 0 or more");
            }
        }
    }

    /** @throws IllegalArgumentException if rounds is negative */
    public TrainedModel {
        Objects.requireNonNull(artifact, "artifact");
        importance = List.copyOf(importance);
        if (rounds < 0) {
            throw new IllegalArgumentException("rounds " + rounds + " is negative");
        }
    }
}
