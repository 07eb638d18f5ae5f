package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
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

    private final TradingEngine engine;
    private final ServingModel next;
    private final SortedMap<Symbol, Prepared> prepared = new TreeMap<>();

    /** A warmed scorer, and how many bars its lane had accepted by then. */
    private record Prepared(LaneScorer scorer, long warmedAt) {}

    ModelSwap(TradingEngine engine, ServingModel next) {
        this.engine = engine;
        this.next = next;
    }

    void perform() {
        engine.lanes().values().forEach(this::prepare);
        engine.turn().lock();
        try {
            between();
        } finally {
            engine.turn().unlock();
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
        } catch (RuntimeException e) {
            throw new LevibotException(
                    COMPONENT,
                    "bundle " + next.id() + " is not served, it failed on the newest bars: " + Failures.text(e),
                    e);
        }
    }

    private void between() {
        Deque<Lane> locked = new ArrayDeque<>();
        try {
            for (Lane lane : engine.lanes().values()) {
                lock(lane);
                locked.push(lane);
            }
            engine.install(next, lane -> {
                Prepared mine = Objects.requireNonNull(prepared.get(lane.symbol));
                lane.install(mine.scorer(), mine.warmedAt());
            });
        } finally {
            locked.forEach(lane -> lane.lock.unlock());
        }
    }

    private void lock(Lane lane) {
        if (!engine.tryLock(lane.lock)) {
            throw new LevibotException(
                    COMPONENT,
                    "bundle " + next.id() + " is not served: a decision of " + lane.symbol
                            + " hangs, and a model changes only" + " between bars");
        }
    }
}
