package io.levibot.engine.research;

import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.TrainedModel;
import java.util.Objects;

/**
 * A workflow after training: the model has seen the train block and nothing else. The next step is {@link Workflow#calibrate}.
 *
 * @param plan what was asked for
 * @param dataset features and labels of the whole series; the features learnt from the train block alone
 * @param blocks how the series is cut
 * @param model the model's saved state
 * @param predictor the model, restored from that state
 * @since 0.1.0
 */
public record Trained(ResearchPlan plan, Dataset dataset, Blocks blocks, TrainedModel model, Predictor predictor) {
    /** Refuses nulls. */
    public Trained {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(blocks, "blocks");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(predictor, "predictor");
    }
}
