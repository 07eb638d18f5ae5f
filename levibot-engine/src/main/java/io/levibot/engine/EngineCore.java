package io.levibot.engine;

import io.levibot.api.Symbol;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.metrics.EngineMetrics;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchStatus;
import io.levibot.engine.risk.RiskGate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of one engine share: its lanes, book, latch and model, and the locks that keep them in order.
 *
 * <p>Locks are taken in this order: the turn, which is held for a whole round and by whatever must not fall into the middle of
 * one; the locks of lanes, in symbol order; the book, which guards all that symbols share.
 */
final class EngineCore {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCore.class);

    final EngineConfig config;
    final StepClock clock;
    final SortedMap<Symbol, Lane> lanes;
    final ReentrantLock turn = new ReentrantLock();
    final ReentrantLock bookLock = new ReentrantLock();
    final ModelSeat seat;
    final Portfolio book;
    final KillLatch latch;
    final List<KillSwitch> sources;
    final LatchKeeper keeper;
    final EventBus events;
    final Vitals vitals;
    final RiskGate gate;
    final Desk desk;
    final Script script;
    /** The paper broker that the engine itself made; null with a host's own broker. */
    final @Nullable PaperBroker paper;

    final @Nullable EngineMetrics metrics;
    final @Nullable LiveCalibration live;

    /** Whether the model may trade, latch and limits apart; written with the book held. */
    volatile boolean started;

    /** Written once, with the book held unless a decision hangs in it. */
    volatile boolean closed;

    /** Stamp of the latch's status that was shown to people last, empty if none was. */
    volatile String shown = "";

    /** The bars that wait in a run with threads, null outside. */
    volatile @Nullable BarQueue queue;

    EngineCore(EngineBuilder parts) {
        this.config = parts.config;
        this.clock = new StepClock(parts.clock);
        this.latch = parts.latch();
        this.sources = List.copyOf(parts.killSwitches);
        this.script = parts.script;
        this.book = new Portfolio(config.startingCash(), config.rounding());
        this.lanes = lanes(parts);
        this.seat = new ModelSeat(config, lanes);
        this.metrics = parts.meters == null
                ? null
                : new EngineMetrics(parts.meters, new LiveGauges(this), config.symbols(), parts.name);
        this.live =
                parts.liveWindow == 0 ? null : new LiveCalibration(config.interval(), parts.liveWindow, seat::model);
        this.events = new EventBus(parts.journal, script, listeners(parts), parts.durability);
        this.vitals = new Vitals(clock, config, lanes, seat);
        this.keeper = new LatchKeeper(latch, KillLatch.inMemory(clock), script, sources, events);
        Broker venue = parts.broker();
        this.paper = venue instanceof PaperBroker simulated && !parts.hasOwnBroker() ? simulated : null;
        this.gate = new RiskGate(config.limits(), config.rounding());
        this.desk = new Desk(
                config,
                book,
                new NamingBroker(venue),
                gate,
                keeper,
                events,
                parts.sizer(),
                vitals,
                script,
                new Restart(script, clock, events, parts.recovering, parts::continuation));
    }

    private SortedMap<Symbol, Lane> lanes(EngineBuilder parts) {
        SortedMap<Symbol, Lane> map = new TreeMap<>();
        for (Symbol symbol : config.symbols()) {
            map.put(symbol, new Lane(symbol, config, script, parts.guard(symbol), parts.fallbackFor(symbol)));
        }
        return map;
    }

    private List<EngineListener> listeners(EngineBuilder parts) {
        List<EngineListener> listeners = new ArrayList<>(parts.listeners);
        if (live != null) {
            listeners.add(live);
        }
        if (metrics != null) {
            listeners.add(metrics);
        }
        return listeners;
    }

    /** Serves another model from now on; no bar is being decided, and the lanes have it already. */
    void serve(@Nullable ServingModel next) {
        seat.serve(next);
        if (metrics != null) {
            metrics.outsideFeatures(
                    seat.outside().stream().map(OutsideColumn::name).toList());
        }
    }

    /** Remembers that people were shown a status of the latch. */
    LatchStatus show(LatchStatus status) {
        shown = status.stamp();
        return status;
    }

    Lane laneOf(Symbol symbol) {
        Lane lane = lanes.get(symbol);
        if (lane == null) {
            throw notTraded(symbol);
        }
        return lane;
    }

    IllegalArgumentException notTraded(Symbol symbol) {
        return new IllegalArgumentException("engine does not trade " + symbol + "; it trades " + config.symbols());
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    /** Runs with the book held. */
    void inBook(Runnable action) {
        bookLock.lock();
        try {
            requireOpen();
            action.run();
        } finally {
            bookLock.unlock();
        }
    }

    /**
     * Refuses a call that comes from inside a step of this engine: from a listener, a broker, a policy, or a model on the thread
     * that feeds it.
     */
    void requireOutside() {
        boolean inside = bookLock.isHeldByCurrentThread() || turn.isHeldByCurrentThread();
        if (!inside) {
            for (Lane lane : lanes.values()) {
                inside |= lane.lock.isHeldByCurrentThread();
            }
        }
        if (inside) {
            throw new IllegalStateException(
                    "a listener or plugin called the engine back from inside a decision: only kill, "
                            + "health and the reading methods are allowed there; act from a thread of your own");
        }
    }

    /** Runs with the book held, or not at all if a decision is in progress, be it on this thread. */
    void inFreeBook(Runnable action) {
        if (!bookLock.isHeldByCurrentThread() && bookLock.tryLock()) {
            try {
                if (!closed) {
                    action.run();
                }
            } finally {
                bookLock.unlock();
            }
        }
    }

    /** Runs between rounds and between bars of every symbol, with the book held. */
    void atRest(Runnable action) {
        turn.lock();
        lanes.values().forEach(lane -> lane.lock.lock());
        try {
            inBook(action);
        } finally {
            lanes.values().forEach(lane -> lane.lock.unlock());
            turn.unlock();
        }
    }

    /** Waits no longer for a lock than a decision may take. */
    boolean tryLock(ReentrantLock lock) {
        boolean interrupted = Thread.interrupted();
        try {
            return lock.tryLock(config.stallAfter().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return lock.tryLock();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** When a decision begins, for the latency timer; 0 without meters. */
    long tick() {
        return metrics == null ? 0 : metrics.tick();
    }

    /** Times the way from a bar to its decision. */
    void decided(Symbol symbol, long tick) {
        if (metrics != null) {
            try {
                metrics.decided(symbol, tick);
            } catch (Throwable e) { // the registry is the host's
                LOG.warn("a decision of {} is missing in the timer: {}", symbol, Failures.contain(e));
            }
        }
    }

    /**
     * Something of the engine's own threw in the middle of a step; its caller gets the exception. What was journalled up to here
     * can be recovered from, what comes after could not: the journal ends here and the latch is HALTED, so that only protective
     * exits leave until a restart.
     */
    void brokenOff(Throwable cause) {
        bookLock.lock();
        try {
            if (!closed && script.live()) {
                LOG.error("a decision was broken off: the journal ends here, trading is HALTED until a restart", cause);
                events.cut();
                keeper.halt();
            }
        } finally {
            bookLock.unlock();
        }
    }
}
