package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.registry.ServingModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes the model of an engine: everything that takes long or can fail is done while the old one goes on, the change itself
 * between bars. Used once.
 */
final class ModelSwap {
    private static final String COMPONENT = "engine";

    private final EngineCore core;
    private final ServingModel next;
    private final SortedMap<Symbol, Prepared> prepared = new TreeMap<>();

    /** A warmed scorer, and how many bars its lane had accepted by then. */
    private record Prepared(LaneScorer scorer, long warmedAt) {}

    ModelSwap(EngineCore core, ServingModel next) {
        this.core = core;
        this.next = next;
    }

    /**
     * @throws LevibotException if the bundle cannot be served; the one before stays, and journal and health say why
     */
    void perform() {
        try {
            prepareAll();
            core.turn.lock();
            try {
                between();
            } finally {
                core.turn.unlock();
            }
        } catch (LevibotException e) {
            kept(core, String.valueOf(e.getMessage()));
            throw e;
        }
        core.seat.problem("");
    }

    private void prepareAll() {
        core.seat.requireFits(next);
        core.lanes.values().forEach(this::prepare);
    }

    /** Tells health and journal why a bundle that was wanted is not served. */
    static void kept(EngineCore core, String why) {
        core.seat.problem(why);
        if (!core.tryLock(core.bookLock)) {
            return; // a decision hangs; health says it all
        }
        try {
            if (!core.closed && core.script.live()) {
                core.desk.modelKept(core.clock.instant(), why);
            }
        } finally {
            core.bookLock.unlock();
        }
    }

    private void prepare(Lane lane) {
        lock(lane);
        List<Bar> past;
        long accepted;
        try {
            past = lane.remembered();
            accepted = lane.accepted();
        } finally {
            lane.lock.unlock();
        }
        try {
            LaneScorer scorer = lane.prepare(next, past);
            scorer.rehearse();
            prepared.put(lane.symbol, new Prepared(scorer, accepted));
        } catch (Throwable e) {
            throw new LevibotException(
                    COMPONENT,
                    "bundle " + next.id() + " is not served, it failed on the newest bars: " + Failures.contain(e),
                    e);
        }
    }

    private void between() {
        Deque<Lane> locked = new ArrayDeque<>();
        try {
            for (Lane lane : core.lanes.values()) {
                lock(lane);
                locked.push(lane);
            }
            core.inBook(this::install);
        } finally {
            locked.forEach(lane -> lane.lock.unlock());
        }
    }

    private void install() {
        ServingModel before = core.seat.model();
        core.events.emit(
                new EngineEvent.ModelSwapped(core.clock.instant(), before == null ? null : before.id(), next.id()));
        core.lanes.values().forEach(lane -> {
            Prepared mine = Objects.requireNonNull(prepared.get(lane.symbol));
            lane.install(mine.scorer(), mine.warmedAt());
        });
        core.serve(next);
    }

    private void lock(Lane lane) {
        if (!core.tryLock(lane.lock)) {
            throw new LevibotException(
                    COMPONENT,
                    "bundle " + next.id() + " is not served: a decision of " + lane.symbol
                            + " hangs, and a model changes only" + " between bars");
        }
    }
}
