package io.levibot.engine.journal;

import java.util.Objects;

/**
 * What a check of a journal found.
 *
 * @param status whether it can be trusted
 * @param events number of intact lines, the seal not counted
 * @param head hash of the last intact line before the seal
 * @param eventBytes length of the intact lines, the seal not counted
 * @param intactBytes length of the intact part of the file
 * @param problem what is wrong and in which line, counted from 1; empty for SEALED
 * @since 0.1.0
 */
public record Verification(Status status, long events, String head, long eventBytes, long intactBytes, String problem) {

    /**
     * Whether a journal can be trusted.
     *
     * @since 0.1.0
     */
    public enum Status {
        /** Whole: every link holds and the seal matches. */
        SEALED,
        /** Every link holds but there is no seal: the process still runs or ended without closing; a last line may be torn. */
        OPEN,
        /** A line was changed, removed, added or cannot be read. */
        BROKEN
    }

    /** Refuses nulls. */
    public Verification {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(problem, "problem");
    }

    /** Returns where the last event's line ends. */
    public JournalPosition position() {
        return new JournalPosition(events, eventBytes, head);
    }
}
