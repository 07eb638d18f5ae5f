package io.levibot.engine.journal;

import io.levibot.engine.event.EngineEvent;
import java.util.Objects;

/**
 * How a file of a journal begins.
 *
 * @param kind whether an engine was opened there
 * @param previousHead head of the file before it; empty if it is a journal's first
 * @since 0.1.0
 */
public record SegmentBeginning(Kind kind, String previousHead) {
    /**
     * What made a file begin.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** An engine was opened: the first one, or one after a clean close. */
        OPENING,
        /** The file before was full. */
        CONTINUATION
    }

    /** Refuses nulls. */
    public SegmentBeginning {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(previousHead, "previousHead");
    }

    static SegmentBeginning of(JournalLine first) {
        if (first.isContinuation()) {
            return new SegmentBeginning(Kind.CONTINUATION, first.previousHead());
        }
        if (first.input() instanceof EngineEvent.Opened opened) {
            return new SegmentBeginning(Kind.OPENING, Objects.toString(opened.previousHead(), ""));
        }
        throw new JournalException(
                "the file begins neither with an engine's opening nor as the continuation of another: "
                        + "its first line is of type '" + first.type() + "'");
    }
}
