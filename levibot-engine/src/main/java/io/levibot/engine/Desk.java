package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.DecisionSource;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.PositionSide;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.BarReceived.Answer;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.LatchStatus;
import io.levibot.engine.risk.PositionSizer;
import io.levibot.engine.risk.ReduceOnly;
import io.levibot.engine.risk.RiskGate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of the decision path that all symbols share: fills, the book, the latch, limits and orders. Every method is called
 * with the book lock held.
 */
final class Desk {
    /** The component that failed when a bundle that was wanted could not be served. */
    private static final String MODEL = "model";

    private final EngineConfig config;
    private final Portfolio book;
    private final RiskGate gate;
    private final LatchKeeper latch;
    private final Script script;
    private final EventBus events;
    private final PositionSizer sizer;
    private final Policies policies;
    private final OrderRouter router;
    private final WorkingOrders working;
    private final Reconciler reconciler;
    private final Vitals vitals;
    private final SortedMap<Symbol, Reason> closing = new TreeMap<>();
    private boolean started;

    Desk(
            EngineConfig config,
            Portfolio book,
            Broker broker,
            RiskGate gate,
            LatchKeeper latch,
            EventBus events,
            PositionSizer sizer,
            Vitals vitals,
            Script script,
            Restart restart) {
        this.config = config;
        this.book = book;
        this.gate = gate;
        this.latch = latch;
        this.events = events;
        this.sizer = sizer;
        this.vitals = vitals;
        this.script = script;
        this.policies = new Policies(config, script);
        this.router = new OrderRouter(book, broker, gate, latch, events, vitals, restart, config.maxStaleness());
        this.working = router.working();
        this.reconciler = new Reconciler(config, book, broker, router, events);
        router.onResumption(reconciler::reconcile);
    }

