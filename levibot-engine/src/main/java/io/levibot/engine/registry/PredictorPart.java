package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.api.spi.TrainedModel;
import java.util.List;
import java.util.Objects;

/**
 * The model of a bundle.
 *
 * @param plugin which predictor plugin trained it and restores it
 * @param artifact its saved state
 * @param rounds boosting rounds, epochs or the like, 0 or more
 * @param importance how much each feature is used, largest first; may be empty
 * @since 0.1.0
 */
public record PredictorPart(
        PluginFacts plugin, Artifact artifact, int rounds, List<TrainedModel.Importance> importance) {
    /** @throws IllegalArgumentException if rounds is negative */
    public PredictorPart {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(artifact, "artifact");
        importance = List.copyOf(importance);
        if (rounds < 0) {
            throw new IllegalArgumentException("rounds " + rounds + " is negative");
        }
    }

    /**
     * @param plugin which plugin trained it
     * @param model the outcome of training
     * @return the part
     */
    public static PredictorPart of(PluginFacts plugin, TrainedModel model) {
        return new PredictorPart(plugin, model.artifact(), model.rounds(), model.importance());
    }
}
