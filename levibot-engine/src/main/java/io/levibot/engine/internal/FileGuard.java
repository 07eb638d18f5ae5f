package io.levibot.engine.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Exclusive ownership of a lock file, against other processes and against other threads of this one. The file stays when the
 * guard is closed: deleting it would let two processes lock two files of one name. A process that dies frees its locks.
 *
 * <p>Thread-safety: acquire and close from any thread; a guard is not reentrant.
 */
public final class FileGuard implements AutoCloseable {
    /*
     * The one process-wide table of the engine. It has to be: a POSIX lock belongs to the process, not to the channel, and is
     * lost as soon as any channel of the process on that file is closed. So a second thread must not even open the file.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path path;
    private final FileChannel channel;
    private boolean closed;

    private FileGuard(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Waits for ownership, without limit: for sections that take milliseconds.
     *
     * @param lockFile created if it does not exist; its directory must exist
     * @return the guard, to be closed
     * @throws IOException if the file cannot be opened or locked, or the thread was interrupted while it waited
     */
    public static FileGuard acquire(Path lockFile) throws IOException {
        Path path = canonical(lockFile);
        synchronized (HELD) {
            while (HELD.contains(path)) {
                awaitRelease(path);
            }
            HELD.add(path);
        }
        return locked(path, FileChannel::lock)
                .orElseThrow(() -> new IOException("no lock on " + path + ": the file system gave none"));
    }

    /**
     * Takes ownership if nobody has it: for ownership that lasts as long as an engine runs.
     *
     * @param lockFile created if it does not exist; its directory must exist
     * @return the guard, to be closed; empty if another process or thread owns the file
     * @throws IOException if the file cannot be opened or locked
     */
    public static Optional<FileGuard> tryAcquire(Path lockFile) throws IOException {
        Path path = canonical(lockFile);
        synchronized (HELD) {
            if (!HELD.add(path)) {
                return Optional.empty();
            }
        }
        return locked(path, FileChannel::tryLock);
    }

    /** Gives up ownership. May be called twice. */
    @Override
    public void close() {
        synchronized (HELD) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and the lock with it; there is nothing that the caller could do.
        } finally {
            release(path);
        }
    }

    @FunctionalInterface
    private interface Locking {
        @org.jspecify.annotations.Nullable
        FileLock lock(FileChannel channel) throws IOException;
    }

    private static Optional<FileGuard> locked(Path path, Locking locking) throws IOException {
        FileChannel channel = null;
        boolean owned = false;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            owned = locking.lock(channel) != null;
            return owned ? Optional.of(new FileGuard(path, channel)) : Optional.empty();
        } finally {
            if (!owned) {
                try {
                    if (channel != null) {
                        channel.close();
                    }
                } finally {
                    release(path);
                }
            }
        }
    }

    private static void release(Path path) {
        synchronized (HELD) {
            HELD.remove(path);
            HELD.notifyAll();
        }
    }

    private static void awaitRelease(Path path) throws InterruptedIOException {
        try {
            HELD.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for " + path);
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** One name per file, however it is spelled: the directory is resolved, the file itself need not exist yet. */
    private static Path canonical(Path lockFile) throws IOException {
        Path absolute = lockFile.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null) {
            throw new IOException("no lock file at " + lockFile + ": it names no file");
        }
        if (Files.isSymbolicLink(absolute)) {
            throw new IOException("lock file " + absolute + " is a symbolic link");
        }
        return directory.toRealPath().resolve(name);
    }
}
