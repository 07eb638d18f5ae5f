package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.engine.internal.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a latch in a small file of two checksummed slots, preallocated so that a full disk cannot stop a trip. Writers, in this
 * process or another, take the file's lock and write the older slot; readers map the file and need no lock: a slot that is
 * being written makes them read again under the lock. A slot that is not intact even then means HALTED.
 *
 * <p>A mapped file that was deleted, replaced or cut short may still look intact. So whoever is about to let an order leave asks {@link
 * #stateInPlace}, which looks whether the file is still the one that was opened.
 */
final class FileLatchStore implements LatchStore {
    static final String FILE = "latch.bin";

    private static final int SLOTS = 2;
    private static final int LOCK_ATTEMPTS = 1_000_000;

    private final Path path;
    private final SlotWriter writer;
    private final Object writers = new Object();
    private @Nullable FileChannel channel;
    private volatile @Nullable MappedByteBuffer map;
    private volatile @Nullable Object fileKey;
    private volatile @Nullable LatchStatus unwritten;
    private int unwrittenRequests;
    private Instant unwrittenFrom = Instant.EPOCH;
    private final ThreadLocal<LatchSlot.Scratch> scratch = ThreadLocal.withInitial(LatchSlot.Scratch::new);

    /** Writes bytes into the open latch file; durable before return. */
    interface SlotWriter {
        void write(FileChannel file, byte[] bytes, long at) throws IOException;
    }

    FileLatchStore(Path directory) {
        this(directory, FileLatchStore::writeDurably);
    }

    /** With a disk of the caller's, which may fail. */
    FileLatchStore(Path directory, SlotWriter writer) {
        this.path = directory.resolve(FILE);
        this.writer = writer;
        try {
            Uninterrupted.run(this::attach);
        } catch (IOException | UncheckedIOException e) {
            detach();
        }
    }

    /** Creates the file; the status is in both slots. */
    static void create(Path directory, LatchStatus status) throws IOException {
        create(directory, status, FileLatchStore::writeDurably);
    }

    static void create(Path directory, LatchStatus status, SlotWriter writer) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE);
        Files.createFile(file);
        Uninterrupted.run(() -> fill(file, status, writer));
    }

    private static Path fill(Path file, LatchStatus status, SlotWriter writer) throws IOException {
        try (FileChannel created = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = lock(created)) {
            requireValid(lock);
            for (int slot = 0; slot < SLOTS; slot++) {
                writer.write(created, LatchSlot.encode(status, 1), (long) slot * LatchSlot.BYTES);
            }
        }
        return file;
    }

    @Override
    public KillState state() {
        MappedByteBuffer current = map;
        if (unwritten != null || current == null) {
            return KillState.HALTED;
        }
        try {
            int slot = newest(current);
            if (slot >= 0) {
                return LatchSlot.state(current, slot);
            }
        } catch (InternalError e) {
            return KillState
                    .HALTED; // the mapped file was cut short by somebody: this is how the virtual machine says so
        }
        return read(Instant.EPOCH).state();
    }

    @Override
    public KillState stateInPlace() {
        if (unwritten == null && map != null && isInPlace()) {
            return state();
        }
        synchronized (writers) {
            detach();
        }
        return read(Instant.EPOCH).state();
    }

    /** Whether the path still leads to the opened file, whole. Where files have no key the path must at least exist. */
    private boolean isInPlace() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = now.fileKey();
            return now.size() == (long) SLOTS * LatchSlot.BYTES && (key == null || key.equals(fileKey));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public LatchStatus read(Instant now) {
        synchronized (writers) {
            LatchStatus pending = unwritten;
            if (pending != null) {
                return pending.stamped(writtenNow(), unwrittenRequests());
            }
            try {
                return Uninterrupted.run(() -> {
                    leaveAbandonedFile();
                    return locked(() -> current(now));
                });
            } catch (IOException | UncheckedIOException | InternalError e) {
                return LatchStatus.unknown(
                        now, "latch file " + path.getFileName() + " cannot be read: " + e.getMessage());
            }
        }
    }

    @Override
    public LatchStatus update(Instant now, UnaryOperator<LatchStatus> change) throws IOException {
        synchronized (writers) {
            LatchStatus pending = unwritten;
            // What was found before the write, which may leave nothing to find; and what was to be written.
            @Nullable LatchStatus[] before = new @Nullable LatchStatus[1];
            @Nullable LatchStatus[] wish = new @Nullable LatchStatus[1];
            try {
                LatchStatus written = Uninterrupted.run(() -> {
                    leaveAbandonedFile();
                    return locked(() -> {
                        LatchStatus found =
                                pending == null ? current(now) : pending.stamped(sequence(), unwrittenRequests());
                        if (wish[0] == null
                                || !found.saysTheSame(
                                        wish[0])) { // else an interrupt came after it was written: it is made durable
                            before[0] = found;
                            wish[0] = change.apply(found);
                        }
                        return write(Objects.requireNonNull(wish[0]));
                    });
                });
                unwritten = null;
                unwrittenRequests = 0;
                return written;
            } catch (IOException | UncheckedIOException | InternalError e) {
                LatchStatus found = before[0];
                LatchStatus from = found == null ? currentOr(pending, now) : found;
                LatchStatus changed = change.apply(from);
                LatchStatus wanted = changed.state() == KillState.ARMED ? from : changed;
                unwritten = new LatchStatus(
                        KillState.HALTED,
                        wanted.since(),
                        wanted.source(),
                        wanted.reason(),
                        wanted.onTrip(),
                        wanted.laterReasons(),
                        "latch file " + path.getFileName() + " cannot be written: " + e.getMessage(),
                        "");
                unwrittenFrom = unwrittenRequests == 0 ? now : unwrittenFrom;
                unwrittenRequests++;
                throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (writers) {
            detach();
        }
    }

    private LatchStatus currentOr(@Nullable LatchStatus pending, Instant now) {
        try {
            return pending == null ? current(now) : pending.stamped(sequence(), unwrittenRequests());
        } catch (InternalError e) { // as in state()
            return LatchStatus.unknown(now, "latch file " + path.getFileName() + " was cut short");
        }
    }

    private LatchStatus current(Instant now) {
        MappedByteBuffer file = map;
        if (file == null) {
            String what = Files.exists(path) ? "cannot be read" : "is missing; initialise the state directory";
            return LatchStatus.unknown(now, "latch file " + path.getFileName() + " " + what);
        }
        int slot = newest(file);
        LatchStatus status = slot < 0 ? null : LatchSlot.decode(file, slot);
        return status == null ? LatchStatus.unknown(now, "latch file " + path.getFileName() + " is damaged") : status;
    }

    /** Returns the slot that counts, or -1 unless both are intact. */
    private int newest(MappedByteBuffer file) {
        LatchSlot.Scratch mine = scratch.get();
        long first = LatchSlot.sequence(file, 0, mine);
        long second = LatchSlot.sequence(file, 1, mine);
        if (first < 0 || second < 0) {
            return -1;
        }
        return first >= second ? 0 : 1;
    }

    /** The sequence number of what counts in the file, 0 if there is nothing that counts. */
    private long sequence() {
        MappedByteBuffer file = map;
        int slot = file == null ? -1 : newest(file);
        return file == null || slot < 0 ? 0 : LatchSlot.sequence(file, slot, scratch.get());
    }

    /** Other requests than those of another process, or of this one at another time, are told apart. */
    private String unwrittenRequests() {
        return unwrittenRequests + " since " + unwrittenFrom;
    }

    /** As {@link #sequence}, of whatever file is there now. */
    private long writtenNow() {
        try {
            long[] found = new long[1];
            Uninterrupted.run(() -> {
                leaveAbandonedFile();
                return locked(() -> {
                    found[0] = sequence();
                    return LatchStatus.unknown(Instant.EPOCH, "");
                });
            });
            return found[0];
        } catch (IOException | UncheckedIOException | InternalError e) {
            return 0; // nothing that could be read
        }
    }

    private LatchStatus write(LatchStatus status) throws IOException {
        if (map == null) {
            attachOrCreate(status);
        }
        MappedByteBuffer file = map;
        FileChannel open = channel;
        if (file == null || open == null) {
            throw new IOException("the file is not open");
        }
        int slot = newest(file);
        if (slot < 0) {
            writer.write(open, LatchSlot.encode(status, 1), 0);
            writer.write(open, LatchSlot.encode(status, 1), LatchSlot.BYTES);
            return current(status.since());
        }
        long sequence = LatchSlot.sequence(file, slot, scratch.get()) + 1;
        writer.write(open, LatchSlot.encode(status, sequence), (long) (1 - slot) * LatchSlot.BYTES);
        return current(status.since());
    }

    /** Lets go of a file that is no longer where it was opened, so that what is there now counts. */
    private void leaveAbandonedFile() {
        if (map != null && !isInPlace()) {
            detach();
        }
    }

    private void attachOrCreate(LatchStatus status) throws IOException {
        Path directory = path.getParent();
        if (!Files.exists(path) && directory != null) {
            create(directory, status, writer);
        }
        attach();
    }

    private Path attach() throws IOException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileLock lock = lock(opened)) {
            requireValid(lock); // whoever creates the file holds the lock until it is whole
            if (opened.size() != (long) SLOTS * LatchSlot.BYTES) {
                byte[] zeros = new byte[SLOTS * LatchSlot.BYTES];
                if (opened.size() > zeros.length) {
                    opened.truncate(zeros.length);
                }
                writeFully(opened, zeros, 0); // a file of another size is damaged as a whole: no slot of it is intact
            }
            fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            map = opened.map(FileChannel.MapMode.READ_ONLY, 0, (long) SLOTS * LatchSlot.BYTES);
            channel = opened;
            return path;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void detach() {
        map = null;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            channel = null;
        }
    }

    private interface Action {
        LatchStatus run() throws IOException;
    }

    private LatchStatus locked(Action action) throws IOException {
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            return reattachedOr(action);
        }
        try (FileLock lock = lock(open)) {
            requireValid(lock);
            return action.run();
        }
    }

    private static void requireValid(FileLock lock) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the file's lock was lost");
        }
    }

    private LatchStatus reattachedOr(Action action) throws IOException {
        try {
            attach();
        } catch (NoSuchFileException e) {
            return action.run(); // nothing to lock: reading says so, writing creates the file
        }
        return locked(action);
    }

    /** Waits for other processes; other latches of this process on the same file are met with a bounded spin. */
    private static FileLock lock(FileChannel open) throws IOException {
        for (int i = 0; i < LOCK_ATTEMPTS; i++) {
            try {
                return open.lock();
            } catch (OverlappingFileLockException e) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("another latch of this process holds the file");
    }

    private static void writeDurably(FileChannel file, byte[] bytes, long at) throws IOException {
        writeFully(file, bytes, at);
        file.force(false);
    }

    private static void writeFully(FileChannel file, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
    }
}
