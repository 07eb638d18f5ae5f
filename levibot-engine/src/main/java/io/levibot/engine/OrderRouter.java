package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.PositionSide;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.WorkingOrders.Working;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.event.EngineEvent.OrderUpdated.Treatment;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskGate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All traffic with the broker: submits orders under the latch's gate, cancels them, and books what the broker says of them,
 * each execution once. Guarded by the book lock.
 */
final class OrderRouter {
    static final String SOURCE = "reconciliation";

    private final Portfolio book;
    private final Broker broker;
    private final RiskGate gate;
    private final LatchKeeper latch;
    private final EventBus events;
    private final Vitals vitals;
    private final WorkingOrders working = new WorkingOrders();
    private final Restart restart;
    private final Duration maxStaleness;
    private Predicate<Instant> resumption = at -> true;
    private boolean agreedOnResumption;
    private boolean contradicted;
    private long emittedBefore;
    private int polls;
    private int poll = 1;

    OrderRouter(
            Portfolio book,
            Broker broker,
            RiskGate gate,
            LatchKeeper latch,
            EventBus events,
            Vitals vitals,
            Restart restart,
            Duration maxStaleness) {
        this.book = book;
        this.broker = broker;
        this.gate = gate;
        this.latch = latch;
        this.events = events;
        this.vitals = vitals;
        this.restart = restart;
        this.maxStaleness = maxStaleness;
    }

    /** Does what must come first after a restart. */
    void onResumption(Predicate<Instant> action) {
        resumption = action;
    }

    boolean contradicted() {
        return contradicted;
    }

    void contradicted(boolean isContradicted) {
        contradicted = isContradicted;
    }

    WorkingOrders working() {
        return working;
    }

    /** Whether the broker has said something since the last call that its books must explain. */
    boolean takeContradicted() {
        boolean was = contradicted;
        contradicted = false;
        return was;
    }

    /**
     * Journals an order and submits it under the latch's gate, which is asked last, after the journal has had its time; returns
     * null if the order left, else why it did not.
     */
    @Nullable
    Reason submit(Order order, Instant now) {
        latch.check(vitals, now, Phase.SUBMIT);
        if (!KillLatch.allows(latch.known(), order.intent())) {
            return Reason.KILLED;
        }
        boolean kept = events.emit(new EngineEvent.OrderSubmitted(order));
        if (!kept && !order.intent().reduces()) {
            return notSent(order, Reason.JOURNAL_UNAVAILABLE, now);
        }
        return restart.due() ? sendIfNeverSeen(order, now) : send(order, now);
    }

    /** Submits under the gate; returns null if the order left, else why it did not. */
    private @Nullable Reason send(Order order, Instant now) {
        latch.observe(now, Phase.GATE);
        Working added = working.add(order, latch.known());
        boolean left = latch.submit(order, () -> {
            if (!called(now, order.symbol(), () -> broker.submit(order))) {
                added.fate(true);
            }
        });
        if (!left) {
            working.done(added);
            latch.observe(now, Phase.GATE);
            return notSent(order, Reason.KILLED, now);
        }
        return null;
    }

    /**
     * The journal ended with this order's line, so that the engine before may or may not have sent it: the venue is asked first.
     * Only if it never saw the order is it sent, with the same id. An entry is not, if its bar has become too old meanwhile.
     */
    private @Nullable Reason sendIfNeverSeen(Order order, Instant now) {
        Working added = working.add(order, latch.known());
        added.fate(true);
        Instant at = resume();
        if (!added.neverSeen()) {
            return null;
        }
        if (order.intent() == OrderIntent.ENTRY && !agreedOnResumption) {
            return notSent(order, Reason.RECONCILING, now);
        }
        boolean late = Duration.between(order.createdAt(), at).compareTo(maxStaleness) > 0;
        return late && order.intent() == OrderIntent.ENTRY
                ? notSent(order, Reason.STALE_FEATURE, now)
                : send(order, now);
    }

    /** Begins to act again after a restart: the books are compared before anything else. */
    Instant resume() {
        Instant at = restart.begin();
        latch.takeOver();
        agreedOnResumption = resumption.test(at);
        return at;
    }

    boolean isResumptionDue() {
        return restart.due();
    }

    /** An order that is journalled but did not leave gets its end at once. */
    private Reason notSent(Order order, Reason reason, Instant now) {
        OrderUpdate end = new OrderUpdate.Rejected(order.clientId(), order.symbol(), now, "not sent: " + reason.code());
        events.emit(new EngineEvent.OrderUpdated(end, Treatment.TAKEN));
        return reason;
    }

    /** Asks once for every order that would increase a position to be cancelled; again only if a report finds it open. */
    void cancelIncreases(Instant now) {
        for (Working increase : working.increases()) {
            Order order = increase.order;
            if (!increase.cancelAsked()
                    && called(now, order.symbol(), () -> broker.cancel(order.symbol(), order.clientId()))) {
                increase.cancelAsked(true);
            }
        }
    }

    void onBar(Bar bar, Instant now) {
        called(now, bar.symbol(), () -> broker.onBar(bar));
        drain(now);
    }

    /** Books what the broker has said since the last time. An update that cannot be taken does not hold up the next one. */
    void drain(Instant now) {
        called(now, null, () -> {
            countPoll();
            broker.drainUpdates(update -> takeOne(update, now));
        });
        poll = 1;
    }