    /** What is remembered beyond the book and the limits. */
    record State(
            WorkingOrders.States working,
            Reconciler.State reconciler,
            boolean contradicted,
            SortedMap<Symbol, Reason> closing) {
        State {
            closing = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(closing));
        }
    }

    State capture() {
        return new State(working.capture(), reconciler.capture(), router.contradicted(), closing);
    }

    void restore(State state, boolean isStarted) {
        working.restore(state.working);
        reconciler.restore(state.reconciler);
        router.contradicted(state.contradicted);
        closing.clear();
        closing.putAll(state.closing);
        started = isStarted;
    }

    /** Begins to act again after a restart, if that has not happened in the middle of a bar already. */
    void resume() {
        if (router.isResumptionDue()) {
            router.resume();
        }
    }

    boolean started() {
        return started;
    }

    void start(Instant now) {
        started = true;
        if (reconciler.due()) {
            reconcile(now);
        }
    }

    void stop() {
        started = false;
    }

    /** Takes one assessed bar to its decision: the only way from a bar to an order, live and in backtests. */
    Decision decide(Lane lane, Bar bar, Assessment assessment, Instant now) {
        events.emit(new EngineEvent.BarReceived(now, bar, assessment.unanswered() ? Answer.GIVEN_UP : Answer.IN_TIME));
        assessment.findings().forEach(events::emit);
        latch.observe(now, Phase.BETWEEN_BARS);
        flattenIfAsked(now);
        Reason refusal = assessment.refusal();
        if (refusal != null) {
            events.emit(new EngineEvent.BarRefused(bar.closeTime(), bar.symbol(), refusal));
            return refused(lane, bar, assessment, now);
        }
        settle(bar, now);
        vitals.assessed(assessment);
        latch.check(vitals, now, Phase.DECISION);
        flattenIfAsked(now);
        Decision decision = act(lane, bar, assessment, now);
        router.drain(now);
        flattenIfAsked(now);
        vitals.holding(book.openPositions());
        events.emit(new EngineEvent.Marked(bar.closeTime(), book.equity(), book.cash(), book.openPositions()));
        return decision;
    }

    /** A refused bar has no price to trade at, but the latch, the broker's news and blind positions do not wait for a better one. */
    private Decision refused(Lane lane, Bar bar, Assessment assessment, Instant now) {
        router.drain(now);
        latch.check(vitals, now, Phase.DECISION);
        flattenIfAsked(now);
        Position position = book.position(bar.symbol());
        Reason blind = gate.blindExit(position, lane.barsWithoutPrice());
        List<String> orders = blind == null
                ? List.of()
                : exit(position, OrderIntent.PROTECTIVE_EXIT, blind, now, position.lastPrice(), stamp(bar));
        router.drain(now);
        return decided(bar, orders.isEmpty() ? Signal.ABSTAIN : Signal.EXIT, assessment, orders, now);
    }

    /** Notices, between bars, what moved the latch since the last look, and does what the trip asks for. */
    void heed(Instant now) {
        events.open(now);
        latch.observe(now, Phase.BETWEEN_BARS);
        flattenIfAsked(now);
        events.end();
    }

    /** Asks the kill sources between bars, and does what a trip asks for. */
    void check(Instant now) {
        events.open(now);
        latch.check(vitals, now, Phase.BETWEEN_BARS);
        flattenIfAsked(now);
        events.end();
    }

    /** Tells, between bars, that a bundle that was wanted is not served. */
    void modelKept(Instant now, String why) {
        events.open(now);
        events.emit(new EngineEvent.PluginFailed(now, MODEL, null, Failures.cut(why)));
        events.end();
    }

    /** Repeats a look between bars that found something. */
    void repeatCheck(Instant now) {
        events.emit(new EngineEvent.Checked(now));
        EngineEvent.PluginFailed kept = script.failure(MODEL, null);
        if (kept != null) {
            events.emit(new EngineEvent.PluginFailed(now, MODEL, null, kept.message()));
        }
        latch.check(vitals, now, Phase.BETWEEN_BARS);
        flattenIfAsked(now);
    }

    /** Compares the book with the broker's; returns whether they agree. */
    boolean reconcile(Instant now) {
        router.drain(now);
        boolean agreed = reconciler.reconcile(now);
        flattenIfAsked(now);
        return agreed;
    }

    /** Takes the broker's position for the book's where nothing explains what differs. */
    void adopt(Instant now) {
        router.drain(now);
        reconciler.adopt(now);
        vitals.holding(book.openPositions());
        flattenIfAsked(now);
    }

    boolean isReconciled() {
        return !reconciler.due();
    }

    /** A dispute that still stands trips the latch again at once. */
    void rearmed(Instant now) {
        if (reconciler.due()) {
            reconcile(now);
        }
    }

    /**
     * Closes every position by protective orders, in symbol order. What goes wrong with one symbol does not hold up the next; what
     * is left over is asked for again with every bar of its symbol.
     */
    void flattenAll(Instant now, Reason reason) {
        for (Position position : List.copyOf(book.positions())) {
            if (position.side() == PositionSide.FLAT) {
                continue;
            }
            closing.putIfAbsent(position.symbol(), reason);
            try {
                exit(
                        position,
                        OrderIntent.PROTECTIVE_EXIT,
                        reason,
                        now,
                        position.lastPrice(),
                        "F" + now.getEpochSecond());
            } catch (Throwable e) {
                events.emit(new EngineEvent.PluginFailed(now, "desk", position.symbol(), Failures.contain(e)));
            }
        }
        router.drain(now);
    }

    /** Cancels what would increase a position and flattens if the latch's trip asks for it. */
    void flattenIfAsked(Instant now) {
        LatchStatus status = latch.tripped();
        if (status == null) {
            return;
        }
        router.cancelIncreases(now);
        router.drain(now);
        if (status.onTrip() == KillVerdict.OnTrip.FLATTEN) {
            flattenAll(now, Reason.FLATTEN.with(status.reason()));
        }
    }

    /** Takes the equity of now for the peak. */
    void resetPeak() {
        gate.resetPeak(book);
        vitals.peakReset(gate.peakEquity());
    }

    private void settle(Bar bar, Instant now) {
        router.onBar(bar, now);
        reconciler.onBar(bar, now);
        book.mark(bar.symbol(), bar.close());
        gate.onMark(bar, book);
        vitals.marked(bar.closeTime(), book.equity(), gate.peakEquity(), gate.dayStartEquity());
    }

    private Decision act(Lane lane, Bar bar, Assessment assessment, Instant now) {
        Position position = book.position(bar.symbol());
        List<Reason> reasons = new ArrayList<>(assessment.reasons());
        Reason protective = protectiveExit(position, bar);
        if (protective != null) {
            reasons.add(0, protective);
            List<String> orders = exit(position, OrderIntent.PROTECTIVE_EXIT, protective, now, bar.close(), stamp(bar));
            return decided(bar, Signal.EXIT, assessment, reasons, orders, now);
        }
        Signal signal = policies.signal(assessment, position, reasons, events, bar);
        return switch (signal) {
            case ENTRY -> enter(lane, bar, assessment, reasons, now);
            case EXIT -> leave(bar, assessment, position, reasons, now);
            case HOLD, ABSTAIN -> decided(bar, signal, assessment, reasons, List.of(), now);
        };
    }

    /** A protective exit that was due once stays due until the position is flat, though the price may have come back. */
    private @Nullable Reason protectiveExit(Position position, Bar bar) {
        if (position.side() == PositionSide.FLAT) {
            closing.remove(bar.symbol());
            return null;
        }
        Reason due = closing.get(bar.symbol());
        if (due == null) {
            due = gate.protectiveExit(position, bar);
            if (due != null) {
                closing.put(bar.symbol(), due);
            }
        }
        return due;
    }

    private Decision enter(Lane lane, Bar bar, Assessment assessment, List<Reason> reasons, Instant now) {
        Reason refusal = refusalBeforeSizing(bar.symbol());
        if (refusal != null) {
            reasons.add(refusal);
            events.emit(new EngineEvent.OrderRefused(now, bar.symbol(), refusal));
            Signal shown = refusal.code().equals(Reason.KILLED.code()) ? Signal.ABSTAIN : Signal.HOLD;
            return decided(
                    bar,
                    refusal.equals(Reason.NOT_STARTED) ? Signal.ENTRY : shown,
                    assessment,
                    reasons,
                    List.of(),
                    now);
        }
        double units = sizer.units(sizing(lane, bar, assessment));
        RiskGate.EntryReview review = gate.reviewEntry(
                new RiskGate.EntryProposal(
                        bar,
                        OrderSide.BUY,
                        units,
                        lane.previousClose(),
                        assessment.source(),
                        working.pendingEntries(bar.symbol(), book)),
                book);
        if (review instanceof RiskGate.EntryReview.Refused refused) {
            reasons.add(refused.reason());
            events.emit(new EngineEvent.OrderRefused(now, bar.symbol(), refused.reason()));
            return decided(bar, Signal.HOLD, assessment, reasons, List.of(), now);
        }
        BigDecimal quantity = ((RiskGate.EntryReview.Approved) review).quantity();
        Order order = new Order(
                clientId(bar.symbol(), "E", stamp(bar), assessment.model()),
                bar.symbol(),
                OrderSide.BUY,
                quantity,
                OrderIntent.ENTRY,
                reasons.isEmpty() ? Reason.MODEL_ENTRY : reasons.get(0),
                now,
                bar.close());
        return decided(bar, Signal.ENTRY, assessment, reasons, submit(order, now), now);
    }

    private Decision leave(Bar bar, Assessment assessment, Position position, List<Reason> reasons, Instant now) {
        if (!started) {
            reasons.add(Reason.NOT_STARTED);
            return decided(bar, Signal.EXIT, assessment, reasons, List.of(), now);
        }
        if (latch.known() == KillState.HALTED) {
            reasons.add(Reason.KILLED);
            events.emit(new EngineEvent.OrderRefused(now, bar.symbol(), Reason.KILLED));
            return decided(bar, Signal.ABSTAIN, assessment, reasons, List.of(), now);
        }
        Reason why = reasons.isEmpty() ? Reason.MODEL_EXIT : reasons.get(0);
        List<String> orders = exit(position, OrderIntent.MODEL_EXIT, why, now, bar.close(), stamp(bar));
        return decided(bar, Signal.EXIT, assessment, reasons, orders, now);
    }

    private @Nullable Reason refusalBeforeSizing(Symbol symbol) {
        KillState state = latch.known();
        if (state == KillState.HALTED) {
            return Reason.KILLED;
        }
        if (events.journalBroken()) {
            return Reason.JOURNAL_UNAVAILABLE;
        }
        if (state == KillState.REDUCE_ONLY) {
            return Reason.REDUCE_ONLY;
        }
        if (reconciler.due()) {
            return Reason.RECONCILING;
        }
        if (!started) {
            return Reason.NOT_STARTED;
        }
        return working.any(symbol) ? Reason.ORDER_PENDING : null;
    }

    private PositionSizer.SizingInput sizing(Lane lane, Bar bar, Assessment assessment) {
        return new PositionSizer.SizingInput(
                book.equity(),
                bar.close(),
                assessment.prediction().probability(),
                assessment.prediction().lower(),
                lane.volatility(sizer.volatilityBars()),
                config.interval().barsPerYear(),
                config.costs());
    }

    private List<String> exit(
            Position position, OrderIntent intent, Reason reason, Instant now, double reference, String stamp) {
        BigDecimal quantity =
                ReduceOnly.clip(position.quantity().abs(), reconciler.agreed(position), router.reserved(position));
        if (quantity.signum() == 0) {
            return List.of();
        }
        OrderSide side = OrderRouter.closingSide(position);
        String letter = intent == OrderIntent.MODEL_EXIT ? "X" : "P";
        Order order = new Order(
                clientId(position.symbol(), letter, stamp, null),
                position.symbol(),
                side,
                quantity,
                intent,
                reason,
                now,
                reference);
        return submit(order, now);
    }

    /** Submits an order; returns its id, or nothing if it did not leave. */
    private List<String> submit(Order order, Instant now) {
        Reason refusal = router.submit(order, now);
        if (refusal == null) {
            return List.of(order.clientId());
        }
        events.emit(new EngineEvent.OrderRefused(now, order.symbol(), refusal));
        return List.of();
    }

    private Decision decided(Bar bar, Signal signal, Assessment assessment, List<String> orders, Instant now) {
        return decided(bar, signal, assessment, assessment.reasons(), orders, now);
    }

    private Decision decided(
            Bar bar, Signal signal, Assessment assessment, List<Reason> reasons, List<String> orders, Instant now) {
        ServingModel model = assessment.model();
        ServingModel judge = assessment.source() == DecisionSource.FALLBACK ? null : model;
        Duration age = Duration.between(bar.closeTime(), now);
        Decision decision = new Decision(
                bar.symbol(),
                bar.closeTime(),
                signal,
                reasons,
                assessment.source(),
                assessment.prediction(),
                judge == null ? null : judge.thresholds(),
                model == null ? null : model.id(),
                age.isNegative() ? Duration.ZERO : age,
                orders,
                assessment.contributions());
        events.emit(new EngineEvent.Decided(decision));
        return decision;
    }

    private static String stamp(Bar bar) {
        return Long.toString(bar.closeTime().getEpochSecond());
    }

    private String clientId(Symbol symbol, String letter, String stamp, @Nullable ServingModel model) {
        String bundle = model == null
                ? ""
                : "-" + model.id().substring(Math.max(0, model.id().length() - 8));
        String id = symbol.name() + "-" + stamp + "-" + letter + bundle;
        int attempt = 1;
        String unique = id;
        while (working.knows(unique)) {
            attempt++;
            unique = id + "." + attempt;
        }
        return unique;
    }
}
