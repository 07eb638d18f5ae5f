package io.levibot.engine.journal;

import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a journal. Each event is handed to the operating system before {@link #append} returns, so that it survives the end of
 * the process; {@link #sync} makes it survive the end of the power. A write that fails leaves the file as it was before the
 * line: a later append begins where the last whole line ended.
 *
 * <p>Not thread-safe: the engine serialises its calls.
 *
 * @since 0.1.0
 */
public final class JournalWriter implements EventSink {
    private final Path path;
    private final FileChannel file;
    private final LineEncoder lines;
    private long end;
    private boolean closed;

    private JournalWriter(Path path, FileChannel file, JournalPosition from) {
        this.path = path;
        this.file = file;
        this.lines = new LineEncoder(from.head(), from.events());
        this.end = from.bytes();
    }

    /**
     * Begins a new journal.
     *
     * @param path file to create
     * @return the writer
     * @throws JournalException if the file exists or cannot be created
     */
    public static JournalWriter create(Path path) {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new JournalWriter(path, file, JournalPosition.START);
        } catch (FileAlreadyExistsException e) {
            throw new JournalException(path + " already exists; a journal is never overwritten", e);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be created: " + e.getMessage(), e);
        }
    }

    /**
     * Goes on with the journal of a process that ended without closing it. A torn last line is cut off.
     *
     * @param path an OPEN journal
     * @return the writer
     * @throws JournalException if it is SEALED or BROKEN, or cannot be opened
     */
    public static JournalWriter resume(Path path) {
        return resume(path, JournalVerifier.verify(path));
    }

    /**
     * Goes on with a journal that was just verified.
     *
     * @param path an OPEN journal
     * @param found what the verification found; a torn last line is cut off
     * @return the writer
     * @throws JournalException if it is not OPEN or cannot be opened
     */
    public static JournalWriter resume(Path path, Verification found) {
        if (found.status() != Verification.Status.OPEN) {
            throw new JournalException(path + " is " + found.status() + " and cannot be continued: " + found.problem());
        }
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
            file.truncate(found.intactBytes());
            return new JournalWriter(path, file, found.position());
        } catch (IOException e) {
            throw new JournalException(path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void append(EngineEvent event) {
        if (closed) {
            throw new JournalException(path + " is closed");
        }
        try {
            lines.encode(event);
            write();
        } catch (IOException e) {
            cutBack(e);
            throw new JournalException(
                    path + " cannot be written at event " + lines.sequence() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void sync() {
        try {
            file.force(false);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be forced to the disk: " + e.getMessage(), e);
        }
    }

    /** Returns the hash of the last line. */
    public String head() {
        return lines.head();
    }

    /** Returns the number of lines so far. */
    public long events() {
        return lines.sequence();
    }

    /** Writes the seal, forces the file to the disk and closes it. May be called twice. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            lines.encodeSeal();
            write();
            file.force(true);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be sealed: " + e.getMessage(), e);
        }
    }

    /** Returns where the journal ends now. */
    public JournalPosition position() {
        return new JournalPosition(lines.sequence(), end, lines.head());
    }

    /** Takes back a part of a line; if even that fails, the next line overwrites it and a reader sees a torn end. */
    private void cutBack(IOException failure) {
        try {
            if (file.size() > end) {
                file.truncate(end);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void write() throws IOException {
        ByteBuffer whole = ByteBuffer.wrap(lines.bytes(), 0, lines.length());
        while (whole.hasRemaining()) {
            file.write(whole, end + whole.position());
        }
        lines.accept();
        end += lines.length();
    }
}
