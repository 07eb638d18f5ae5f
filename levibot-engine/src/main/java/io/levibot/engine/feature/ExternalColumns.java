package io.levibot.engine.feature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The as-of join of one pipeline's external columns: values wait until a bar closes at or after the time from which they could be
 * known, then the one that became available last is in force.
 */
final class ExternalColumns {
    /** Most values that may wait for their time. */
    static final int MAX_WAITING = 1_000_000;

    private static final Comparator<Waiting> BY_TIME =
            Comparator.comparing((Waiting w) -> w.value.availableAt()).thenComparingLong(w -> w.sequence);

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(BY_TIME);
    private final @Nullable ExternalValue[] inForce;
    private long offered;

    private record Waiting(ExternalValue value, int column, long sequence) {}

    ExternalColumns(int columns) {
        this.inForce = new @Nullable ExternalValue[columns];
    }

    void offer(int column, ExternalValue value) {
        if (waiting.size() == MAX_WAITING) {
            throw new IllegalStateException(
                    MAX_WAITING + " values wait for their time already; offer them nearer to the bars that use them");
        }
        waiting.add(new Waiting(value, column, offered++));
    }

    /** Puts into force what was available at the time. */
    void advance(Instant time) {
        for (Waiting next = waiting.peek();
                next != null && !next.value.availableAt().isAfter(time);
                next = waiting.peek()) {
            waiting.remove();
            ExternalValue old = inForce[next.column];
            if (old == null || !next.value.availableAt().isBefore(old.availableAt())) {
                inForce[next.column] = next.value;
            }
        }
    }

    /** The value in force, however old; null before the first. */
    @Nullable
    ExternalValue get(int column) {
        return inForce[column];
    }

    /** The values in force, then those that wait, in the order in which they become available. */
    List<ExternalValue> all() {
        List<Waiting> ordered = new ArrayList<>(waiting);
        ordered.sort(BY_TIME);
        List<ExternalValue> values = new ArrayList<>();
        for (ExternalValue value : inForce) {
            if (value != null) {
                values.add(value);
            }
        }
        ordered.forEach(next -> values.add(next.value));
        return values;
    }
}
