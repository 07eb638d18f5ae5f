package io.levibot.engine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the lines of a journal, with a look at those to come. Does not check the chain: verify first. Reads in bounded
 * memory. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class JournalCursor implements AutoCloseable {
    /** How far it looks ahead. */
    static final int MAX_AHEAD = 64;

    private final Path path;
    private final LineReader lines;
    private final ArrayDeque<JournalLine> ahead = new ArrayDeque<>();
    private final JournalPosition from;
    private final long end;
    private long read;
    private long number;

    private JournalCursor(Path path, LineReader lines, JournalPosition from, long end) {
        this.path = path;
        this.lines = lines;
        this.from = from;
        this.read = from.bytes();
        this.number = from.events();
        this.end = end;
    }

    /**
     * @param path a verified journal
     * @param from where to begin
     * @param end how many of the file's bytes count
     * @return a cursor before the first line from there
     * @throws JournalException if the file cannot be opened
     */
    public static JournalCursor open(Path path, JournalPosition from, long end) {
        try {
            return new JournalCursor(path, new LineReader(path, from.bytes()), from, end);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * @param count how far to look, from 0 (the line at the cursor) to 63
     * @return the line, null beyond the end
     * @throws JournalException if the file cannot be read
     */
    public @Nullable JournalLine peek(int count) {
        while (ahead.size() <= count) {
            JournalLine next = readLine();
            if (next == null) {
                return null;
            }
            ahead.addLast(next);
        }
        if (count == 0) {
            return ahead.peekFirst();
        }
        int left = count;
        for (JournalLine line : ahead) {
            if (left-- == 0) {
                return line;
            }
        }
        return null;
    }

    /** Passes over the line at the cursor. */
    void advance() {
        ahead.removeFirst();
    }

    Path path() {
        return path;
    }

    JournalPosition from() {
        return from;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new JournalException(path + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private @Nullable JournalLine readLine() {
        if (ahead.size() > MAX_AHEAD) {
            throw new IllegalStateException("looks ahead further than " + MAX_AHEAD + " lines");
        }
        try {
            if (read >= end || !lines.next() || !lines.isWhole()) {
                return null;
            }
            read += lines.length() + 1;
            number++;
            return new JournalLine(lines.bytes(), lines.length(), number);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read after line " + number + ": " + e.getMessage(), e);
        }
    }
}
