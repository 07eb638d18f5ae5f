package io.levibot.examples.host;

import io.levibot.engine.registry.ServingModel;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A champion with what the host tells of it.
 *
 * @param model the verified model; whoever has this record closes it
 * @param label what a probability that the label does not happen means
 * @param trainedAt when the bundle was made, by the data's clock; null if not known
 * @param promotedAt when it became the champion; null if not known
 */
public record HostedModel(
        ServingModel model,
        LabelKind label,
        @Nullable Instant trainedAt,
        @Nullable Instant promotedAt) implements AutoCloseable {

    /** Whether "down" is the opposite of "up". */
    public enum LabelKind {
        /** The label is up or down: p_down is 1 - p_up. */
        TWO_WAY,
        /** There is a third outcome: nothing follows for down. */
        OTHER
    }

    /** Refuses nulls. */
    public HostedModel {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(label, "label");
    }

    @Override
    public void close() {
        model.close();
    }
}
