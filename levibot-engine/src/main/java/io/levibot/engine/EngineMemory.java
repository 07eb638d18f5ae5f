package io.levibot.engine;

import io.levibot.api.ConfigException;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.registry.ServingModel;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes down what an engine remembers, keeps it in the state directory if there is one, and restores it. */
final class EngineMemory {
    private final EngineCore core;
    private final @Nullable StateKeeper state;
    private final SortedMap<String, String> journalled;
    private final int snapshotEvery;
    private final AtomicInteger barsSinceSnapshot = new AtomicInteger();

    EngineMemory(EngineCore core, EngineBuilder parts) {
        this.core = core;
        this.state = parts.keeper;
        this.journalled = parts.journalledConfig();
        this.snapshotEvery = parts.snapshotEveryBars;
    }

    /** The configuration as the journal's first line has it. */
    SortedMap<String, String> journalledConfig() {
        return journalled;
    }

    /**
     * Keeps a snapshot.
     *
     * @throws ConfigException if the engine has no state directory
     * @throws LevibotException if it cannot be written
     */
    void snapshot() {
        core.requireOpen();
        StateKeeper kept = state;
        if (kept == null) {
            throw new ConfigException("engine", "a snapshot needs a state directory: builder.stateDirectory(...)");
        }
        core.atRest(() -> {
            if (core.events.lostEvents() > 0) {
                throw new LevibotException("snapshot", "the journal lacks events: restart from what was kept");
            }
            kept.keep(capture());
        });
    }

    /** Counts bars that were decided, and keeps a snapshot after enough of them; no lock but the turn may be held. */
    void snapshotIfDue(int bars) {
        StateKeeper kept = state;
        if (kept != null && barsSinceSnapshot.addAndGet(bars) >= snapshotEvery && !core.script.following()) {
            barsSinceSnapshot.set(0);
            core.atRest(() -> {
                if (!core.events.journalBroken() && core.events.lostEvents() == 0) {
                    kept.tryToKeep(capture());
                }
            });
        }
    }

    /** Keeps the last snapshot; the book is held, and nothing is decided any more. */
    void snapshotAtClose() {
        if (state != null && core.events.lostEvents() == 0) {
            state.tryToKeep(capture());
        }
    }

    /** Returns everything that the engine remembers; every lane's lock and the book are held. */
    private EngineState capture() {
        SortedMap<Symbol, LaneState> captured = new TreeMap<>();
        core.lanes.forEach((symbol, lane) -> captured.put(symbol, lane.capture()));
        ServingModel serving = core.seat.model();
        return new EngineState(
                core.clock.instant(),
                journalled,
                serving == null ? null : serving.id(),
                core.started,
                core.keeper.capture(),
                core.book.capture(),
                core.desk.capture(),
                core.gate.capture(),
                core.vitals.capture(),
                captured,
                core.paper == null ? null : core.paper.capture());
    }

    /** Goes on where another engine stood; the book is held. */
    void restore(EngineState kept) {
        requireTraded(kept);
        core.started = kept.started();
        core.keeper.restore(kept.latch());
        core.book.restore(kept.book());
        core.desk.restore(kept.desk(), core.started);
        core.gate.restore(kept.risk());
        core.vitals.restore(kept.vitals());
        core.vitals.holding(core.book.openPositions());
        if (core.config.interval().toString().equals(kept.config().get("interval"))) {
            kept.lanes().forEach((symbol, lane) -> {
                Lane mine = core.lanes.get(symbol);
                if (mine != null) {
                    mine.restore(lane, core.seat.model());
                }
            });
        }
        core.seat.rejoin();
        if (core.paper != null && kept.paper() != null) {
            core.paper.restore(kept.paper());
        }
    }

    /** What is held or under way must still be traded, or nothing would ever close it. */
    private void requireTraded(EngineState kept) {
        Set<Symbol> needed = new TreeSet<>();
        kept.book().positions().stream()
                .filter(position -> position.quantity().signum() != 0)
                .forEach(position -> needed.add(position.symbol()));
        kept.desk().working().open().forEach(order -> needed.add(order.order().symbol()));
        needed.removeAll(core.config.symbols());
        if (!needed.isEmpty()) {
            throw new ConfigException(
                    "engine",
                    "there are positions or orders of " + needed
                            + ", which the configuration no longer trades; close them first");
        }
    }
}
