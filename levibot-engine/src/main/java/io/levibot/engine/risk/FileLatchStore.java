package io.levibot.engine.risk;

import io.levibot.api.KillState;
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
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a latch in a small file of two checksummed slots, preallocated so that a full disk cannot stop a trip. Writers, in this
 * process or another, take the file's lock and write the older slot; readers map the file and need no lock: a slot that is
 * being written makes them read again under the lock. A slot that is not intact even then means HALTED.
 */
final class FileLatchStore implements LatchStore {
    static final String FILE = "latch.bin";

    private static final int SLOTS = 2;
    private static final int LOCK_ATTEMPTS = 1_000_000;

    private final Path path;
    private final Object writers = new Object();
    private @Nullable FileChannel channel;
    private @Nullable MappedByteBuffer map;
    private volatile @Nullable LatchStatus unwritten;
    private final ThreadLocal<LatchSlot.Scratch> scratch = ThreadLocal.withInitial(LatchSlot.Scratch::new);

    FileLatchStore(Path directory) {
        this.path = directory.resolve(FILE);
        try {
            attach();
        } catch (IOException | UncheckedIOException e) {
            detach();
        }
    }

    /** Creates the file; the status is in both slots. */
    static void create(Path directory, LatchStatus status) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE);
        try (FileChannel created = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(created, status, 1);
        }
    }

    @Override
    public KillState state() {
        if (unwritten != null) {
            return KillState.HALTED;
        }
        MappedByteBuffer current = map;
        if (current == null) {
            return KillState.HALTED;
        }
        int slot = newest(current);
        if (slot >= 0) {
            return LatchSlot.state(current, slot);
        }
        return read(Instant.EPOCH).state();
    }

    @Override
    public LatchStatus read(Instant now) {
        LatchStatus pending = unwritten;
        if (pending != null) {
            return pending;
        }
        synchronized (writers) {
            try {
                return locked(() -> current(now));
            } catch (IOException | UncheckedIOException e) {
                return LatchStatus.unknown(
                        now, "latch file " + path.getFileName() + " cannot be read: " + e.getMessage());
            }
        }
    }

    @Override
    public LatchStatus update(Instant now, UnaryOperator<LatchStatus> change) throws IOException {
        synchronized (writers) {
            try {
                LatchStatus written = locked(() -> write(change.apply(unwritten == null ? current(now) : unwritten)));
                unwritten = null;
                return written;
            } catch (IOException | UncheckedIOException e) {
                LatchStatus wanted = change.apply(current(now));
                unwritten = new LatchStatus(
                        KillState.HALTED,
                        wanted.since(),
                        wanted.source(),
                        wanted.reason(),
                        wanted.onTrip(),
                        wanted.laterReasons(),
                        "latch file " + path.getFileName() + " cannot be written: " + e.getMessage());
                throw e instanceof IOException io ? io : new IOException(e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (writers) {
            detach();
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
            writeAll(open, status, 1);
            return status;
        }
        long sequence = LatchSlot.sequence(file, slot, scratch.get()) + 1;
        writeFully(open, LatchSlot.encode(status, sequence), (long) (1 - slot) * LatchSlot.BYTES);
        open.force(false);
        return status;
    }

    private void attachOrCreate(LatchStatus status) throws IOException {
        Path directory = path.getParent();
        if (!Files.exists(path) && directory != null) {
            create(directory, status);
        }
        attach();
    }

    private void attach() throws IOException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (opened.size() != (long) SLOTS * LatchSlot.BYTES) {
            byte[] zeros = new byte[SLOTS * LatchSlot.BYTES];
            if (opened.size() > zeros.length) {
                opened.truncate(zeros.length);
            }
            writeFully(opened, zeros, 0); // a file of another size is damaged as a whole: no slot of it is intact
        }
        channel = opened;
        map = opened.map(FileChannel.MapMode.READ_ONLY, 0, (long) SLOTS * LatchSlot.BYTES);
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
        if (channel == null) {
            return reattachedOr(action);
        }
        try (FileLock lock = lock(channel)) {
            if (!lock.isValid()) {
                throw new IOException("the file's lock was lost");
            }
            return action.run();
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

    private static void writeAll(FileChannel file, LatchStatus status, long sequence) throws IOException {
        writeFully(file, LatchSlot.encode(status, sequence), 0);
        writeFully(file, LatchSlot.encode(status, sequence), LatchSlot.BYTES);
        file.force(true);
    }

    private static void writeFully(FileChannel file, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
    }
}
