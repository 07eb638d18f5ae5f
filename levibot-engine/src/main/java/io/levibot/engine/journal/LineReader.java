package io.levibot.engine.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file line by line in bounded memory, and tells a whole line from a torn one. */
final class LineReader implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int HEADER_BYTES = 96;

    private final InputStream in;
    private byte[] line = new byte[4096];
    private int length;
    private boolean whole;

    LineReader(Path path) throws IOException {
        this(path, 0);
    }

    /** Begins at a byte of the file. */
    LineReader(Path path, long from) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            file.skipNBytes(from);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        this.in = new BufferedInputStream(file, BUFFER);
    }

    /** Reads on; returns false at the end of the file. */
    boolean next() throws IOException {
        length = 0;
        whole = false;
        int read = in.read();
        if (read < 0) {
            return false;
        }
        while (read >= 0) {
            if (read == '\n') {
                whole = true;
                return true;
            }
            if (length == JournalFormat.MAX_LINE_BYTES) {
                throw new IOException("a line is longer than " + JournalFormat.MAX_LINE_BYTES + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, line.length * 2);
            }
            line[length++] = (byte) read;
            read = in.read();
        }
        return true;
    }

    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** Whether the line has the text somewhere among its first bytes, where the fields are that every event has. */
    boolean hasText(byte[] text) {
        int last = Math.min(length, HEADER_BYTES) - text.length;
        for (int at = 0; at <= last; at++) {
            if (Arrays.equals(line, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the line was ended by a line feed. */
    boolean isWhole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
