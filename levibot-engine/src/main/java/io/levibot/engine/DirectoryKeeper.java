package io.levibot.engine;

import io.levibot.api.LevibotException;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalPosition;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.state.Snapshot;
import io.levibot.engine.state.StateDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a running engine's journal and snapshots in its state directory. As a sink it writes to the newest segment; a segment
 * that is full is sealed and the next one continues it; after one that was sealed by a clean close the first event begins the
 * next.
 *
 * <p>Guarded by the book lock.
 */
final class DirectoryKeeper implements StateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryKeeper.class);

    private final StateDirectory directory;
    private final long fullAt;
    private int segment;
    private volatile @Nullable JournalWriter writer;
    private @Nullable String fullHead;
    private long tryAgainAt;

    private DirectoryKeeper(StateDirectory directory, long fullAt, int segment) {
        this.directory = directory;
        this.fullAt = fullAt;
        this.segment = segment;
        this.tryAgainAt = fullAt;
    }

    /**
     * @param fullAt bytes after which a segment is full
     * @param last number of the segment that a clean close has sealed, 0 if there is none: the first event begins the next one
     */
    static DirectoryKeeper opening(StateDirectory directory, long fullAt, int last) {
        return new DirectoryKeeper(directory, fullAt, last);
    }

    /**
     * @param last number of a full segment whose continuation is not there
     * @param head its head
     */
    static DirectoryKeeper continuing(StateDirectory directory, long fullAt, int last, String head) {
        DirectoryKeeper keeper = new DirectoryKeeper(directory, fullAt, last);
        keeper.fullHead = head;
        return keeper;
    }

    /**
     * @param last number of a segment that was not sealed
     * @param writer goes on with it
     */
    static DirectoryKeeper resuming(StateDirectory directory, long fullAt, int last, JournalWriter writer) {
        DirectoryKeeper keeper = new DirectoryKeeper(directory, fullAt, last);
        keeper.writer = writer;
        return keeper;
    }

    @Override
    public void append(EngineEvent event) {
        JournalWriter current = writer;
        if (current != null && current.position().bytes() >= tryAgainAt && !current.isDegraded()) {
            current = next(current);
        }
        String head = fullHead;
        if (current == null && head != null) {
            current = begun(JournalWriter.continuing(directory.segment(segment + 1), head));
        }
        if (current == null) {
            begun(JournalWriter.begin(directory.segment(segment + 1), event));
        } else {
            current.append(event);
        }
    }

    /** Goes on in the next segment, or in this one if there is no room for another. */
    private @Nullable JournalWriter next(JournalWriter full) {
        try {
            return begun(full.continueIn(directory.segment(segment + 1)));
        } catch (JournalException e) {
            if (full.isClosed()) {
                fullHead = full.head();
                writer = null;
                return null;
            }
            LOG.warn("the journal's segment grows beyond its size: {}", e.getMessage());
            tryAgainAt = full.position().bytes() + fullAt;
            return full;
        }
    }

    private JournalWriter begun(JournalWriter next) {
        segment++;
        writer = next;
        fullHead = null;
        tryAgainAt = fullAt;
        return next;
    }

    @Override
    public void sync() {
        JournalWriter current = writer;
        if (current != null) {
            current.sync();
        }
    }

    /** Forces the journal to the disk first. */
    @Override
    public void keep(EngineState state) {
        JournalWriter current = writer;
        if (current == null) {
            throw new LevibotException("snapshot", "nothing was journalled yet");
        }
        current.sync();
        JournalPosition position = current.position();
        directory.keep(new Snapshot(segment, position, StateJson.write(state)));
    }

    @Override
    public void tryToKeep(EngineState state) {
        try {
            keep(state);
        } catch (LevibotException e) {
            LOG.warn("no snapshot was taken, a recovery will take longer: {}", e.getMessage());
        }
    }

    @Override
    public boolean isDegraded() {
        JournalWriter current = writer;
        return current != null && current.isDegraded();
    }

    @Override
    public void abandon() {
        try (directory) {
            JournalWriter current = writer;
            if (current != null) {
                current.abandon();
            }
        }
    }

    /** Seals the journal and gives the directory up. */
    @Override
    public void close() {
        try (directory) {
            JournalWriter current = writer;
            if (current != null) {
                current.close();
            }
        }
    }
}
