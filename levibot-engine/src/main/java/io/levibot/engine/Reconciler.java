package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.WorkingOrders.Working;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.Reconciled.Result;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.ForeignOrders;
import io.levibot.engine.execution.OpenOrder;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.OrderUpdate.Completion;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the book and the broker's books together: asks what became of orders of unknown fate, books the executions that the
 * engine missed, and compares positions and open orders.
 *
 * <p>It is due when the engine opens, when an operator asks, when the broker says what the book cannot explain, and stays due
 * until the books agree; while it is due no entry leaves. It submits nothing: an order that the venue never saw is dead. A
 * difference that orders under way may explain is looked at again with the next bars; one that nothing explains trips the latch
 * to REDUCE_ONLY, since the venue's position can still be shrunk, and from then on exits are clipped to what both books hold.
 *
 * <p>Guarded by the book lock, but for {@link #due}.
 */
final class Reconciler {
    /** Bars of its symbol after which an order that has not ended is asked about, whatever was said of it. */
    static final int ASK_AFTER_BARS = 2;

    private final EngineConfig config;
    private final Portfolio book;
    private final Broker broker;
    private final OrderRouter router;
    private final WorkingOrders working;
    private final EventBus events;
    private SortedMap<Symbol, BigDecimal> differences = new TreeMap<>();
    private @Nullable Instant triedAt;
    private volatile boolean due = true;
    private boolean adopting;

    Reconciler(EngineConfig config, Portfolio book, Broker broker, OrderRouter router, EventBus events) {
        this.config = config;
        this.book = book;
        this.broker = broker;
        this.router = router;
        this.working = router.working();
        this.events = events;
    }

    /** Whether the books have to be compared before an entry may leave; may be read from any thread. */
    boolean due() {
        return due;
    }

    /** Settles the symbol's orders of unknown fate and, if it is due, compares the books: at most once for bars of one time. */
    void onBar(Bar bar, Instant now) {
        guarded(now, () -> lookAtBar(bar, now));
    }

    private void lookAtBar(Bar bar, Instant now) {
        for (Working order : working.of(bar.symbol())) {
            if (order.anotherBar() >= ASK_AFTER_BARS || order.unknown()) {
                settle(order, now);
            }
        }
        due |= router.takeContradicted();
        if (due && !bar.closeTime().equals(triedAt)) {
            triedAt = bar.closeTime();
            compareAll(now);
        }
    }

    /** Settles every order under way and compares the books; returns whether they agree. */
    boolean reconcile(Instant now) {
        guarded(now, () -> compareAll(now));
        return !due;
    }

    /**
     * What a broker answers may be such that it cannot even be looked at. Then the books count as not compared, entries stop, and
     * whatever else the bar in hand asks for, its stops first, goes on.
     */
    private void guarded(Instant now, Runnable look) {
        try {
            look.run();
        } catch (Throwable e) {
            due = true;
            router.failed(now, null, e);
            router.contradict("what the broker answers cannot be compared", now);
        }
    }

    private void compareAll(Instant now) {
        due = true;
        for (Working order : working.all()) {
            settle(order, now);
        }
        Broker.BrokerBooks[] answer = new Broker.BrokerBooks[1];
        if (router.called(now, null, () -> answer[0] = broker.query())) {
            compare(answer[0], now);
        }
        router.takeContradicted();
    }

    /**
     * As {@link #reconcile}, but a difference that nothing explains is taken from the broker's books into this one; compares once
     * more afterwards. A symbol with orders under way, or without a last price, is left as it is.
     */
    boolean adopt(Instant now) {
        adopting = true;
        try {
            reconcile(now);
        } finally {
            adopting = false;
        }
        return reconcile(now);
    }

    /** Units that the position may be reduced by so far as both books hold them. */
    BigDecimal agreed(Position position) {
        BigDecimal held = position.quantity();
        BigDecimal venue = held.add(differences.getOrDefault(position.symbol(), BigDecimal.ZERO));
        return venue.signum() == held.signum() ? held.abs().min(venue.abs()) : BigDecimal.ZERO;
    }

    /** What a snapshot keeps. */
    State capture() {
        return new State(due, differences, triedAt);
    }

    void restore(State state) {
        differences = new TreeMap<>(state.differences);
        due = state.due;
        triedAt = state.triedAt;
    }

    /**
     * @param due whether the books have to be compared
     * @param differences broker's quantity less the book's, where the last comparison disputed them
     * @param triedAt close of the bars at which they were compared last
     */
    record State(
            boolean due,
            SortedMap<Symbol, BigDecimal> differences,
            @Nullable Instant triedAt) {
        State {
            differences = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(differences));
        }
    }

    private void settle(Working order, Instant now) {
        OrderReport[] answer = new OrderReport[1];
        if (!router.called(now, order.order.symbol(), () -> answer[0] = broker.report(order.order))) {
            order.fate(true);
            return;
        }
        OrderReport report = answer[0];
        events.emit(new EngineEvent.OrderReported(now, order.order, report));
        if (report instanceof OrderReport.Open open) {
            order.fate(false);
            order.cancelAsked(false);
            bookMissed(order, open.executions(), now);
            if (order.complete()) {
                working.done(order);
            }
        } else if (report instanceof OrderReport.Done done) {
            bookMissed(order, done.executions(), now);
            working.done(order);
        } else if (report instanceof OrderReport.NeverSeen && order.executions() == 0) {
            order.neverSeen(true);
            working.done(order);
            due = true;
        } else {
            order.fate(true);
        }
    }

    private void bookMissed(Working order, List<Fill> executions, Instant now) {
        int known = 0;
        for (Fill fill : executions) {
            if (!fill.clientId().equals(order.order.clientId())
                    || !fill.symbol().equals(order.order.symbol())
                    || fill.side() != order.order.side()) {
                router.contradict("the report of order " + order.order.clientId() + " names another's execution", now);
            } else if (order.has(fill.executionId())) {
                known++;
            } else {
                router.execute(order, new OrderUpdate.Filled(fill, Completion.PARTIAL), now);
                known++;
                due = true;
            }
        }
        if (known < order.executions()) {
            router.contradict(
                    "the report of order " + order.order.clientId() + " lacks executions that were told before", now);
        }
    }

    private void compare(Broker.BrokerBooks books, Instant now) {
        SortedMap<Symbol, BigDecimal> differing = new TreeMap<>();
        List<String> disputes = new ArrayList<>();
        boolean unsettled = false;
        for (Symbol symbol : config.symbols()) {
            BigDecimal held = book.position(symbol).quantity();
            BigDecimal difference = books.position(symbol).subtract(held);
            if (difference.signum() != 0) {
                differing.put(symbol, difference);
                if (!explained(symbol, difference)) {
                    disputes.add(symbol + ": broker " + books.position(symbol).toPlainString() + ", book "
                            + held.toPlainString());
                }
            }
        }
        for (OpenOrder order : books.openOrders()) {
            if (config.symbols().contains(order.symbol()) && working.find(order.clientId()) == null) {
                unsettled = true;
                if (config.foreignOrders() == ForeignOrders.CANCEL && !working.knows(order.clientId())) {
                    router.called(now, order.symbol(), () -> broker.cancel(order.symbol(), order.clientId()));
                } else {
                    disputes.add(order.symbol() + ": open order " + order.clientId() + " is not the engine's");
                }
            }
        }
        unsettled |= !differing.isEmpty() || working.all().stream().anyMatch(Working::unknown);
        conclude(books, differing, disputes, unsettled, now);
    }

    private void conclude(
            Broker.BrokerBooks books,
            SortedMap<Symbol, BigDecimal> differing,
            List<String> disputes,
            boolean unsettled,
            Instant now) {
        Result result = unsettled ? Result.UNSETTLED : Result.AGREED;
        if (!disputes.isEmpty()) {
            result = Result.DISPUTED;
        }
        events.emit(new EngineEvent.Reconciled(
                now, result, new TreeMap<>(books.positions()), books.openOrders(), differing));
        differences = result == Result.DISPUTED ? differing : new TreeMap<>();
        due = result != Result.AGREED;
        if (adopting) {
            differing.forEach((symbol, difference) -> {
                if (working.of(symbol).isEmpty()) {
                    book.adopt(symbol, difference, now);
                }
            });
        } else if (result == Result.DISPUTED) {
            router.contradict("books disagree: " + String.join("; ", disputes), now);
        }
    }

    /** Whether orders under way could, filled so far as they may, make up the difference. */
    private boolean explained(Symbol symbol, BigDecimal difference) {
        OrderSide side = difference.signum() > 0 ? OrderSide.BUY : OrderSide.SELL;
        return difference.abs().compareTo(working.pending(symbol, side)) <= 0;
    }
}
