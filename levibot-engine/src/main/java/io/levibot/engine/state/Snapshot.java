package io.levibot.engine.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.engine.journal.JournalPosition;
import java.util.Objects;

/**
 * An engine's state with the place in the journal that it belongs to.
 *
 * @param segment number of the journal's segment, 1 and up
 * @param position where in the segment: everything before it is in the state
 * @param state the state
 * @since 0.1.0
 */
public record Snapshot(int segment, JournalPosition position, JsonNode state) {
    /** @throws IllegalArgumentException if the number is below 1 */
    public Snapshot {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(state, "state");
        if (segment < 1) {
            throw new IllegalArgumentException("segment " + segment + ": allowed is 1 and up");
        }
    }
}
