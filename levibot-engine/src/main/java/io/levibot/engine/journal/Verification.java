package io.levibot.engine.journal;

import java.util.Objects;

/**
 * What a check of a journal, or of one of its files, found.
 *
 * @param status whether it can be trusted
 * @param events number of intact lines, the seal not counted
 * @param head hash of the last intact line before the seal
 * @param eventBytes length of the intact lines, the seal not counted
 * @param intactBytes length of the intact part of the file
 * @param continues whether a file was full, so that its seal says that the journal goes on in the next one
 * @param problem what is wrong and in which line, counted from 1; empty for SEALED
 * @since 0.1.0
 */
public record Verification(
        Status status, long events, String head, long eventBytes, long intactBytes, boolean continues, String problem) {

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

    /**
     * Returns the same, found to be BROKEN.
     *
     * @param what the problem
     */
    public Verification broken(String what) {
        return with(Status.BROKEN, what);
    }

    /**
     * Returns the same, found to be OPEN.
     *
     * @param what the problem
     */
    public Verification open(String what) {
        return with(Status.OPEN, what);
    }

    /**
     * Returns the same, but BROKEN if the head is another than expected.
     *
     * @param expectedHead hash that the last event's line must have, kept apart from the journal
     */
    public Verification expecting(String expectedHead) {
        return status == Status.BROKEN || head.equals(expectedHead)
                ? this
                : broken("the head is " + head + ", expected was " + expectedHead);
    }

    private Verification with(Status other, String what) {
        return new Verification(other, events, head, eventBytes, intactBytes, continues, what);
    }

    /** Returns where the last event's line ends. */
    public JournalPosition position() {
        return new JournalPosition(events, eventBytes, head);
    }
}
