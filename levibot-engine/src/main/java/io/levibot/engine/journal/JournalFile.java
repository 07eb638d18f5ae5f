package io.levibot.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a journal. Not a channel: an interrupt of the thread that writes would close that for good, and with it the
 * journal. Not thread-safe.
 */
final class JournalFile implements Closeable {
    private static final long UNKNOWN = -1;

    private final RandomAccessFile file;
    private long at;

    private JournalFile(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * @throws java.nio.file.FileAlreadyExistsException if it exists
     */
    static JournalFile create(Path path) throws IOException {
        Files.createFile(path);
        return open(path);
    }

    static JournalFile open(Path path) throws IOException {
        return new JournalFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    void write(byte[] bytes, int length, long position) throws IOException {
        if (position != at) {
            file.seek(position);
        }
        at = UNKNOWN; // if the write fails half-way
        file.write(bytes, 0, length);
        at = position + length;
    }

    long size() throws IOException {
        return file.length();
    }

    void truncate(long size) throws IOException {
        at = UNKNOWN;
        if (file.length() > size) {
            file.setLength(size);
        }
    }

    /** Forces what was written to the device. */
    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
