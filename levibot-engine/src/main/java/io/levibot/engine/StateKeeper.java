package io.levibot.engine;

import io.levibot.api.LevibotException;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.journal.JournalPosition;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.state.Snapshot;
import io.levibot.engine.state.StateDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a running engine's journal and snapshots in its state directory. As a sink it writes to the newest segment; the first
 * event after a sealed one begins the next.
 *
 * <p>Guarded by the book lock.
 */
final class StateKeeper implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

    private final StateDirectory directory;
    private int segment;
    private volatile @Nullable JournalWriter writer;

    /**
     * @param segment number of the segment to go on with, or of the sealed one after which a new one begins
     * @param writer writes it, null to begin a new one with the first event
     */
    StateKeeper(StateDirectory directory, int segment, @Nullable JournalWriter writer) {
        this.directory = directory;
        this.segment = segment;
        this.writer = writer;
    }

    @Override
    public void append(EngineEvent event) {
        JournalWriter current = writer;
        if (current == null) {
            current = JournalWriter.create(directory.segment(segment + 1));
            segment++;
            writer = current;
        }
        current.append(event);
    }

    @Override
    public void sync() {
        JournalWriter current = writer;
        if (current != null) {
            current.sync();
        }
    }

    /** Keeps a state that holds everything appended so far; the journal is forced to the disk first. */
    void keep(EngineState state) {
        JournalWriter current = writer;
        if (current == null) {
            throw new LevibotException("snapshot", "nothing was journalled yet");
        }
        current.sync();
        JournalPosition position = current.position();
        directory.keep(new Snapshot(segment, position, StateJson.write(state)));
    }

    /** As {@link #keep}, but a failure is only reported: the snapshots before and the journal are enough to recover. */
    void tryToKeep(EngineState state) {
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
