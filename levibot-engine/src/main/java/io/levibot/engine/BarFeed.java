package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.ExternalValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where bars and values enter: one bar at a time on its caller's thread, or a whole source in rounds. */
final class BarFeed {
    private static final int MIN_QUEUED_BARS = 256;

    private final EngineCore core;
    private final EngineMemory memory;
    private final AtomicBoolean running = new AtomicBoolean();
    /** Touched only by the one run in progress. */
    private @Nullable Bar left;

    BarFeed(EngineCore core, EngineMemory memory) {
        this.core = core;
        this.memory = memory;
    }

    /** Keeps a bar that a run took from its source but broke off before; the next run begins with it. */
    void leave(@Nullable Bar bar) {
        left = bar;
    }

    /** Returns the bar that the run before left, once; null if it left none. */
    @Nullable
    Bar takeLeft() {
        Bar bar = left;
        left = null;
        return bar;
    }

    Decision onBar(Bar bar) {
        core.requireOpen();
        if (running.get()) {
            throw new IllegalStateException(
                    "a run(...) feeds this engine its bars; it takes none from elsewhere meanwhile");
        }
        Lane lane = core.laneOf(bar.symbol());
        Decision decision = core.seat.cross() == null ? onBar(lane, bar) : null;
        if (decision != null) {
            return decision;
        }
        core.turn.lock(); // what a row sees of other symbols must be what a replay sees: the journal's order
        try {
            return Objects.requireNonNull(onBar(lane, bar));
        } finally {
            core.turn.unlock();
        }
    }

    /** Returns null, and does nothing, if the model looks at other symbols and this thread does not hold the turn. */
    private @Nullable Decision onBar(Lane lane, Bar bar) {
        long tick = core.tick();
        lane.lock.lock();
        try {
            if (core.seat.cross() != null && !core.turn.isHeldByCurrentThread()) {
                return null;
            }
            Instant now = core.clock.instant();
            lane.begin(now);
            return decide(lane, bar, now);
        } finally {
            lane.end();
            lane.lock.unlock();
            core.decided(bar.symbol(), tick);
            memory.snapshotIfDue(1);
        }
    }

    /** The lane's lock is held. The bar is journalled after the lane has it, so what comes between must not go unnoticed. */
    private Decision decide(Lane lane, Bar bar, Instant now) {
        try {
            lane.assess(bar, now, core.seat.cross());
            core.bookLock.lock();
            try {
                core.requireOpen();
                return core.desk.decide(lane, bar, lane.assessment(), now);
            } finally {
                core.bookLock.unlock();
            }
        } catch (Throwable e) {
            core.brokenOff(e);
            throw e;
        }
    }

    void run(BarSource source, Consumer<Decision> decisions) {
        inRun(() -> BarRounds.onThisThread(this, source, decisions));
    }

    void run(BarSource source, Executor executor, Duration limit, Consumer<Decision> decisions) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit of a round is " + limit + ": allowed is above 0");
        }
        BarQueue bars = new BarQueue(source, Math.max(MIN_QUEUED_BARS, 2 * core.lanes.size()));
        inRun(() -> {
            core.queue = bars;
            BarRounds.on(executor, this, bars, limit, decisions);
        });
    }

    private void inRun(Runnable run) {
        core.requireOpen();
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("a run is in progress");
        }
        try {
            run.run();
        } finally {
            core.queue = null;
            running.set(false);
        }
    }

    void offer(Symbol symbol, ExternalValue value) {
        core.requireOpen();
        Lane lane = core.laneOf(symbol);
        core.turn.lock();
        lane.lock.lock();
        try {
            lane.offer(value);
            core.inBook(() -> core.events.emit(new EngineEvent.ValueReceived(
                    core.clock.instant(), symbol, value.feature(), value.value(), value.availableAt())));
        } finally {
            lane.lock.unlock();
            core.turn.unlock();
        }
    }

    /**
     * What the decisions of a round have in common.
     *
     * @param now the engine's time
     * @param tick when the round began, for the latency timer
     * @param missed symbols whose bars have not come
     */
    record Turn(Instant now, long tick, List<Symbol> missed) {}

    /**
     * Decides admitted bars in their order; fewer if the engine is closed meanwhile. The turn is held.
     *
     * @param failures what broke a decision off; the bars behind it are decided all the same
     */
    List<Decision> decideAll(List<Lane> inOrder, List<Bar> bars, Turn round, Consumer<Throwable> failures) {
        List<Decision> decisions = new ArrayList<>(bars.size());
        if (!round.missed().isEmpty()) {
            missed(new EngineEvent.BarsMissed(round.now(), bars.get(0).closeTime(), round.missed()));
        }
        for (int i = 0; i < bars.size(); i++) {
            Lane lane = inOrder.get(i);
            core.bookLock.lock();
            lane.begin(round.now());
            try {
                if (core.closed) {
                    return decisions;
                }
                decisions.add(core.desk.decide(lane, bars.get(i), lane.assessment(), round.now()));
            } catch (Throwable e) {
                core.brokenOff(e);
                failures.accept(e);
            } finally {
                lane.end();
                core.bookLock.unlock();
            }
            core.decided(lane.symbol, round.tick());
        }
        return decisions;
    }

    /** After a round, with no lock held. */
    void afterRound(int bars) {
        memory.snapshotIfDue(bars);
    }

    /** Journals that nobody waited for some symbols. */
    void missed(EngineEvent.BarsMissed event) {
        core.bookLock.lock();
        try {
            if (!core.closed) {
                core.desk.heed(event.at());
                core.events.emit(event);
            }
        } finally {
            core.bookLock.unlock();
        }
    }

    EngineCore core() {
        return core;
    }
}
