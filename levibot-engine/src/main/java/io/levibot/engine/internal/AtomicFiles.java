package io.levibot.engine.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * File changes of which a reader, and a restart after a crash or power loss, sees all or nothing. Stateless; two writers of one
 * file need a {@link FileGuard} to be ordered, but never produce a mixture.
 */
public final class AtomicFiles {
    /** Begins the name of every temporary file and directory: no reader takes one for content. */
    public static final String TEMPORARY_PREFIX = ".tmp-";

    private static final int MAX_ATTEMPTS = 10_000;

    private AtomicFiles() {}

    /**
     * Replaces or creates a file: writes a temporary file beside it, forces it to the device, renames it over the target, and
     * forces the directory.
     *
     * @param target the file; its directory must exist
     * @param content what it shall hold
     * @throws IOException if any step fails; the target is then what it was before, unless only the last step (forcing the
     *     directory) failed, and no temporary file is left
     */
    public static void write(Path target, byte[] content) throws IOException {
        Path directory = parentOf(target);
        Path temporary = newTemporaryFile(directory, target, content);
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            discard(temporary, e);
            throw e;
        }
        forceDirectory(directory);
    }

    /**
     * Creates a file that must not exist yet, and forces it to the device. Not atomic by itself: for the files of a temporary
     * directory that is renamed as a whole.
     *
     * @param target the file; its directory must exist
     * @param content what it shall hold
     * @throws IOException if it exists or cannot be written; a part of it may be left
     */
    public static void writeNew(Path target, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, content);
        }
    }

    /**
     * Adds bytes to the end of a file, which is created if need be, and forces them to the device. A crash may leave a torn
     * tail: whoever reads must tolerate that.
     *
     * @param target the file
     * @param content what to add
     * @throws IOException if it cannot be written; the file has then been cut back to its old length where that was possible
     */
    public static void append(Path target, byte[] content) throws IOException {
        boolean created = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            long length = channel.size();
            channel.position(length);
            try {
                writeFully(channel, content);
            } catch (IOException e) {
                cutBack(channel, length, e);
                throw e;
            }
        }
        if (created) {
            forceDirectory(parentOf(target));
        }
    }

    /**
     * Creates an empty directory for content in the making, to be renamed by {@link #publish} or removed by {@link #remove}.
     *
     * @param parent where it shall be
     * @param name what it will become; part of its temporary name
     * @return the new directory
     * @throws IOException if it cannot be created
     */
    public static Path newTemporaryDirectory(Path parent, String name) throws IOException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                return Files.createDirectory(temporaryName(parent, name, attempt));
            } catch (FileAlreadyExistsException e) {
                // Left by another process, or by one that died: the next name may be free.
            }
        }
        throw new IOException(
                MAX_ATTEMPTS + " temporary directories for " + name + " lie in " + parent + "; remove them");
    }

    /**
     * Gives a finished directory its final name.
     *
     * @param temporary a directory whose files are already forced to the device
     * @param target its name, in the same parent; must not exist
     * @throws IOException if the target exists or the rename fails; nothing has then changed
     */
    public static void publish(Path temporary, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        forceDirectory(temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(parentOf(target));
    }

    /**
     * Removes a file or a directory with everything in it; links are removed, not followed. What does not exist is fine.
     *
     * @param path what to remove
     * @throws IOException if something in it cannot be removed
     */
    public static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Iterator<Path> each = children.iterator(); each.hasNext(); ) {
                    remove(each.next());
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /**
     * Forces a directory's entries (created, renamed and deleted names) to the device. On systems that cannot open a directory
     * (Windows) this does nothing; there a rename is as durable as the file system makes it.
     *
     * @param directory an existing directory
     * @throws IOException if the device fails
     */
    public static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = openDirectory(directory)) {
            if (channel != null) {
                channel.force(true);
            }
        }
    }

    /**
     * @param failure what went wrong
     * @return the reason in one line for people: the kind of failure and its message, which for a file error is the path
     */
    public static String reason(IOException failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + message;
    }

    private static Path newTemporaryFile(Path directory, Path target, byte[] content) throws IOException {
        String name = String.valueOf(target.getFileName());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Path temporary = temporaryName(directory, name, attempt);
            try {
                writeNew(temporary, content);
                return temporary;
            } catch (FileAlreadyExistsException e) {
                // Left by another process, or by one that died: the next name may be free.
            } catch (IOException | RuntimeException e) {
                discard(temporary, e);
                throw e;
            }
        }
        throw new IOException(MAX_ATTEMPTS + " temporary files for " + name + " lie in " + directory + "; remove them");
    }

    private static Path temporaryName(Path directory, String name, int attempt) {
        return directory.resolve(
                TEMPORARY_PREFIX + name + "-" + ProcessHandle.current().pid() + "-" + attempt);
    }

    private static void writeFully(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    private static void cutBack(FileChannel channel, long length, IOException failure) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void discard(Path temporary, Exception failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileChannel openDirectory(Path directory) throws IOException {
        try {
            return FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            if (Files.isDirectory(directory)) {
                return null;
            }
            throw e;
        }
    }

    private static Path parentOf(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(target + " names no file in a directory");
        }
        return parent;
    }
}
