package io.levibot.engine.journal;

import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.Uninterrupted;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a journal. Each event is handed to the operating system before {@link #append} returns, so that it survives the end of
 * the process; {@link #sync} makes it survive the end of the power. A write that fails leaves the file as it was before the
 * line: a later append begins where the last whole line ended.
 *
 * <p>Beside the journal lies a file of {@value #RESERVE_BYTES} bytes. When a line finds no room on the disk that file is given up
 * for it, so that the exits of a book that may now only be reduced, and the seal, are journalled all the same: {@link
 * #isDegraded} says so from then on. The next {@link #sync} that finds room lays the file again. A clean close removes it.
 *
 * <p>A journal may go on in another file: {@link #continueIn}. The new file appears under its name with its first line in it, so
 * that a process that dies at any moment leaves no file that begins with nothing.
 *
 * <p>Not thread-safe but for {@link #isDegraded}: the engine serialises its calls.
 *
 * @since 0.1.0
 */
public final class JournalWriter implements EventSink {
    /** Room kept for the time when the disk is full: the events of several hundred exits. */
    static final int RESERVE_BYTES = 1 << 20;

    private static final String RESERVE_SUFFIX = ".reserve";
    private static final String DRAFT_SUFFIX = ".new";
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private final Path path;
    private final Path reserve;
    private final JournalFile file;
    private final LineEncoder lines;
    private long end;
    private boolean closed;
    private String sealedHead = "";
    private volatile boolean degraded;

    private JournalWriter(Path path, JournalFile file, JournalPosition from) {
        this.path = path;
        this.reserve = path.resolveSibling(path.getFileName() + RESERVE_SUFFIX);
        this.file = file;
        this.lines = new LineEncoder(from.head(), from.events());
        this.end = from.bytes();
    }

    /**
     * Begins a new journal.
     *
     * @param path file to create
     * @return the writer
     * @throws JournalException if the file exists or cannot be created, or there is no room for its reserve
     */
    public static JournalWriter create(Path path) {
        try {
            JournalFile file = JournalFile.create(path);
            JournalWriter writer = new JournalWriter(path, file, JournalPosition.START);
            writer.layFirstReserve();
            return writer;
        } catch (FileAlreadyExistsException e) {
            throw new JournalException(path + " already exists; a journal is never overwritten", e);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be created: " + e.getMessage(), e);
        }
    }

    /**
     * Begins a file of a journal with an event.
     *
     * @param path file to create
     * @param first its first event
     * @return the writer
     * @throws JournalException if the file exists or cannot be created; nothing was left then
     */
    public static JournalWriter begin(Path path, EngineEvent first) {
        return begin(path, lines -> lines.encode(first)).publish();
    }

    /**
     * Begins the file that follows a full one, where the process ended before it did so itself.
     *
     * @param path file to create
     * @param previousHead head of the full one
     * @return the writer
     * @throws JournalException if the file exists or cannot be created; nothing was left then
     */
    public static JournalWriter continuing(Path path, String previousHead) {
        return begin(path, lines -> lines.encodeContinuation(previousHead)).publish();
    }

    /**
     * Seals this file as full and goes on in another one.
     *
     * @param next file to create
     * @return its writer; this one is closed
     * @throws JournalException if that was not possible. This writer goes on as before then, unless it {@link #isClosed}: the file
     *     was sealed, and {@link #continuing} is to be tried again
     */
    public JournalWriter continueIn(Path next) {
        JournalWriter draft = begin(next, lines -> lines.encodeContinuation(head()));
        try {
            String head = head();
            lines.encodeSealOfFullFile();
            write();
            closed = true;
            sealedHead = head;
            file.force();
            file.close();
            Files.deleteIfExists(reserve);
        } catch (IOException e) {
            if (!closed) {
                cutBack(e);
            }
            draft.discard(e);
            throw new JournalException(path + " cannot be continued in " + next + ": " + e.getMessage(), e);
        }
        return draft.publish();
    }

    /** Lays a file under another name, with its first line. */
    private static JournalWriter begin(Path path, Consumer<LineEncoder> first) {
        if (Files.exists(path)) {
            throw new JournalException(path + " already exists; a journal is never overwritten");
        }
        Path draft = path.resolveSibling(path.getFileName() + DRAFT_SUFFIX);
        try {
            Files.deleteIfExists(draft);
            JournalFile file = JournalFile.create(draft);
            JournalWriter writer = new JournalWriter(path, file, JournalPosition.START);
            try {
                first.accept(writer.lines);
                writer.write();
                file.force();
                writer.layReserve();
                return writer;
            } catch (IOException | RuntimeException e) {
                writer.discard(e);
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException(path + " cannot be created: " + e.getMessage(), e);
        }
    }

    /** Gives a file that was begun its name. */
    private JournalWriter publish() {
        try {
            Files.move(draft(), path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(e);
            throw new JournalException(path + " cannot be created: " + e.getMessage(), e);
        }
        Path directory = path.toAbsolutePath().getParent();
        try {
            if (directory != null) {
                Uninterrupted.run(() -> {
                    AtomicFiles.forceDirectory(directory);
                    return directory;
                });
            }
        } catch (IOException e) { // the file is there; that its name survives a loss of power is all that is in doubt
            LOG.warn("the name of {} could not be forced to the device: {}", path, e.getMessage());
        }
        return this;
    }

    private Path draft() {
        return path.resolveSibling(path.getFileName() + DRAFT_SUFFIX);
    }

    /** Takes back a file that was begun. */
    private void discard(Exception cause) {
        closed = true;
        try (file) {
            Files.deleteIfExists(draft());
            Files.deleteIfExists(reserve);
        } catch (IOException e) {
            cause.addSuppressed(e);
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
            JournalFile file = JournalFile.open(path);
            file.truncate(found.intactBytes());
            JournalWriter writer = new JournalWriter(path, file, found.position());
            writer.relayReserve(); // a full disk must not keep the exits of what is held from going on
            return writer;
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
            writeSomehow();
        } catch (IOException e) {
            throw new JournalException(
                    path + " cannot be written at event " + lines.sequence() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void sync() {
        try {
            file.force();
        } catch (IOException e) {
            throw new JournalException(path + " cannot be forced to the disk: " + e.getMessage(), e);
        }
        if (degraded && !closed) {
            relayReserve();
        }
    }

    @Override
    public boolean isDegraded() {
        return degraded;
    }

    @Override
    public void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            throw new JournalException(path + " cannot be closed: " + e.getMessage(), e);
        }
    }

    /** Returns the hash of the last line before the seal. */
    public String head() {
        return sealedHead.isEmpty() ? lines.head() : sealedHead;
    }

    /** Returns whether nothing can be appended any more. */
    public boolean isClosed() {
        return closed;
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
            writeSomehow();
            file.force();
            Files.deleteIfExists(reserve);
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

    /** Writes the line, at the price of the reserve if it must be. */
    private void writeSomehow() throws IOException {
        try {
            write();
        } catch (IOException e) {
            cutBack(e);
            if (degraded) {
                throw e;
            }
            degraded = true;
            try {
                Files.deleteIfExists(reserve);
                write();
            } catch (IOException again) {
                cutBack(again);
                again.addSuppressed(e);
                throw again;
            }
        }
    }

    private void layFirstReserve() throws IOException {
        try {
            layReserve();
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(path);
            throw new IOException("no room for a reserve of " + RESERVE_BYTES + " bytes: " + e.getMessage(), e);
        }
    }

    private void layReserve() throws IOException {
        try (OutputStream room = new FileOutputStream(reserve.toFile())) { // no channel: see JournalFile
            room.write(new byte[RESERVE_BYTES]);
        } catch (IOException e) {
            Files.deleteIfExists(reserve);
            throw e;
        }
    }

    private void relayReserve() {
        try {
            layReserve();
            degraded = false;
        } catch (IOException e) {
            degraded = true;
            LOG.warn("no room for the reserve of {}: {}", path, e.getMessage());
        }
    }

    private void write() throws IOException {
        file.write(lines.bytes(), lines.length(), end);
        lines.accept();
        end += lines.length();
    }
}
