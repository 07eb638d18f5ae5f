package io.levibot.engine.journal;

import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The journal of an engine that repeats what another one journalled: each event's line is compared, byte for byte, with the line
 * at the cursor as it comes, with the seals and continuations of its files between them. What is appended after the last line goes to a sink that the follower was given. The first
 * difference ends the comparing for good: from then on nothing is kept.
 *
 * <p>Not thread-safe, as {@link EventSink} allows.
 *
 * @since 0.1.0
 */
public final class JournalFollower implements EventSink {
    private static final int EXCERPT = 600;

    private final JournalCursor cursor;
    private final LineEncoder lines;
    private final EventSink copy;
    private final EventSink afterwards;
    private long compared;
    private boolean sealed;
    private boolean seamsPassed;
    private String difference = "";

    /**
     * How far a follower is.
     *
     * @since 0.1.0
     */
    public enum Stage {
        /** There are lines left to compare with. */
        FOLLOWING,
        /** Every line was the same; what comes now is new. */
        ENDED,
        /** A line was not the same. */
        DIFFERS
    }

    /**
     * @param cursor at the first line to compare with; closed with this sink
     * @param copy receives every event, for people who want to see both
     * @param afterwards receives the events after the last line
     */
    public JournalFollower(JournalCursor cursor, EventSink copy, EventSink afterwards) {
        this.cursor = cursor;
        this.lines = new LineEncoder(cursor.from().head(), cursor.from().events());
        this.copy = copy;
        this.afterwards = afterwards;
    }

    /** Returns how far this follower is. */
    public Stage stage() {
        if (!difference.isEmpty()) {
            return Stage.DIFFERS;
        }
        return cursor.peek(0) == null ? Stage.ENDED : Stage.FOLLOWING;
    }

    /**
     * @param count how far to look: 0 is the line that the next event is compared with
     * @return the line, null beyond the end or after a difference
     */
    public @Nullable JournalLine peek(int count) {
        return difference.isEmpty() ? cursor.peek(count) : null;
    }

    /** Returns how many lines were the same. */
    public long compared() {
        return compared;
    }

    /** Returns where the first difference is, with both texts; empty if there is none. */
    public String difference() {
        return difference;
    }

    /**
     * Ends the comparing because what comes cannot be the same.
     *
     * @param why with the line's number
     */
    public void refuse(String why) {
        if (difference.isEmpty()) {
            difference = why;
        }
    }

    @Override
    public void append(EngineEvent event) {
        if (!difference.isEmpty()) {
            return;
        }
        JournalLine expected = cursor.peek(0);
        passSeams();
        copy.append(event);
        if (!difference.isEmpty()) {
            return;
        }
        if (expected != null) {
            lines.encode(event);
            if (matches(expected)) {
                cursor.advance();
                seamsPassed = false;
                sealed = false;
            }
        } else if (sealed) {
            lines.encode(event);
            difference = "after the journal's seal\n  replay:  " + excerpt(lines.bytes(), lines.length() - 1);
        } else {
            afterwards.append(event);
        }
    }

    @Override
    public void sync() {
        if (stage() == Stage.ENDED) {
            afterwards.sync();
        }
    }

    @Override
    public boolean isDegraded() {
        return afterwards.isDegraded();
    }

    @Override
    public void abandon() {
        cursor.close();
        copy.close();
        afterwards.abandon();
    }

    /** Compares the seal, if the journal has one to compare with, and closes the cursor and both sinks. */
    @Override
    public void close() {
        JournalLine left = peek(0);
        if (left != null) {
            difference = left.place() + " was not reached\n  journal: " + left;
        } else if (difference.isEmpty()) {
            passSeams();
        }
        cursor.close();
        copy.close();
        afterwards.close();
    }

    /** Compares what leads to the line at the cursor: the seal of a file, and the line with which the next one continues it. */
    private void passSeams() {
        if (seamsPassed) {
            return;
        }
        seamsPassed = true;
        String head = lines.head();
        for (JournalLine seam : cursor.seams()) {
            if (seam.isContinuation()) {
                lines.encodeContinuation(head);
            } else if (seam.isSealOfFullFile()) {
                lines.encodeSealOfFullFile();
            } else {
                lines.encodeSeal();
            }
            if (!matches(seam)) {
                return;
            }
            if (seam.isSeal()) {
                sealed = !seam.isSealOfFullFile();
                lines.beginFile();
            }
        }
    }

    /** Compares the newest line; notes the difference if there is one. */
    private boolean matches(JournalLine expected) {
        byte[] theirs = expected.bytes();
        int length = lines.length() - 1; // without the line feed
        int at = Arrays.mismatch(theirs, 0, theirs.length, lines.bytes(), 0, length);
        if (at < 0) {
            lines.accept();
            compared++;
            return true;
        }
        difference = expected.place() + " differs at byte " + (at + 1) + "\n  journal: "
                + excerpt(theirs, theirs.length) + "\n  replay:  " + excerpt(lines.bytes(), length);
        return false;
    }

    private static String excerpt(byte[] line, int length) {
        String text = new String(line, 0, Math.min(length, EXCERPT), StandardCharsets.UTF_8);
        return length > EXCERPT ? text + "…" : text;
    }
}
