package io.levibot.engine;

import io.levibot.api.Reason;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.event.EventSink;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every event to the journal first and then to the listeners. While the journal cannot be written its events wait in a
 * bounded reserve and are written, in order, as soon as it can be again. If the reserve overflows, the journal ends for good with
 * the last line before it, and the latch is tripped to HALTED: a journal never continues beyond a hole. Guarded by the book lock.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the book lock is held wherever a count moves
final class EventBus {
    /** Events kept while the journal is unavailable; exits of several hundred symbols fit. */
    static final int RESERVE = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private final EventSink journal;
    private final Script script;
    private final EngineListener[] listeners;
    private final Durability durability;
    private final ArrayDeque<EngineEvent> reserve = new ArrayDeque<>(RESERVE);
    private long emitted;
    private volatile boolean journalBroken;
    /** Since the journal could not be forced to the device; what was lost then is not known. */
    private volatile boolean unsynced;

    private volatile long lostEvents;
    private volatile long journalFailures;
    private volatile int reserved;
    private volatile @Nullable Instant oldestReserved;
    private final AtomicLong listenerFailures = new AtomicLong();

    private EngineEvent.@Nullable Checked opening;

    EventBus(EventSink journal, Script script, List<EngineListener> listeners, Durability durability) {
        this.durability = durability;
        this.journal = journal;
        this.script = script;
        this.listeners = listeners.toArray(EngineListener[]::new);
    }

    /** Begins a step that no input causes: if anything is emitted before its end, it is told what it came from. */
    void open(Instant now) {
        opening = new EngineEvent.Checked(now);
    }

    /** Ends the step. */
    void end() {
        opening = null;
    }

    /**
     * Returns whether the event, and all before it, are in the journal. Listeners do not hear again of what is repeated from a
     * journal.
     */
    boolean emit(EngineEvent event) {
        EngineEvent.Checked first = opening;
        if (first != null) {
            opening = null;
            emit(first);
        }
        emitted++;
        boolean repeated = script.following();
        boolean kept = keep(event);
        if (repeated) {
            return !script.notKept();
        }
        if (kept && durability == Durability.POWER && isDecisive(event)) {
            kept = sync();
        }
        tell(event);
        return kept;
    }

    /** Whether what follows must not happen before the event is on the device: an order leaves, or the host's bar is over. */
    private static boolean isDecisive(EngineEvent event) {
        return event instanceof EngineEvent.OrderSubmitted
                || event instanceof EngineEvent.Marked
                || event instanceof EngineEvent.BarRefused;
    }

    private void tell(EngineEvent event) {
        for (EngineListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (Throwable e) {
                listenerFailures.incrementAndGet();
                LOG.warn(
                        "listener {} failed on {}",
                        listener.getClass().getName(),
                        event.getClass().getSimpleName(),
                        e);
            }
        }
    }

    /** How many events there were so far. */
    long emitted() {
        return emitted;
    }

    /** Forces the journal to the disk; returns whether that worked. */
    boolean sync() {
        try {
            journal.sync();
            unsynced = false;
            return true;
        } catch (Throwable e) {
            unsynced = true;
            broken(e);
            return false;
        }
    }

    /**
     * Ends the journal where it is, without a seal: a step of the engine was broken off half-way, and what comes now does not
     * follow from what was journalled. A restart recovers from what was.
     */
    void cut() {
        lostEvents++;
        journalBroken = true;
    }

    /** Whether the journal cannot be written; while one is repeated, whether it could not be written here. */
    boolean journalBroken() {
        return script.following()
                ? script.refuses(Reason.JOURNAL_UNAVAILABLE)
                : journalBroken || unsynced || degraded();
    }

    /** A journal that cannot say is one that cannot be relied on. */
    private boolean degraded() {
        try {
            return journal.isDegraded();
        } catch (Throwable e) {
            broken(e);
            return true;
        }
    }

    long listenerFailures() {
        return listenerFailures.get();
    }

    /** Events that found no room in the reserve, or followed a {@link #cut}: they are in no journal. */
    long lostEvents() {
        return lostEvents;
    }

    /** Writes that the journal refused. */
    long journalFailures() {
        return journalFailures;
    }

    /** Events in the reserve; read from any thread. */
    int reserved() {
        return reserved;
    }

    /** When the oldest event in the reserve happened, null without one; read from any thread. */
    @Nullable
    Instant oldestReserved() {
        return oldestReserved;
    }

    /** Seals the journal; one that lacks events is released without a seal. */
    void close() {
        if (lostEvents > 0) {
            journal.abandon();
        } else {
            journal.close();
        }
    }

    private boolean keep(EngineEvent event) {
        if (lostEvents > 0) {
            lostEvents++; // what follows a hole would contradict what was done meanwhile: the journal ends before it
            return false;
        }
        try {
            while (!reserve.isEmpty()) {
                journal.append(reserve.peekFirst());
                reserve.removeFirst();
            }
            journal.append(event);
            if (journalBroken) {
                journalBroken = false;
                noteReserve();
            }
            return true;
        } catch (Throwable e) { // a host's sink may throw anything
            broken(e);
            if (reserve.size() < RESERVE) {
                reserve.addLast(event);
            } else {
                lostEvents++;
            }
            noteReserve();
            return false;
        }
    }

    private void noteReserve() {
        EngineEvent oldest = reserve.peekFirst();
        reserved = reserve.size();
        oldestReserved = oldest == null ? null : oldest.at();
    }

    private void broken(Throwable cause) {
        String text = Failures.contain(cause);
        if (!journalBroken) {
            LOG.error("journal unavailable, positions may only be reduced: {}", text);
        }
        journalFailures++;
        journalBroken = true;
    }
}