    private void takeOne(OrderUpdate update, Instant now) {
        poll = events.emitted() == emittedBefore ? polls : 0;
        try {
            take(update, now);
        } catch (Throwable e) {
            failed(now, update.symbol(), e);
            contradict("an update of " + update.clientId() + " could not be taken", now);
        }
    }

    private void countPoll() {
        polls = events.emitted() == emittedBefore ? polls + 1 : 1;
        emittedBefore = events.emitted();
    }

    /** Makes a call to the broker; returns whether it came back. */
    boolean called(Instant now, @Nullable Symbol symbol, Runnable call) {
        if (restart.due()) {
            resume();
        }
        try {
            call.run();
            return true;
        } catch (Throwable e) {
            failed(now, symbol, e);
            return false;
        }
    }

    /** Books an execution unless it is known; returns whether it was new. */
    boolean execute(Working order, OrderUpdate.Filled filled, Instant now) {
        Fill fill = filled.fill();
        if (order.has(fill.executionId())) {
            emit(filled, Treatment.REPEATED);
            return false;
        }
        boolean beyond = fill.quantity().compareTo(order.remaining()) > 0;
        order.executed(fill.executionId(), fill.quantity());
        emit(filled, beyond ? Treatment.AFTER_END : inTime(order));
        book(fill);
        if (beyond) {
            contradict("execution " + fill.executionId() + " is beyond the order's end or quantity", now);
        }
        return true;
    }

    /** The broker has said what cannot be: entries stop until an operator has looked. */
    void contradict(String what, Instant now) {
        contradicted = true;
        latch.tripByBroker(SOURCE, KillVerdict.trip(KillState.REDUCE_ONLY, what, KillVerdict.OnTrip.KEEP), now);
    }

    private void take(OrderUpdate update, Instant now) {
        Working order = working.find(update.clientId());
        if (order == null) {
            order = working.ended(update.clientId());
        }
        if (order == null || !belongs(update, order.order)) {
            foreign(update, now);
        } else if (working.find(update.clientId()) == null) {
            takeEnded(update, order, now);
        } else if (update instanceof OrderUpdate.Filled filled) {
            takeFill(filled, order, now);
        } else {
            emit(update, Treatment.TAKEN);
            takeState(update, order);
        }
    }

    private void takeFill(OrderUpdate.Filled filled, Working order, Instant now) {
        if (!execute(order, filled, now)) {
            return;
        }
        if (order.complete()) {
            working.done(order);
        } else if (filled.state() == OrderUpdate.Completion.COMPLETE) {
            order.fate(true);
        }
    }

    private void takeState(OrderUpdate update, Working order) {
        if (update instanceof OrderUpdate.Acknowledged) {
            order.fate(false);
        } else if (update instanceof OrderUpdate.Rejected && order.filled().signum() == 0) {
            working.done(order);
        } else if (update instanceof OrderUpdate.Cancelled cancelled && fits(cancelled, order)) {
            order.cameTo(cancelled.filled());
            order.fate(true);
            if (order.complete()) {
                working.done(order);
            }
        } else {
            order.fate(true);
        }
    }

    private static boolean fits(OrderUpdate.Cancelled cancelled, Working order) {
        return cancelled.filled().compareTo(order.filled()) >= 0
                && cancelled.filled().compareTo(order.order.quantity()) <= 0;
    }

    private void takeEnded(OrderUpdate update, Working order, Instant now) {
        if (update instanceof OrderUpdate.Filled filled) {
            execute(order, filled, now);
        } else {
            emit(update, Treatment.REPEATED);
        }
    }

    private void foreign(OrderUpdate update, Instant now) {
        emit(update, Treatment.FOREIGN);
        contradicted = true;
        if (update instanceof OrderUpdate.Filled) {
            contradict("execution of order " + update.clientId() + ", which this engine does not have", now);
        }
    }

    private static boolean belongs(OrderUpdate update, Order order) {
        return update.symbol().equals(order.symbol())
                && !(update instanceof OrderUpdate.Filled filled
                        && filled.fill().side() != order.side());
    }

    private Treatment inTime(Working order) {
        boolean late =
                order.order.intent() == OrderIntent.ENTRY && latch.known().code() > order.leftUnder.code();
        return late ? Treatment.LATE_FILL : Treatment.TAKEN;
    }

    private void book(Fill fill) {
        Position position = book.position(fill.symbol());
        PositionSide before = position.side();
        BigDecimal realised = book.realised();
        book.book(fill);
        gate.onFill(fill, book.realised().subtract(realised), before, position.side());
    }

    private void emit(OrderUpdate update, Treatment treatment) {
        events.emit(new EngineEvent.OrderUpdated(update, treatment, poll));
        if (treatment.books()) {
            vitals.updated(update);
        }
    }

    /** Tells that the broker did something wrong. */
    void failed(Instant now, @Nullable Symbol symbol, Throwable cause) {
        events.emit(new EngineEvent.PluginFailed(now, "broker", symbol, Failures.contain(cause)));
        vitals.brokerFailed();
    }

    /** Units of the position that no order under way can close any more, at worst. */
    BigDecimal reserved(Position position) {
        return position.side() == PositionSide.FLAT
                ? BigDecimal.ZERO
                : working.pending(position.symbol(), closingSide(position));
    }

    static OrderSide closingSide(Position position) {
        return position.side() == PositionSide.LONG ? OrderSide.SELL : OrderSide.BUY;
    }
}
