package io.levibot.engine.journal;

import java.util.Objects;

/**
 * A place between two lines of a journal.
 *
 * @param events lines before it, 0 or more
 * @param bytes their length, 0 or more
 * @param head hash of the line before it, 64 lower-case hex digits; zeros at the beginning
 * @since 0.1.0
 */
public record JournalPosition(long events, long bytes, String head) {
    /** The beginning of every journal. */
    public static final JournalPosition START = new JournalPosition(0, 0, JournalFormat.GENESIS);

    /** @throws IllegalArgumentException if a number is negative or the head no hash */
    public JournalPosition {
        Objects.requireNonNull(head, "head");
        if (events < 0 || bytes < 0 || !JournalFormat.isHash(head)) {
            throw new IllegalArgumentException("journal position after " + events + " events and " + bytes
                    + " bytes with head '" + head + "': allowed are numbers from 0 and 64 hex digits");
        }
    }
}
