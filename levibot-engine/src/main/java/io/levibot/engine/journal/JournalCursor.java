package io.levibot.engine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the lines of a journal, over all its files, with a look at those to come. The lines in which one file ends and the
 * next begins are passed over: they come along with the line after them. Does not check the chain: verify first. Reads in bounded
 * memory. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class JournalCursor implements AutoCloseable {
    /** How far it looks ahead. */
    static final int MAX_AHEAD = 64;

    private final List<Path> files;
    private final JournalPosition from;
    private final long end;
    private final ArrayDeque<Step> ahead = new ArrayDeque<>();
    private int file;
    private LineReader lines;
    private long read;
    private long number;
    private @Nullable Step last;

    /**
     * A line with what leads to it.
     *
     * @param seams the seal of the file before and the line that continues it, as far as there are such
     * @param line the line, null at the end of the journal
     */
    record Step(List<JournalLine> seams, @Nullable JournalLine line) {}

    private JournalCursor(List<Path> files, LineReader lines, JournalPosition from, long end) {
        this.files = files;
        this.lines = lines;
        this.from = from;
        this.read = from.bytes();
        this.number = from.events();
        this.end = end;
    }

    /**
     * @param path a verified journal of one file
     * @param from where to begin
     * @param end how many of the file's bytes count
     * @return a cursor before the first line from there
     * @throws JournalException if the file cannot be opened
     */
    public static JournalCursor open(Path path, JournalPosition from, long end) {
        return open(List.of(path), from, end);
    }

    /**
     * @param files the files of a verified journal, in order, at least one; the next one is opened when the one before is over
     * @param from where in the first of them to begin
     * @param end how many bytes of the last of them count
     * @return a cursor before the first line from there
     * @throws JournalException if the first file cannot be opened
     */
    public static JournalCursor open(List<Path> files, JournalPosition from, long end) {
        List<Path> all = List.copyOf(files);
        return new JournalCursor(all, readerOf(all.get(0), from.bytes()), from, end);
    }

    /**
     * @param count how far to look, from 0 (the line at the cursor) to 63
     * @return the line, null beyond the end
     * @throws JournalException if a file cannot be read
     */
    public @Nullable JournalLine peek(int count) {
        while (ahead.size() <= count) {
            if (last != null) {
                return null;
            }
            Step next = readStep();
            if (next.line == null) {
                last = next;
                return null;
            }
            ahead.addLast(next);
        }
        int left = count;
        for (Step step : ahead) {
            if (left-- == 0) {
                return step.line;
            }
        }
        return null;
    }

    /** Returns the lines between files that lead to the line at the cursor, or to the end. */
    List<JournalLine> seams() {
        if (peek(0) != null) {
            return ahead.getFirst().seams;
        }
        return last == null ? List.of() : last.seams;
    }

    /** Passes over the line at the cursor. */
    void advance() {
        ahead.removeFirst();
    }

    JournalPosition from() {
        return from;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new JournalException(files.get(file) + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private Step readStep() {
        if (ahead.size() > MAX_AHEAD) {
            throw new IllegalStateException("looks ahead further than " + MAX_AHEAD + " lines");
        }
        List<JournalLine> seams = List.of();
        while (true) {
            JournalLine line = readLine();
            if (line == null && file + 1 < files.size()) {
                nextFile();
            } else if (line != null && (line.isSeal() || line.isContinuation())) {
                seams = seams.isEmpty() ? new ArrayList<>(2) : seams;
                seams.add(line);
            } else {
                return new Step(seams, line);
            }
        }
    }

    private @Nullable JournalLine readLine() {
        try {
            boolean over = file == files.size() - 1 && read >= end;
            if (over || !lines.next() || !lines.isWhole()) {
                return null;
            }
            read += lines.length() + 1;
            number++;
            JournalLine line = new JournalLine(lines.bytes(), lines.length(), number);
            return files.size() == 1
                    ? line
                    : line.in(String.valueOf(files.get(file).getFileName()));
        } catch (IOException e) {
            throw new JournalException(
                    files.get(file) + " cannot be read after line " + number + ": " + e.getMessage(), e);
        }
    }

    private void nextFile() {
        close();
        file++;
        lines = readerOf(files.get(file), 0);
        read = 0;
        number = 0;
    }

    private static LineReader readerOf(Path path, long from) {
        try {
            return new LineReader(path, from);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
