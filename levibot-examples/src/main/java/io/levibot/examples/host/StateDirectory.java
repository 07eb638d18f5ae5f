package io.levibot.examples.host;

import io.levibot.api.LevibotException;
import io.levibot.engine.risk.KillLatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which a host keeps what must survive it: the kill latch and one journal per start. One host at a time: the
 * directory is locked until {@link #close}.
 */
final class StateDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final Pattern JOURNAL = Pattern.compile("journal-([0-9]{6})\\.jsonl");
    private static final String COMPONENT = "state";

    private final Path directory;
    private final FileChannel lockFile;

    private StateDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Locks a directory, and initialises its latch if no host ever used it. A directory with a journal but no latch lost its
     * latch: it is left so, which means HALTED until somebody re-arms it.
     *
     * @throws LevibotException if another host uses it or it cannot be written
     */
    static StateDirectory open(Path directory, InstantSource clock) {
        StateDirectory state = lock(directory);
        if (!KillLatch.isInitialised(directory)) {
            if (state.newestJournal() == 0) {
                KillLatch.initialise(directory, clock);
            } else {
                LOG.error(
                        "{} has journals but no kill latch: it was lost, and trading stays halted until a re-arm",
                        directory);
            }
        }
        return state;
    }

    @SuppressWarnings("resource") // the lock lives as long as the channel, which close() closes
    private static StateDirectory lock(Path directory) {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve("host.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(directory);
            }
            return new StateDirectory(directory, channel);
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw inUse(directory);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new LevibotException(COMPONENT, directory + " cannot be used: " + e, e);
        }
    }

    private static LevibotException inUse(Path directory) {
        return new LevibotException(
                COMPONENT, directory + " is used by another host; stop it, or give another directory");
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("The lock file could not be closed: {}", e.getMessage());
        }
    }

    Path path() {
        return directory;
    }

    /** Returns the name of the journal of this start; no journal is ever written twice. */
    Path nextJournal() {
        return directory.resolve("journal-%06d.jsonl".formatted(newestJournal() + 1));
    }

    private int newestJournal() {
        int newest = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "journal-*.jsonl")) {
            for (Path file : files) {
                Matcher name = JOURNAL.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    newest = Math.max(newest, Integer.parseInt(name.group(1)));
                }
            }
            return newest;
        } catch (IOException e) {
            throw new LevibotException(COMPONENT, directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closeQuietly(lockFile);
    }
}
