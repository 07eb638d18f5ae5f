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
    private static final int LINE_BYTES = 4096;

    private final Path path;
    private final FileChannel file;
    private final JsonLine line = new JsonLine(LINE_BYTES);
    private final EventWriter events = new EventWriter(line);
    private final HashChain chain;
    private long sequence;
    private long end;
    private boolean closed;

    private JournalWriter(Path path, FileChannel file, String head, long sequence, long end) {
        this.path = path;
        this.file = file;
        this.chain = new HashChain(head);
        this.sequence = sequence;
        this.end = end;
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
            return new JournalWriter(path, file, JournalFormat.GENESIS, 0, 0);
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
        Verification found = JournalVerifier.verify(path);
        if (found.status() != Verification.Status.OPEN) {
            throw new JournalException(path + " is " + found.status() + " and cannot be continued: " + found.problem());
        }
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
            file.truncate(found.intactBytes());
            return new JournalWriter(path, file, found.head(), found.events(), found.intactBytes());
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
            line.reset();
            line.writeStartObject();
            line.writeNumberField("seq", sequence);
            line.writeStringField("type", EventWriter.type(event));
            events.write(event);
            line.writeEndObject();
            write();
        } catch (IOException e) {
            throw new JournalException(path + " cannot be written at event " + sequence + ": " + e.getMessage(), e);
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
        return chain.head();
    }

    /** Returns the number of lines so far. */
    public long events() {
        return sequence;
    }

    /** Writes the seal, forces the file to the disk and closes it. May be called twice. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            line.reset();
            line.writeStartObject();
            line.writeNumberField("seq", sequence);
            line.writeStringField("type", JournalFormat.SEAL);
            line.writeNumberField("events", sequence);
            line.writeStringField("head", head());
            line.writeEndObject();
            write();
            file.force(true);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be sealed: " + e.getMessage(), e);
        }
    }

    /** Replaces the closing brace of the line by its hash and writes it. */
    private void write() throws IOException {
        line.dropLast();
        chain.link(line.bytes(), line.length());
        line.append(JournalFormat.HASH_FIELD);
        line.append(chain.next());
        line.append(JournalFormat.LINE_END);
        ByteBuffer whole = ByteBuffer.wrap(line.bytes(), 0, line.length());
        while (whole.hasRemaining()) {
            file.write(whole, end + whole.position());
        }
        chain.accept();
        sequence++;
        end += line.length();
    }
}
