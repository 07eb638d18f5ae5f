package io.levibot.engine;

import io.levibot.engine.feature.ExternalValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values from outside that a new pipeline must be offered to go on where the old one stands: of each feature the one in force,
 * and all that wait for their time, in the order in which they came. What can never be in force again is dropped now and then,
 * so that the memory is at most twice what is needed.
 */
final class ValueMemory {
    private static final int ROOM = 64;

    private List<ExternalValue> values = new ArrayList<>();
    private int full = ROOM;

    void add(ExternalValue value, @Nullable Instant newestClose) {
        values.add(value);
        if (values.size() > full && newestClose != null) {
            values = needed(newestClose);
            full = Math.max(ROOM, 2 * values.size());
        }
    }

    void restore(List<ExternalValue> kept) {
        values = new ArrayList<>(kept);
        full = Math.max(ROOM, 2 * values.size());
    }

    List<ExternalValue> all() {
        return List.copyOf(values);
    }

    private List<ExternalValue> needed(Instant time) {
        Map<String, ExternalValue> inForce = new HashMap<>();
        for (ExternalValue value : values) {
            if (!value.availableAt().isAfter(time)) {
                inForce.merge(
                        value.feature(),
                        value,
                        (old, next) -> next.availableAt().isBefore(old.availableAt()) ? old : next);
            }
        }
        List<ExternalValue> kept = new ArrayList<>();
        for (ExternalValue value : values) {
            if (value.availableAt().isAfter(time) || value.equals(inForce.get(value.feature()))) {
                kept.add(value);
            }
        }
        return kept;
    }
}
