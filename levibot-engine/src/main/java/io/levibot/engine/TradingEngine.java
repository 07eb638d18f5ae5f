package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.api.Reason;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.event.EngineEvent.OperatorActed.Act;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.feature.CrossFeatures;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.metrics.EngineMetrics;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchStatus;
import io.levibot.engine.risk.RiskGate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(TradingEngine.class);
    private static final int MIN_QUEUED_BARS = 256;

    private final EngineConfig config;
    private final StepClock clock;
    private final SortedMap<Symbol, Lane> lanes;
    private final ReentrantLock turn = new ReentrantLock();
    private final ReentrantLock bookLock = new ReentrantLock();
    private final Portfolio book;
    private final KillLatch latch;
    private final List<KillSwitch> sources;
    private final LatchKeeper keeper;
    private final EventBus events;
    private final Vitals vitals;
    private final Desk desk;
    private final RiskGate gate;
    private final Script script;
    private final @Nullable PaperBroker paper;
    private final @Nullable StateKeeper state;
    private final SortedMap<String, String> journalled;
    private final int snapshotEvery;
    private final boolean closeLatch;
    private final AtomicInteger barsSinceSnapshot = new AtomicInteger();
    private final @Nullable EngineMetrics metrics;
    private final @Nullable LiveCalibration live;
    private volatile @Nullable ServingModel model;
    private volatile @Nullable CrossFeatures cross;
    private volatile boolean started;
    private volatile boolean closed;
    private volatile @Nullable BarQueue queue;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    TradingEngine(EngineBuilder parts) {
        this.config = parts.config;
        this.clock = new StepClock(parts.clock);
        this.latch = parts.latch();
        this.sources = List.copyOf(parts.killSwitches);
        this.book = new Portfolio(config.startingCash(), config.rounding());
        this.lanes = lanes(parts);
        this.metrics = parts.meters == null
                ? null
                : new EngineMetrics(parts.meters, new LiveGauges(this), config.symbols(), parts.name);
        List<EngineListener> listeners = new ArrayList<>(parts.listeners);
        this.live =
                parts.liveWindow == 0 ? null : new LiveCalibration(config.interval(), parts.liveWindow, () -> model);
        if (live != null) {
            listeners.add(live);
        }
        if (metrics != null) {
            listeners.add(metrics);
        }
        this.events = new EventBus(parts.journal, parts.script, listeners);
        this.vitals = new Vitals(clock, config, lanes.values());
        this.keeper = new LatchKeeper(latch, KillLatch.inMemory(clock), parts.script, sources, events);
        Restart restart = new Restart(parts.script, clock, events, parts.recovering, parts::continuation);
        Broker venue = parts.broker();
        this.paper = venue instanceof PaperBroker simulated && !parts.hasOwnBroker() ? simulated : null;
        this.gate = new RiskGate(config.limits(), config.rounding());
        this.state = parts.keeper;
        this.journalled = parts.journalledConfig();
        this.snapshotEvery = parts.snapshotEveryBars;
        this.script = parts.script;
        this.desk = new Desk(
                config,
                book,
                new NamingBroker(venue),
                gate,
                keeper,
                events,
                parts.sizer(),
                vitals,
                parts.script,
                restart);
        this.closeLatch = parts.ownsLatch();
        open(parts.model, parts.restored);
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
        if (running.get()) {
            throw new IllegalStateException(
                    "a run(...) feeds this engine its bars; it takes none from elsewhere meanwhile");
        }
        Lane lane = laneOf(bar.symbol());
        Decision decision = cross == null ? onBar(lane, bar) : null;
        if (decision != null) {
            return decision;
        }
        turn.lock(); // what a row sees of other symbols must be what a replay sees: the journal's order
        try {
            return Objects.requireNonNull(onBar(lane, bar));
        } finally {
            turn.unlock();
        }
    }

    /** Returns null, and does nothing, if the model looks at other symbols and this thread does not hold the turn. */
    private @Nullable Decision onBar(Lane lane, Bar bar) {
        long tick = tick();
        lane.lock.lock();
        try {
            if (cross != null && !turn.isHeldByCurrentThread()) {
                return null;
            }
            Instant now = clock.instant();
            lane.begin(now);
            lane.assess(bar, now, cross);
            bookLock.lock();
            try {
                requireOpen();
                return desk.decide(lane, bar, lane.assessment(), now);
            } finally {
                bookLock.unlock();
            }
        } finally {
            lane.end();
            lane.lock.unlock();
            if (metrics != null) {
                metrics.decided(bar.symbol(), tick);
            }
            snapshotIfDue(1);
        }
    }

    /**
     * Feeds every bar of a source on this thread, in rounds: the bars of one close time are decided in symbol order once all
     * have come, the source has gone on to a later close time, or it has ended. A {@link SimulatedClock} is moved along.
     *
     * <p>Returns at the source's end or once the engine was closed. A bar whose round was already decided is decided when it
     * comes.
     *
     * @param source the bars, of each symbol in time order; not closed by this method
     * @param decisions receives each decision, on this thread, after its round
     * @throws IllegalStateException if a run is in progress
     * @throws RuntimeException what the source threw, after what it gave was decided
     */
    public void run(BarSource source, Consumer<Decision> decisions) {
        inRun(() -> BarRounds.onThisThread(this, source, decisions));
    }

    /**
     * Feeds every bar of a source, with the models of the symbols side by side on threads of the host. As long as no limit is
     * met it decides and journals exactly what {@link #run(BarSource, Consumer)} does: scores are computed in any order, the
     * bars of one close time are decided on this thread in symbol order.
     *
     * <p>Nobody waits for a symbol longer than the limit. A bar that has not come by then counts as missed (journalled as {@link
     * EngineEvent.BarsMissed}) and is decided alone when it comes; while a {@link SimulatedClock} is used, the source is waited
     * for without limit. A score that has not come is given up: the bar is filled, marked and guarded by its stops as always,
     * and the decision is to ABSTAIN for {@link Reason#STALLED}. A model that hangs on costs one thread of the executor and no
     * further time; {@link #health} finds it. When it comes back its symbol goes on with the next bar.
     *
     * <p>Returns like the other {@code run}. After {@link #close} it returns within the limit; the thread that reads the source
     * is given back when the source returns, so a source that waits should be closed too.
     *
     * @param source the bars, of each symbol in time order; read on one thread of the executor; not closed by this method
     * @param executor the host's threads: one for the source, and at least one for the models
     * @param limit how long a round waits for bars, and again for scores; positive
     * @param decisions receives each decision, on this thread, after its round
     * @throws IllegalArgumentException if the limit is not positive or the executor uses the calling thread
     * @throws IllegalStateException if a run is in progress
     * @throws RuntimeException what the source threw, after what it gave was decided
     */
    public void run(BarSource source, Executor executor, Duration limit, Consumer<Decision> decisions) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit of a round is " + limit + ": allowed is above 0");
        }
        int capacity = Math.max(MIN_QUEUED_BARS, 2 * lanes.size());
        BarQueue bars = new BarQueue(source, capacity);
        inRun(() -> {
            queue = bars;
            BarRounds.on(executor, this, bars, limit, decisions);
        });
    }

    private void inRun(Runnable run) {
        requireOpen();
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("a run is in progress");
        }
        try {
            run.run();
        } finally {
            queue = null;
            running.set(false);
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

    /** Decides admitted bars in their order; fewer if the engine is closed meanwhile. */
    List<Decision> decideAll(List<Lane> inOrder, List<Bar> bars, Turn round) {
        List<Decision> decisions = new ArrayList<>(bars.size());
        if (!round.missed().isEmpty()) {
            missed(new EngineEvent.BarsMissed(round.now(), bars.get(0).closeTime(), round.missed()));
        }
        for (int i = 0; i < bars.size(); i++) {
            Lane lane = inOrder.get(i);
            bookLock.lock();
            lane.begin(round.now());
            try {
                if (closed) {
                    return decisions;
                }
                decisions.add(desk.decide(lane, bars.get(i), lane.assessment(), round.now()));
            } finally {
                lane.end();
                bookLock.unlock();
            }
            if (metrics != null) {
                metrics.decided(lane.symbol, round.tick());
            }
        }
        return decisions;
    }

    /** Journals that nobody waited for some symbols. */
    void missed(EngineEvent.BarsMissed event) {
        bookLock.lock();
        try {
            if (!closed) {
                desk.heed(event.at());
                events.emit(event);
            }
        } finally {
            bookLock.unlock();
        }
    }

    /** Held for a whole round, and by whatever must not fall into the middle of one. */
    ReentrantLock turn() {
        return turn;
    }

    long tick() {
        return metrics == null ? 0 : metrics.tick();
    }

    int queueDepth() {
        BarQueue bars = queue;
        return bars == null ? 0 : bars.depth();
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
        turn.lock();
        lane.lock.lock();
        try {
            lane.offer(value);
            inBook(() -> events.emit(new EngineEvent.ValueReceived(
                    clock.instant(), symbol, value.feature(), value.value(), value.availableAt())));
        } finally {
            lane.lock.unlock();
            turn.unlock();
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
        operate(Act.START, operator, "");
    }

    /**
     * Keeps the model from trading; protective exits go on.
     *
     * @param operator who stops it, not blank
     */
    public void stop(String operator) {
        requireOpen();
        requireNamed(operator);
        operate(Act.STOP, operator, "");
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
            rearmAt(now, operator, note);
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
            operate(new EngineEvent.OperatorActed(clock.instant(), Act.RESET_DRAWDOWN, operator, note));
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
        operate(Act.FLATTEN, operator, note);
    }

    /**
     * Asks the broker what became of every order under way, books the executions that the engine missed, and compares positions
     * and open orders. The engine does so by itself when it opens and whenever the broker says what the book cannot explain.
     *
     * @param operator who, not blank
     * @param note why; may be empty
     * @return whether both agree; until they do no entry leaves
     */
    public boolean reconcile(String operator, String note) {
        requireOpen();
        requireNamed(operator);
        operate(Act.RECONCILE, operator, note);
        return desk.isReconciled();
    }

    /** Returns whether the book was found to agree with the broker's books; until then no entry leaves. */
    public boolean isReconciled() {
        return desk.isReconciled();
    }

    /**
     * Puts another bundle in place, between bars, while bars flow: on this thread its features are warmed with the bars that
     * the engine remembers and the newest row of each symbol is scored once; then, between two bars (in a {@code run}: between
     * two rounds), it takes over with the bars that came meanwhile and with all values from outside. No bar is lost or decided
     * twice. The model before is not closed; whoever loaded it closes it.
     *
     * @param next the verified model to serve from the next bar on
     * @throws SchemaMismatchException if it was made for another interval, lacks a symbol of this engine, or needs more bars
     *     than the engine remembers; the model before stays
     * @throws LevibotException if it fails on the newest row of a symbol, or a decision hangs so long that there is no moment
     *     between bars; the model before stays
     */
    public void swapModel(ServingModel next) {
        requireOpen();
        requireFits(next);
        new ModelSwap(this, next).perform();
    }

    /** Puts prepared scorers in place; called between bars. */
    void install(ServingModel next, Consumer<Lane> installation) {
        inBook(() -> {
            ServingModel before = model;
            events.emit(new EngineEvent.ModelSwapped(clock.instant(), before == null ? null : before.id(), next.id()));
            lanes.values().forEach(installation);
            cross = crossOf(next);
            model = next;
        });
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

    /**
     * Returns whether the model must stay open: it is served, or a thread is still in it although its answer was given up or the
     * model was replaced.
     *
     * @param candidate a model that is or was served here
     */
    public boolean uses(ServingModel candidate) {
        return (!closed && candidate == model) || lanes.values().stream().anyMatch(lane -> lane.isIn(candidate));
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

    /**
     * Seals the journal, closes the kill sources and removes the meters. Positions stay as they are. May be called twice, from
     * any thread, while bars flow: a bar that is not decided by then is refused. Never waits for a model. If a decision hangs
     * in what all symbols share (a broker, a policy, a listener) for longer than {@link EngineConfig#stallAfter}, the engine
     * is closed without the seal, and its journal is left OPEN as by a crash.
     */
    @Override
    public void close() {
        boolean held = tryLock(bookLock);
        try {
            if (!closing.compareAndSet(false, true)) {
                return;
            }
            if (!held) {
                LOG.error("a decision hangs and holds the book: closed without sealing the journal");
            }
            if (held) {
                events.emit(new EngineEvent.Closed(clock.instant()));
            }
            closed = true;
            try {
                if (held) {
                    endBook();
                }
            } finally {
                release();
            }
        } finally {
            if (held) {
                bookLock.unlock();
            }
        }
    }

    private void endBook() {
        desk.stop();
        started = false;
        if (state != null) {
            state.tryToKeep(capture());
        }
        events.close();
    }

    private void release() {
        sources.forEach(KillSwitch::close);
        if (closeLatch) {
            latch.close();
        }
        if (metrics != null) {
            metrics.close();
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

    boolean isClosed() {
        return closed;
    }

    InstantSource clock() {
        return clock;
    }

    /** The host's clock if it is a simulated one. */
    @Nullable
    SimulatedClock simulatedClock() {
        return clock.simulated();
    }

    SortedMap<Symbol, Lane> lanes() {
        return lanes;
    }

    /** Returns the engine's meters, if it was given a registry; for binding a sentiment scorer to them. */
    public Optional<EngineMetrics> metrics() {
        return Optional.ofNullable(metrics);
    }

    /**
     * Returns how well calibrated what was really served is, as labels arrive; empty if the host switched that off. It stays
     * without figures while the model does not say its {@linkplain ServingModel#label label}.
     */
    public Optional<LiveCalibration> liveCalibration() {
        return Optional.ofNullable(live);
    }

    EventBus events() {
        return events;
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

    /**
     * Repeats a step of a journal.
     *
     * @param input what caused it
     * @param models loads a bundle by its id
     */
    void repeat(EngineEvent.Input input, Function<String, ServingModel> models) {
        clock.standAt(input.at());
        if (input instanceof EngineEvent.BarReceived received) {
            if (received.answer() == EngineEvent.BarReceived.Answer.GIVEN_UP) {
                laneOf(received.bar().symbol()).scriptUnanswered();
            }
            onBar(received.bar());
        } else if (input instanceof EngineEvent.BarsMissed missed) {
            missed(missed);
        } else if (input instanceof EngineEvent.ValueReceived value) {
            offer(value.symbol(), new ExternalValue(value.feature(), value.value(), value.availableAt()));
        } else if (input instanceof EngineEvent.OperatorActed acted) {
            inBook(() -> operate(acted));
        } else if (input instanceof EngineEvent.Checked) {
            inBook(() -> desk.repeatCheck(input.at()));
        } else if (input instanceof EngineEvent.ModelSwapped swapped) {
            swapModel(models.apply(swapped.toBundle()));
        } else if (input instanceof EngineEvent.Restarted) {
            inBook(desk::resume);
        } else if (input instanceof EngineEvent.Closed) {
            repeatClose(input);
        } else {
            throw new IllegalArgumentException("no step begins with " + input);
        }
    }

    /** A replay ends here; a recovery goes on after the clean close. */
    private void repeatClose(EngineEvent.Input closing) {
        if (state == null) {
            close();
            return;
        }
        inBook(() -> {
            events.emit(closing);
            desk.stop();
            started = false;
        });
    }

    /** Does an operator's act; the book is held. */
    private void operate(EngineEvent.OperatorActed acted) {
        switch (acted.act()) {
            case START -> {
                events.emit(acted);
                desk.start(acted.at());
                started = true;
            }
            case STOP -> {
                events.emit(acted);
                desk.stop();
                started = false;
            }
            case REARM -> rearmAt(acted.at(), acted.operator(), acted.note());
            case RESET_DRAWDOWN -> {
                events.emit(acted);
                desk.resetPeak();
            }
            case FLATTEN -> {
                events.emit(acted);
                desk.flattenAll(acted.at(), Reason.FLATTEN.with(acted.note()));
            }
            case RECONCILE -> {
                events.emit(acted);
                desk.reconcile(acted.at());
            }
            case KILL -> throw new IllegalArgumentException("a kill is a request, not an act");
        }
    }

    /** Loosens the latch, and tightens it again at once if a source still wants that; the book is held. */
    private void rearmAt(Instant now, String operator, String note) {
        keeper.rearm(now, operator, note);
        keeper.check(vitals, now, Phase.BETWEEN_BARS);
        desk.rearmed(now);
        desk.flattenIfAsked(now);
    }

    private void operate(Act act, String operator, String note) {
        inBook(() -> operate(new EngineEvent.OperatorActed(clock.instant(), act, operator, note)));
    }

    /** Asks the kill sources from a watching thread, unless a decision is just asking them. */
    void checkSources() {
        if (bookLock.tryLock()) {
            try {
                desk.check(clock.instant());
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
            map.put(symbol, new Lane(symbol, config, parts.script, parts.guard(symbol), parts.fallbackFor(symbol)));
        }
        return map;
    }

    private void open(@Nullable ServingModel first, @Nullable EngineState restored) {
        if (first != null) {
            requireFits(first);
        }
        EngineEvent.Opened recorded = script.opened();
        if (recorded != null) {
            clock.standAt(recorded.at());
        }
        inBook(() -> {
            if (restored == null || recorded != null) {
                events.emit(new EngineEvent.Opened(
                        clock.instant(),
                        journalled,
                        first == null ? null : first.id(),
                        recorded == null ? null : recorded.previousHead()));
            }
            lanes.values().forEach(lane -> lane.install(first));
            cross = first == null ? null : crossOf(first);
            model = first;
            if (restored != null) {
                restore(restored, first);
            }
        });
    }

    /** Joins the model's columns of other symbols, warmed with what their lanes remember; null if it has none. */
    private @Nullable CrossFeatures crossOf(ServingModel next) {
        CrossFeatures joined = next.featureSet().newCrossFeatures();
        if (joined.symbols().isEmpty()) {
            return null;
        }
        for (Symbol symbol : joined.symbols()) {
            laneOf(symbol).remembered().forEach(joined::update);
        }
        return joined;
    }

    @Nullable
    CrossFeatures cross() {
        return cross;
    }

    /** Returns everything that the engine remembers; every lane's lock and the book are held. */
    private EngineState capture() {
        SortedMap<Symbol, LaneState> captured = new TreeMap<>();
        lanes.forEach((symbol, lane) -> captured.put(symbol, lane.capture()));
        ServingModel serving = model;
        return new EngineState(
                clock.instant(),
                journalled,
                serving == null ? null : serving.id(),
                started,
                keeper.capture(),
                book.capture(),
                desk.capture(),
                gate.capture(),
                vitals.capture(),
                captured,
                paper == null ? null : paper.capture());
    }

    private void restore(EngineState kept, @Nullable ServingModel serving) {
        requireTraded(kept);
        started = kept.started();
        keeper.restore(kept.latch());
        book.restore(kept.book());
        desk.restore(kept.desk(), started);
        gate.restore(kept.risk());
        vitals.restore(kept.vitals());
        vitals.holding(book.openPositions());
        boolean sameBars = config.interval().toString().equals(kept.config().get("interval"));
        kept.lanes().forEach((symbol, lane) -> {
            if (sameBars && lanes.containsKey(symbol)) {
                lanes.get(symbol).restore(lane, serving);
            }
        });
        cross = serving == null ? null : crossOf(serving);
        if (paper != null && kept.paper() != null) {
            paper.restore(kept.paper());
        }
    }

    /** What is held or under way must still be traded, or nothing would ever close it. */
    private void requireTraded(EngineState kept) {
        Set<Symbol> needed = new TreeSet<>();
        kept.book().positions().stream()
                .filter(position -> position.quantity().signum() != 0)
                .forEach(position -> needed.add(position.symbol()));
        kept.desk().working().open().forEach(order -> needed.add(order.order().symbol()));
        needed.removeAll(config.symbols());
        if (!needed.isEmpty()) {
            throw new ConfigException(
                    "engine",
                    "there are positions or orders of " + needed
                            + ", which the configuration no longer trades; close them first");
        }
    }

    /** Begins to act after a journal was repeated to its end, and serves the model that the host wants. */
    void goLive(@Nullable ServingModel wanted) {
        inBook(() -> {
            desk.resume();
            clock.run();
        });
        ServingModel serving = model;
        if (wanted != null && (serving == null || !serving.id().equals(wanted.id()))) {
            swapModel(wanted);
        }
        snapshot();
    }

    /**
     * Keeps everything that the engine remembers in its state directory, so that a restart need not repeat the journal from far
     * back. Done by itself when the engine opens, every {@link EngineBuilder#snapshotEvery} bars, and when it is closed. Waits for
     * the bars in progress.
     *
     * @throws ConfigException if the engine has no state directory
     * @throws LevibotException if it cannot be written; the snapshots before and the journal stay good
     */
    public void snapshot() {
        requireOpen();
        StateKeeper kept = state;
        if (kept == null) {
            throw new ConfigException("engine", "a snapshot needs a state directory: builder.stateDirectory(...)");
        }
        atRest(() -> kept.keep(capture()));
    }

    /** Counts bars that were decided, and keeps a snapshot after enough of them; no lock but the turn may be held. */
    void snapshotIfDue(int bars) {
        StateKeeper kept = state;
        if (kept != null && barsSinceSnapshot.addAndGet(bars) >= snapshotEvery && !script.following()) {
            barsSinceSnapshot.set(0);
            atRest(() -> {
                if (!closed && !events.journalBroken()) {
                    kept.tryToKeep(capture());
                }
            });
        }
    }

    /** Runs between rounds and between bars of every symbol, with the book held. */
    private void atRest(Runnable action) {
        turn.lock();
        lanes.values().forEach(lane -> lane.lock.lock());
        try {
            inBook(action);
        } finally {
            lanes.values().forEach(lane -> lane.lock.unlock());
            turn.unlock();
        }
    }

    private void requireFits(ServingModel next) {
        List<String> problems = new ArrayList<>();
        if (!next.interval().equals(config.interval())) {
            problems.add("it is for bars of " + next.interval() + ", the engine has " + config.interval());
        }
        if (!next.symbols().containsAll(config.symbols())) {
            problems.add("it is for " + next.symbols() + ", the engine trades " + config.symbols());
        }
        if (!config.symbols().containsAll(next.featureSet().newCrossFeatures().symbols())) {
            problems.add("its features come from bars of "
                    + next.featureSet().newCrossFeatures().symbols() + ", the engine trades " + config.symbols());
        }
        int needed = next.featureSet().lookbackBars() + next.predictor().lookback() - 1;
        if (needed > config.historyBars()) {
            problems.add("it looks back over " + needed + " bars, the engine remembers " + config.historyBars()
                    + " (historyBars)");
        }
        if (!problems.isEmpty()) {
            throw new SchemaMismatchException(
                    "engine", "bundle " + next.id() + " does not fit: " + String.join("; ", problems));
        }
    }

    Lane laneOf(Symbol symbol) {
        Lane lane = lanes.get(symbol);
        if (lane == null) {
            throw new IllegalArgumentException("engine does not trade " + symbol + "; it trades " + config.symbols());
        }
        return lane;
    }

    private void inBook(Runnable action) {
        bookLock.lock();
        try {
            requireOpen();
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
