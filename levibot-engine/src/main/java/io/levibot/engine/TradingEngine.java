package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Reason;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.event.EngineEvent.OperatorActed.Act;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.metrics.EngineMetrics;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchStatus;
import io.levibot.engine.risk.RiskGate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes closed bars to decisions and orders: guard, features, model, calibrator, policy, limits, latch, broker. There is one
 * such path; a backtest is this engine with another clock, bar source and broker.
 *
 * <p><b>Threads.</b> The engine owns none. {@link #onBar} does everything on the caller's thread and may be called for
 * different symbols at once: models run side by side, the shared book is taken for the short part at the end. One symbol's bars
 * are handled one at a time. {@link #kill}, {@link #health} and the reading methods may be called from any thread at any time;
 * {@code kill} returns once the trip is durable, even if a decision hangs.
 *
 * <p><b>Lifecycle.</b> Build, {@link #start} to let the model trade, {@link #close} to seal the journal. Until it is started
 * the engine decides but the model's orders are not made; starting never clears a tripped latch.
 *
 * <p><b>Failures.</b> Whatever a plugin does wrong makes the engine abstain on that bar. What could trade wrongly fails closed:
 * an unreadable latch is HALTED, an unwritable journal REDUCE_ONLY.
 *
 * @since 0.1.0
 */
public final class TradingEngine implements AutoCloseable {
    private final EngineConfig config;
    private final InstantSource clock;
    private final SortedMap<Symbol, Lane> lanes;
    private final ReentrantLock bookLock = new ReentrantLock();
    private final Portfolio book;
    private final KillLatch latch;
    private final List<KillSwitch> sources;
    private final LatchKeeper keeper;
    private final EventBus events;
    private final Vitals vitals;
    private final Desk desk;
    private final @Nullable EngineMetrics metrics;
    private volatile @Nullable ServingModel model;
    private volatile boolean started;
    private volatile boolean closed;

    TradingEngine(EngineBuilder parts) {
        this.config = parts.config;
        this.clock = parts.clock;
        this.latch = parts.latch();
        this.sources = List.copyOf(parts.killSwitches);
        this.book = new Portfolio(config.startingCash(), config.rounding());
        this.lanes = lanes(parts);
        this.metrics =
                parts.meters == null ? null : new EngineMetrics(parts.meters, new LiveGauges(this), config.symbols());
        List<EngineListener> listeners = new ArrayList<>(parts.listeners);
        if (metrics != null) {
            listeners.add(metrics);
        }
        this.events = new EventBus(parts.journal, listeners);
        this.vitals = new Vitals(clock, config, lanes.values());
        this.keeper = new LatchKeeper(latch, sources, events);
        this.desk = new Desk(
                config,
                book,
                parts.broker(),
                new RiskGate(config.limits(), config.rounding()),
                keeper,
                events,
                parts.sizer(),
                vitals);
        open(parts.model, parts.hasOwnBroker() ? JournalReplay.HOST_BROKER : JournalReplay.PAPER_BROKER);
    }

    /**
     * @param config what decides how the engine trades
     * @param clock its only clock: {@code InstantSource.system()} live, a {@link SimulatedClock} in a backtest
     * @return a builder
     */
    public static EngineBuilder builder(EngineConfig config, InstantSource clock) {
        return new EngineBuilder(config, clock);
    }

    /**
     * Takes a closed bar to its decision.
     *
     * @param bar a bar of one of the engine's symbols, later than the symbol's bars before
     * @return what was decided; ABSTAIN with reasons whenever evidence is missing
     * @throws IllegalArgumentException if the engine does not trade the bar's symbol
     * @throws IllegalStateException if the engine is closed
     */
    public Decision onBar(Bar bar) {
        requireOpen();
        Lane lane = laneOf(bar.symbol());
        long tick = metrics == null ? 0 : metrics.tick();
        lane.lock.lock();
        try {
            Instant now = clock.instant();
            lane.begin(now);
            Assessment assessment = lane.assess(bar, now);
            bookLock.lock();
            try {
                return desk.decide(lane, bar, assessment, now);
            } finally {
                bookLock.unlock();
            }
        } finally {
            lane.end();
            lane.lock.unlock();
            if (metrics != null) {
                metrics.decided(bar.symbol(), tick);
            }
        }
    }

    /**
     * Feeds every bar of a source, in its order, on this thread.
     *
     * @param source the bars; not closed by this method
     * @param decisions receives each decision
     */
    public void run(BarSource source, Consumer<Decision> decisions) {
        for (Bar bar = source.next(); bar != null; bar = source.next()) {
            if (clock instanceof SimulatedClock simulated) {
                simulated.advanceTo(bar.closeTime());
            }
            decisions.accept(onBar(bar));
        }
    }

    /**
     * Gives the features of a symbol a value from outside its bars. A bar uses the newest value that was available at its close.
     *
     * @param symbol the instrument
     * @param value feature, value and from when on it may be used
     * @throws IllegalArgumentException if the engine does not trade the symbol
     */
    public void offer(Symbol symbol, ExternalValue value) {
        requireOpen();
        Lane lane = laneOf(symbol);
        lane.lock.lock();
        try {
            lane.offer(value);
            inBook(() -> events.emit(new EngineEvent.ValueReceived(
                    clock.instant(), symbol, value.feature(), value.value(), value.availableAt())));
        } finally {
            lane.lock.unlock();
        }
    }

    /**
     * Lets the model trade. Never loosens the kill latch.
     *
     * @param operator who starts it, not blank
     * @throws ConfigException if the latch is not ARMED or the operator is blank; the engine stays stopped
     */
    public void start(String operator) {
        requireOpen();
        requireNamed(operator);
        LatchStatus status = latch.status();
        if (status.state() != KillState.ARMED) {
            throw new ConfigException(
                    "engine",
                    "cannot start: the kill latch is " + status.state() + " since " + status.since() + " by "
                            + status.source() + " (" + status.reason() + "); re-arm it first");
        }
        inBook(() -> {
            events.emit(new EngineEvent.OperatorActed(clock.instant(), Act.START, operator, ""));
            desk.start();
            started = true;
        });
    }

    /**
     * Keeps the model from trading; protective exits go on.
     *
     * @param operator who stops it, not blank
     */
    public void stop(String operator) {
        requireOpen();
        requireNamed(operator);
        inBook(() -> {
            events.emit(new EngineEvent.OperatorActed(clock.instant(), Act.STOP, operator, ""));
            desk.stop();
            started = false;
        });
    }

    /**
     * Trips the latch to HALTED and returns once that is durable. The journal hears of it at once, or with the next bar if a
     * decision is in progress.
     *
     * @param operator who, not blank
     * @param reason why, not blank
     * @param onTrip what to do with open positions
     * @return the latch's status after the trip
     */
    public LatchStatus kill(String operator, String reason, KillVerdict.OnTrip onTrip) {
        requireNamed(operator);
        KillVerdict verdict = KillVerdict.trip(KillState.HALTED, reason, onTrip);
        LatchStatus status = latch.trip("operator:" + operator, verdict);
        if (!closed && bookLock.tryLock()) {
            try {
                desk.heed(clock.instant());
                events.sync();
            } finally {
                bookLock.unlock();
            }
        }
        return status;
    }

    /**
     * Re-arms the latch: the only way to loosen it. A source whose condition still holds trips it again before this method
     * returns.
     *
     * @param operator who, not blank
     * @param note why it is safe, not blank
     * @return the latch's status afterwards
     * @throws ConfigException if operator or note is blank
     */
    public LatchStatus rearm(String operator, String note) {
        requireOpen();
        bookLock.lock();
        try {
            Instant now = clock.instant();
            desk.heed(now);
            latch.rearm(operator, note);
            events.emit(new EngineEvent.OperatorActed(now, Act.REARM, operator, note));
            keeper.rearmed(now);
            keeper.check(vitals, now, Phase.BETWEEN_BARS);
            desk.flattenIfAsked(now);
            return latch.status();
        } finally {
            bookLock.unlock();
        }
    }

    /**
     * Accepts the drawdown so far: from now on it is measured from the equity of this moment. Without this act an engine whose
     * drawdown limit was reached never enters again, and its drawdown source trips again after every re-arming. The daily loss
     * goes on from the day's first mark.
     *
     * @param operator who, not blank
     * @param note why the loss is accepted, not blank
     * @throws ConfigException if operator or note is blank, or while the model trades: stop the engine or trip the latch first
     */
    public void resetDrawdownReference(String operator, String note) {
        requireOpen();
        requireNamed(operator);
        if (note.isBlank()) {
            throw new ConfigException("engine", "accepting a drawdown needs a note");
        }
        inBook(() -> {
            if (started && latch.state() == KillState.ARMED) {
                throw new ConfigException(
                        "engine",
                        "the drawdown cannot be reset while the model trades; stop the engine or trip the latch");
            }
            events.emit(new EngineEvent.OperatorActed(clock.instant(), Act.RESET_DRAWDOWN, operator, note));
            desk.resetPeak();
        });
    }

    /**
     * Closes every position by protective orders, whatever the latch's state.
     *
     * @param operator who, not blank
     * @param note why; may be empty
     */
    public void flatten(String operator, String note) {
        requireOpen();
        requireNamed(operator);
        inBook(() -> {
            Instant now = clock.instant();
            events.emit(new EngineEvent.OperatorActed(now, Act.FLATTEN, operator, note));
            desk.flattenAll(now, Reason.FLATTEN.with(note));
        });
    }

    /**
     * Puts another bundle in place, between bars: its features are warmed with the bars that the engine remembers. The model
     * before is not closed; whoever loaded it closes it.
     *
     * @param next the verified model to serve from the next bar on
     * @throws SchemaMismatchException if it was made for another interval or lacks a symbol of this engine; the model before
     *     stays
     */
    public void swapModel(ServingModel next) {
        requireOpen();
        requireFits(next);
        lanes.values().forEach(lane -> lane.lock.lock());
        try {
            inBook(() -> {
                ServingModel before = model;
                events.emit(
                        new EngineEvent.ModelSwapped(clock.instant(), before == null ? null : before.id(), next.id()));
                lanes.values().forEach(lane -> lane.install(next));
                model = next;
            });
        } finally {
            lanes.values().forEach(lane -> lane.lock.unlock());
        }
    }

    /**
     * Answers whether the engine is alive, ready and allowed to trade. Also the watchdog: a decision that takes longer than the
     * configured limit, and any kill source that now wants it, trips the latch here.
     */
    public EngineHealth health() {
        return new HealthCheck(this).answer();
    }

    /** Returns the configuration. */
    public EngineConfig config() {
        return config;
    }

    /** Returns the loaded model. */
    public Optional<ServingModel> model() {
        return Optional.ofNullable(model);
    }

    /** Returns whether the model may trade (latch and limits apart). */
    public boolean isStarted() {
        return started;
    }

    /** Returns the latch's status. */
    public LatchStatus latchStatus() {
        return latch.status();
    }

    /** Returns cash plus positions at the last prices. */
    public double equity() {
        bookLock.lock();
        try {
            return book.equity();
        } finally {
            bookLock.unlock();
        }
    }

    /** Returns the held quantities by symbol, flat symbols left out. */
    public Map<Symbol, BigDecimal> holdings() {
        bookLock.lock();
        try {
            return book.holdings();
        } finally {
            bookLock.unlock();
        }
    }

    /** Seals the journal and closes the kill sources. Positions stay as they are. May be called twice. */
    @Override
    public void close() {
        bookLock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            events.emit(new EngineEvent.Closed(clock.instant()));
            events.close();
            sources.forEach(KillSwitch::close);
            if (metrics != null) {
                metrics.close();
            }
        } finally {
            bookLock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    InstantSource clock() {
        return clock;
    }

    SortedMap<Symbol, Lane> lanes() {
        return lanes;
    }

    /** Returns the engine's meters, if it was given a registry; for binding a sentiment scorer to them. */
    public Optional<EngineMetrics> metrics() {
        return Optional.ofNullable(metrics);
    }

    long listenerFailures() {
        return events.listenerFailures();
    }

    boolean journalBroken() {
        return events.journalBroken();
    }

    /** Trips the latch from a watching thread; the journal hears of it at once if no decision is in progress. */
    void tripFromWatch(String source, KillVerdict verdict) {
        latch.trip(source, verdict);
        if (bookLock.tryLock()) {
            try {
                desk.heed(clock.instant());
            } finally {
                bookLock.unlock();
            }
        }
    }

    /** Takes a recorded trip between bars. */
    void replayTrip(EngineEvent.KillRequested recorded) {
        inBook(() -> {
            Instant now = clock.instant();
            keeper.trip(recorded.source(), recorded.verdict(), now, Phase.BETWEEN_BARS);
            desk.flattenIfAsked(now);
        });
    }

    /** Makes the coming bar's latch checks find what was recorded. */
    void scriptLatch(List<EngineEvent.KillRequested> recorded) {
        inBook(() -> keeper.script(recorded));
    }

    /** Asks the kill sources from a watching thread, unless a decision is just asking them. */
    void checkSources() {
        if (bookLock.tryLock()) {
            try {
                keeper.check(vitals, clock.instant(), Phase.BETWEEN_BARS);
                desk.flattenIfAsked(clock.instant());
            } finally {
                bookLock.unlock();
            }
        }
    }

    Vitals vitals() {
        return vitals;
    }

    private SortedMap<Symbol, Lane> lanes(EngineBuilder parts) {
        SortedMap<Symbol, Lane> map = new TreeMap<>();
        for (Symbol symbol : config.symbols()) {
            map.put(symbol, new Lane(symbol, config, parts.guard(symbol), parts.fallbackFor(symbol)));
        }
        return map;
    }

    private void open(@Nullable ServingModel first, String broker) {
        if (first != null) {
            requireFits(first);
        }
        SortedMap<String, String> journalled = config.asMap();
        journalled.put(JournalReplay.BROKER, broker);
        inBook(() -> {
            events.emit(new EngineEvent.Opened(clock.instant(), journalled, first == null ? null : first.id()));
            lanes.values().forEach(lane -> lane.install(first));
            model = first;
        });
    }

    private void requireFits(ServingModel next) {
        List<String> problems = new ArrayList<>();
        if (!next.interval().equals(config.interval())) {
            problems.add("it is for bars of " + next.interval() + ", the engine has " + config.interval());
        }
        if (!next.symbols().containsAll(config.symbols())) {
            problems.add("it is for " + next.symbols() + ", the engine trades " + config.symbols());
        }
        if (!problems.isEmpty()) {
            throw new SchemaMismatchException(
                    "engine", "bundle " + next.id() + " does not fit: " + String.join("; ", problems));
        }
    }

    private Lane laneOf(Symbol symbol) {
        Lane lane = lanes.get(symbol);
        if (lane == null) {
            throw new IllegalArgumentException("engine does not trade " + symbol + "; it trades " + config.symbols());
        }
        return lane;
    }

    private void inBook(Runnable action) {
        bookLock.lock();
        try {
            action.run();
        } finally {
            bookLock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    private static void requireNamed(String operator) {
        if (operator.isBlank()) {
            throw new ConfigException("engine", "an operator's name is required");
        }
    }
}
