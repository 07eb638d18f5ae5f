package io.levibot.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

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
    private final JsonFactory json = JournalFormat.jsonFactory();
    private final ByteArrayBuilder line = new ByteArrayBuilder(2048);
    private final MessageDigest digest = JournalFormat.sha256();
    private String head;
    private long sequence;
    private long end;
    private boolean closed;

    private JournalWriter(Path path, FileChannel file, String head, long sequence, long end) {
        this.path = path;
        this.file = file;
        this.head = head;
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
            try (JsonGenerator generator = json.createGenerator(line)) {
                generator.writeStartObject();
                generator.writeNumberField("seq", sequence);
                generator.writeStringField("type", EventWriter.type(event));
                new EventWriter(generator).write(event);
                generator.writeEndObject();
            }
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
        return head;
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
            try (JsonGenerator generator = json.createGenerator(line)) {
                generator.writeStartObject();
                generator.writeNumberField("seq", sequence);
                generator.writeStringField("type", JournalFormat.SEAL);
                generator.writeNumberField("events", sequence);
                generator.writeStringField("head", head);
                generator.writeEndObject();
            }
            write();
            file.force(true);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be sealed: " + e.getMessage(), e);
        }
    }

    /** Replaces the closing brace of the line by its hash and writes it. */
    private void write() throws IOException {
        byte[] body = line.toByteArray();
        int hashed = body.length - 1;
        String hash = JournalFormat.link(digest, head, body, hashed);
        byte[] tail = JournalFormat.tail(hash);
        ByteBuffer whole = ByteBuffer.allocate(hashed + tail.length);
        whole.put(body, 0, hashed).put(tail).flip();
        int length = whole.remaining();
        while (whole.hasRemaining()) {
            file.write(whole, end + whole.position());
        }
        head = hash;
        sequence++;
        end += length;
    }
}
