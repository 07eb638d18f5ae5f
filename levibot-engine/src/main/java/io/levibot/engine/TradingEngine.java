package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.Decision;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.api.Reason;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.metrics.EngineMetrics;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.LatchChangedException;
import io.levibot.engine.risk.LatchStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
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
 * <p>A listener or plugin that is called by the engine may only {@link #kill}, ask {@link #health} and read: every other call
 * from inside a decision is refused with an {@link IllegalStateException} and changes nothing.
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

    private final EngineCore core;
    private final EngineMemory memory;
    private final BarFeed feed;
    private final OperatorActs acts;
    private final Shutdown shutdown;

    TradingEngine(EngineBuilder parts) {
        this.core = new EngineCore(parts);
        this.memory = new EngineMemory(core, parts);
        this.feed = new BarFeed(core, memory);
        this.acts = new OperatorActs(core);
        this.shutdown = new Shutdown(core, memory, parts.ownsLatch());
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
        core.requireOutside();
        return feed.onBar(bar);
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
     * @throws IllegalArgumentException if the source gave a bar of a symbol that the engine does not trade, after the round in
     *     hand was decided
     * @throws RuntimeException what the source threw, after what it gave was decided; or what the consumer threw, after the round
     *     in hand was decided and the consumer was given its other decisions. A bar that was taken by then begins the next run
     */
    public void run(BarSource source, Consumer<Decision> decisions) {
        core.requireOutside();
        feed.run(source, decisions);
    }

    /**
     * Feeds every bar of a source, with the models of the symbols side by side on threads of the host. As long as no limit is
     * met it decides and journals exactly what {@link #run(BarSource, Consumer)} does: scores are computed in any order, the
     * bars of one close time are decided on this thread in symbol order.
     *
     * <p>Nobody waits for a symbol longer than the limit. A bar that has not come by then counts as missed (journalled as {@link
     * EngineEvent.BarsMissed}) and is decided alone when it comes; while a {@link SimulatedClock} is used, the source is waited
     * for without limit. A symbol that missed three rounds in a row is not waited for any more until a bar of it has come: one
     * feed that died does not make every round as long as the limit. A score that has not come is given up: the bar is filled, marked and guarded by its stops as always,
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
     * @throws IllegalArgumentException if the limit is not positive, the executor uses the calling thread, or the source gave a
     *     bar of a symbol that the engine does not trade, after what was read was decided
     * @throws IllegalStateException if a run is in progress
     * @throws RuntimeException what the source or the consumer threw, after what was read was decided and given to the consumer;
     *     where the source is being waited for, that includes the bar which it then gives
     */
    public void run(BarSource source, Executor executor, Duration limit, Consumer<Decision> decisions) {
        core.requireOutside();
        feed.run(source, executor, limit, decisions);
    }

    /**
     * Gives the features of a symbol a value from outside its bars. A bar uses the newest value that was available at its close.
     *
     * @param symbol the instrument
     * @param value feature, value and from when on it may be used
     * @throws IllegalArgumentException if the engine does not trade the symbol
     */
    public void offer(Symbol symbol, ExternalValue value) {
        core.requireOutside();
        feed.offer(symbol, value);
    }

    /**
     * Lets the model trade. Never loosens the kill latch.
     *
     * @param operator who starts it, not blank
     * @throws ConfigException if the latch is not ARMED or the operator is blank; the engine stays stopped
     */
    public void start(String operator) {
        core.requireOutside();
        acts.start(operator);
    }

    /**
     * Keeps the model from trading; protective exits go on.
     *
     * @param operator who stops it, not blank
     */
    public void stop(String operator) {
        core.requireOutside();
        acts.stop(operator);
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
        return acts.kill(operator, reason, onTrip);
    }

    /**
     * Re-arms the latch: the only way to loosen it. A source whose condition still holds trips it again before this method
     * returns.
     *
     * <p>Clears only what the operator saw: a trip that came after the status that is named, from any thread or process, stays,
     * and this call is refused.
     *
     * @param operator who, not blank
     * @param note why it is safe, not blank
     * @param seen the {@linkplain LatchStatus#stamp stamp} of the status that the operator saw
     * @return the latch's status afterwards
     * @throws ConfigException if operator or note is blank
     * @throws LatchChangedException if the latch moved since; it is as it was
     */
    public LatchStatus rearm(String operator, String note, String seen) {
        core.requireOutside();
        return acts.rearm(operator, note, seen);
    }

    /**
     * As {@link #rearm(String, String, String)} for a host with one operator: names the status that this engine showed last, by
     * {@link #latchStatus}, {@link #health}, or what {@link #kill} and {@code rearm} returned. A trip that none of them has shown
     * is not cleared.
     *
     * @param operator who, not blank
     * @param note why it is safe, not blank
     * @return the latch's status afterwards
     * @throws ConfigException if operator or note is blank
     * @throws LatchChangedException if the latch moved since, or was never looked at; it is as it was
     */
    public LatchStatus rearm(String operator, String note) {
        core.requireOutside();
        return acts.rearm(operator, note);
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
        core.requireOutside();
        acts.resetDrawdownReference(operator, note);
    }

    /**
     * Closes every position by protective orders, whatever the latch's state.
     *
     * @param operator who, not blank
     * @param note why; may be empty
     */
    public void flatten(String operator, String note) {
        core.requireOutside();
        acts.flatten(operator, note);
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
        core.requireOutside();
        return acts.reconcile(operator, note);
    }

    /**
     * Ends a dispute that the book cannot explain: asks the broker once more about every order, and takes its positions for the
     * book's wherever they still differ. What differs is booked as if bought or sold at the last price without a fee, so equity
     * stays what it is, and counts as no trade. The difference is journalled. A symbol with an order under way, or without any
     * price yet, is left as it is. A latch that the dispute tripped stays tripped until it is re-armed.
     *
     * @param operator who, not blank
     * @param note why the venue is right, not blank
     * @return whether both agree now; until they do no entry leaves
     * @throws ConfigException if operator or note is blank, or while the model trades: stop the engine or trip the latch first
     */
    public boolean adopt(String operator, String note) {
        core.requireOutside();
        return acts.adopt(operator, note);
    }

    /** Returns whether the book was found to agree with the broker's books; until then no entry leaves. */
    public boolean isReconciled() {
        return core.desk.isReconciled();
    }

    /**
     * Puts another bundle in place, between bars, while bars flow: on this thread its features are warmed with the bars that
     * the engine remembers and the newest row of each symbol is scored once; then, between two bars (in a {@code run}: between
     * two rounds), it takes over with the bars that came meanwhile and with all values from outside. No bar is lost or decided
     * twice. The model before is not closed; whoever loaded it closes it. A bundle that is refused is journalled as a failure of
     * {@code model}, and {@linkplain EngineHealth#warnings health} says so until another attempt succeeds.
     *
     * @param next the verified model to serve from the next bar on
     * @throws SchemaMismatchException if it was made for another interval, lacks a symbol of this engine, or needs more bars
     *     than the engine remembers; the model before stays
     * @throws LevibotException if it fails on the newest row of a symbol, or a decision hangs so long that there is no moment
     *     between bars; the model before stays
     */
    public void swapModel(ServingModel next) {
        core.requireOutside();
        core.requireOpen();
        new ModelSwap(core, next).perform();
    }

    /**
     * Answers whether the engine is alive, ready and allowed to trade. Also the watchdog: a decision that takes longer than the
     * configured limit, and any kill source that now wants it, trips the latch here.
     */
    public EngineHealth health() {
        return new HealthCheck(core).answer();
    }

    /** Returns the configuration. */
    public EngineConfig config() {
        return core.config;
    }

    /** Returns the loaded model. */
    public Optional<ServingModel> model() {
        return Optional.ofNullable(core.seat.model());
    }

    /**
     * Returns whether the model must stay open: it is served, or a thread is still in it although its answer was given up or the
     * model was replaced.
     *
     * @param candidate a model that is or was served here
     */
    public boolean uses(ServingModel candidate) {
        return (!core.closed && candidate == core.seat.model())
                || core.lanes.values().stream().anyMatch(lane -> lane.isIn(candidate));
    }

    /** Returns whether the model may trade (latch and limits apart). */
    public boolean isStarted() {
        return core.started;
    }

    /**
     * Returns the close time of the newest bar that was taken, empty before the first: after a restart a host need not offer bars
     * up to there again. May be asked from any thread.
     *
     * @param symbol the instrument
     * @throws IllegalArgumentException if the engine does not trade the symbol
     */
    public Optional<Instant> newestClose(Symbol symbol) {
        return Optional.ofNullable(core.laneOf(symbol).newestClose());
    }

    /** Returns the latch's status. */
    public LatchStatus latchStatus() {
        return core.show(core.latch.status());
    }

    /** Returns cash plus positions at the last prices. */
    public double equity() {
        core.bookLock.lock();
        try {
            return core.book.equity();
        } finally {
            core.bookLock.unlock();
        }
    }

    /** Returns the held quantities by symbol, flat symbols left out. */
    public Map<Symbol, BigDecimal> holdings() {
        core.bookLock.lock();
        try {
            return core.book.holdings();
        } finally {
            core.bookLock.unlock();
        }
    }

    /**
     * Seals the journal, closes the kill sources and removes the meters, each whatever becomes of the others: a kill source that
     * cannot be closed is reported as a warning, a journal that cannot be sealed is thrown at the end. Positions stay as they are. May be called twice, from
     * any thread, while bars flow: a bar that is not decided by then is refused. Never waits for a model. If a decision hangs
     * in what all symbols share (a broker, a policy, a listener) for longer than {@link EngineConfig#stallAfter}, the engine
     * is closed without the seal, and its journal is left OPEN as by a crash.
     */
    @Override
    public void close() {
        core.requireOutside();
        shutdown.perform();
    }

    boolean isClosed() {
        return core.closed;
    }

    /** Returns the engine's meters, if it was given a registry; for binding a sentiment scorer to them. */
    public Optional<EngineMetrics> metrics() {
        return Optional.ofNullable(core.metrics);
    }

    /**
     * Returns how well calibrated what was really served is, as labels arrive; empty if the host switched that off. It stays
     * without figures while the model does not say its {@linkplain ServingModel#label label}.
     */
    public Optional<LiveCalibration> liveCalibration() {
        return Optional.ofNullable(core.live);
    }

    /**
     * Repeats a step of a journal.
     *
     * @param input what caused it
     * @param models loads a bundle by its id
     */
    void repeat(EngineEvent.Input input, Function<String, ServingModel> models) {
        new EngineRepeat(this, core, feed, acts).step(input, models);
    }

    private void open(@Nullable ServingModel first, @Nullable EngineState restored) {
        if (first != null) {
            core.seat.requireFits(first);
        }
        EngineEvent.Opened recorded = core.script.opened();
        if (recorded != null) {
            core.clock.standAt(recorded.at());
        }
        core.inBook(() -> {
            if (restored == null) { // else that is told where the engine begins to act again
                core.events.emit(new EngineEvent.Opened(
                        core.clock.instant(),
                        memory.journalledConfig(),
                        first == null ? null : first.id(),
                        recorded == null ? null : recorded.previousHead()));
            }
            core.lanes.values().forEach(lane -> lane.install(first));
            core.serve(first);
            if (restored != null) {
                memory.restore(restored);
            }
        });
    }

    /** Begins to act after a journal was repeated to its end, and serves the model that the host wants. */
    void goLive(@Nullable ServingModel wanted) {
        core.inBook(() -> {
            core.desk.resume();
            core.clock.run();
        });
        ServingModel serving = core.seat.model();
        if (wanted != null && (serving == null || !serving.id().equals(wanted.id()))) {
            try {
                swapModel(wanted);
            } catch (LevibotException e) { // what was served before the restart is proved, and its positions need it
                LOG.warn(
                        "the wanted model is not served, {} stays: {}",
                        serving == null ? "no model" : serving.id(),
                        e.getMessage());
            }
        }
        snapshot();
    }

    /** Tells journal and health that a bundle was wanted but could not even be loaded. */
    void modelKept(String why) {
        ModelSwap.kept(core, why);
    }

    /** Tells health that what is served is what is wanted. */
    void modelWanted() {
        core.seat.problem("");
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
        core.requireOutside();
        memory.snapshot();
    }

    /** As if something of the engine's own had thrown in the middle of a bar. */
    void brokenOff(Throwable cause) {
        core.brokenOff(cause);
    }

    Lane laneOf(Symbol symbol) {
        return core.laneOf(symbol);
    }
}
