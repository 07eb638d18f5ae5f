package io.levibot.engine.simulation;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.Symbol;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.OrderUpdated.Treatment;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.risk.KillLatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches an engine and its venue from outside. Its books come from the venue's own tape, its rules from the design's table; it
 * uses nothing of the engine's own bookkeeping. What is broken is noted, since an engine may swallow what is thrown.
 */
final class Checker implements EngineListener {
    private static final int MONEY_SCALE = 8;

    private final List<String> violations = new ArrayList<>();
    private final Map<String, Facts> orders = new LinkedHashMap<>();
    private final Map<String, Fill> tape = new HashMap<>();
    private final Set<String> bookedExecutions = new HashSet<>();
    private final Set<String> journalled = new HashSet<>();
    private final Map<Symbol, BigDecimal> venue = new TreeMap<>();
    private final Map<Symbol, BigDecimal> booked = new TreeMap<>();
    private final Set<Symbol> exitEnded = new HashSet<>();
    private BigDecimal cash;
    private KillState kept = KillState.ARMED;
    private KillState told = KillState.ARMED;
    private KillState keptBefore = KillState.ARMED;
    private boolean flattenBefore;
    private OnTrip toldOnTrip = OnTrip.KEEP;
    private boolean agreed;
    private boolean started;
    private boolean watchesDisk;
    private boolean diskWasFull;
    private boolean rearming;
    private int decisions;
    private int decisionsAllowed = 1;
    private long events;

    /** What the checker knows of one order. */
    private static final class Facts {
        final Order order;
        BigDecimal comesTo;
        BigDecimal executed = BigDecimal.ZERO;
        BigDecimal booked = BigDecimal.ZERO;
        boolean left;
        boolean mayLeaveAgain;
        boolean ended;
        int cancels;
        int cancelsAllowed = 1;

        Facts(Order order) {
            this.order = order;
            this.comesTo = order.quantity();
        }

        boolean settled() {
            return ended || booked.compareTo(comesTo) >= 0;
        }

        BigDecimal rest() {
            return settled() ? BigDecimal.ZERO : comesTo.subtract(booked);
        }
    }

    Checker(BigDecimal startingCash) {
        cash = startingCash;
    }

    List<String> violations() {
        return violations;
    }

    long events() {
        return events;
    }

    int fills() {
        return tape.size();
    }

    int orders() {
        return orders.size();
    }

    void tightened(KillState state) {
        if (state.code() > kept.code()) {
            kept = state;
        }
    }

    void rearming(boolean now) {
        rearming = now;
    }

    void loosened() {
        kept = KillState.ARMED;
    }

    /** The engine was started again: until the books were compared no entry may leave. */
    void restarted() {
        for (Facts facts : orders.values()) {
            facts.mayLeaveAgain = !facts.settled();
            facts.cancelsAllowed++; // whether the last one arrived died with the process
        }
        agreed = false;
        decisionsAllowed = 2;
    }

    void startedIs(boolean now) {
        started = now;
    }

    boolean isStarted() {
        return started;
    }

    void expect(boolean holds, String message) {
        require(holds, "%s", message);
    }

    void diskFull() {
        diskWasFull = true;
    }

    void journalled(EngineEvent event) {
        watchesDisk = true;
        if (event instanceof EngineEvent.OrderSubmitted submitted) {
            journalled.add(submitted.order().clientId());
        }
    }

    /** An order is on its way out. */
    void submitting(Order order) {
        Facts facts = orders.get(order.clientId());
        require(facts != null, "order %s left before it was told", order.clientId());
        if (facts == null) {
            return;
        }
        boolean again = facts.mayLeaveAgain && facts.executed.signum() == 0;
        require(!facts.left || again, "order %s was submitted twice", order.clientId());
        facts.left = true;
        facts.mayLeaveAgain = false;
        facts.ended = false;
        boolean allowed = switch (order.intent()) {
            case ENTRY -> kept == KillState.ARMED && started;
            case MODEL_EXIT -> kept != KillState.HALTED && started;
            case PROTECTIVE_EXIT -> true;
        };
        require(allowed, "%s %s left while %s, started %s", order.intent(), order.clientId(), kept, started);
        if (order.intent() == OrderIntent.ENTRY) {
            require(agreed, "entry %s left before the books agreed", order.clientId());
            require(
                    !watchesDisk || journalled.contains(order.clientId()),
                    "entry %s left unjournalled",
                    order.clientId());
        } else {
            BigDecimal room = booked(order.symbol()).subtract(pendingExits(order.symbol()));
            require(
                    room.signum() >= 0,
                    "exit %s: %s is under way out of %s",
                    order.clientId(),
                    pendingExits(order.symbol()),
                    booked(order.symbol()));
        }
    }

    void cancelling(String clientId) {
        Facts facts = orders.get(clientId);
        require(facts != null, "cancel of %s, which was never ordered", clientId);
        if (facts != null) {
            facts.cancels++;
            require(
                    facts.cancels <= facts.cancelsAllowed,
                    "cancel number %s of %s, %s allowed",
                    facts.cancels,
                    clientId,
                    facts.cancelsAllowed);
        }
    }

    void cancelFailed(String clientId) {
        Facts facts = orders.get(clientId);
        if (facts != null) {
            facts.cancelsAllowed++;
        }
    }

    /** The venue executed. */
    void executed(Fill fill) {
        Facts facts = orders.get(fill.clientId());
        require(facts != null && facts.left, "execution of %s, which never left", fill.clientId());
        if (facts == null) {
            return;
        }
        BigDecimal before = venue.getOrDefault(fill.symbol(), BigDecimal.ZERO);
        BigDecimal after = before.add(fill.signedQuantity());
        if (facts.order.intent() != OrderIntent.ENTRY) {
            boolean grew = after.abs().compareTo(before.abs()) > 0;
            boolean flipped = after.signum() * before.signum() < 0;
            require(!grew && !flipped, "%s took %s from %s to %s", fill.executionId(), fill.symbol(), before, after);
        }
        facts.executed = facts.executed.add(fill.quantity());
        require(facts.executed.compareTo(facts.order.quantity()) <= 0, "%s overfilled", fill.clientId());
        venue.put(fill.symbol(), after);
        tape.put(key(fill), fill);
    }

    @Override
    public void onEvent(EngineEvent event) {
        events++;
        if (event instanceof EngineEvent.OrderSubmitted submitted) {
            Facts before = orders.putIfAbsent(submitted.order().clientId(), new Facts(submitted.order()));
            require(
                    before == null,
                    "order id %s was used twice",
                    submitted.order().clientId());
        } else if (event instanceof EngineEvent.OrderUpdated updated) {
            updated(updated);
        } else if (event instanceof EngineEvent.OrderReported reported) {
            reported(reported);
        } else if (event instanceof EngineEvent.Reconciled reconciled) {
            agreed = reconciled.result() == EngineEvent.Reconciled.Result.AGREED;
            require(
                    reconciled.result() != EngineEvent.Reconciled.Result.DISPUTED,
                    "dispute without a cause: %s",
                    reconciled.differences());
        } else if (event instanceof EngineEvent.KillRequested request) {
            if (request.verdict().onTrip() == OnTrip.FLATTEN) {
                toldOnTrip = OnTrip.FLATTEN;
            }
        } else if (event instanceof EngineEvent.LatchMoved moved) {
            moved(moved);
        } else if (event instanceof EngineEvent.Decided) {
            decisions++;
        } else if (event instanceof EngineEvent.Marked marked) {
            require(marked.cash().compareTo(cash) == 0, "cash is %s, should be %s", marked.cash(), cash);
        } else if (event instanceof EngineEvent.PluginFailed failed) {
            require(!failed.component().equals("desk"), "desk failed: %s", failed.message());
        }
    }

    /** What must hold between any two steps. */
    void afterStep(TradingEngine engine, KillLatch latch, Step step) {
        require(latch.state() == kept, "latch is %s, should be %s", latch.state(), kept);
        Map<Symbol, BigDecimal> holdings = engine.holdings();
        Set<Symbol> symbols = new HashSet<>(booked.keySet());
        symbols.addAll(holdings.keySet());
        for (Symbol symbol : symbols) {
            BigDecimal held = holdings.getOrDefault(symbol, BigDecimal.ZERO);
            require(
                    held.compareTo(booked(symbol)) == 0,
                    "book holds %s %s, should be %s",
                    held,
                    symbol,
                    booked(symbol));
        }
        boolean bar = step instanceof Step.BarComes;
        boolean right = bar ? decisions >= 1 && decisions <= decisionsAllowed : decisions == 0;
        require(right, "%s decisions by %s", decisions, step);
        if (bar) {
            require(told.code() >= keptBefore.code(), "latch was %s, the engine knows of %s", keptBefore, told);
        }
        if (bar && told != KillState.ARMED) {
            tripped();
        }
        keptBefore = latch.state();
        flattenBefore = keptBefore != KillState.ARMED && latch.status().onTrip() == OnTrip.FLATTEN;
        decisions = 0;
        decisionsAllowed = 1;
        exitEnded.clear();
    }

    /** What must hold once the venue makes no mistakes any more and every symbol has seen bars. */
    void atTheEnd(TradingEngine engine, boolean flatten, List<String> openAtVenue) {
        for (Facts facts : orders.values()) {
            require(facts.settled(), "order %s has no fate", facts.order.clientId());
            require(
                    facts.executed.compareTo(facts.booked) == 0,
                    "order %s: %s executed, %s booked",
                    facts.order.clientId(),
                    facts.executed,
                    facts.booked);
        }
        require(openAtVenue.isEmpty(), "open at the venue: %s", openAtVenue);
        venue.forEach((symbol, held) -> {
            require(held.compareTo(booked(symbol)) == 0, "%s: venue %s, book %s", symbol, held, booked(symbol));
            require(!flatten || held.signum() == 0, "%s: %s not flattened", symbol, held);
        });
        require(engine.isReconciled(), "books do not agree");
    }

    private void tripped() {
        for (Facts facts : orders.values()) {
            if (facts.left && facts.order.intent() == OrderIntent.ENTRY && !facts.settled()) {
                require(facts.cancels > 0, "pending increase %s was not cancelled", facts.order.clientId());
            }
        }
        if (toldOnTrip == OnTrip.FLATTEN || flattenBefore) {
            booked.forEach((symbol, held) -> require(
                    exitEnded.contains(symbol) || pendingExits(symbol).compareTo(held) == 0,
                    "%s: %s held, %s being flattened",
                    symbol,
                    held,
                    pendingExits(symbol)));
        }
    }

    private void updated(EngineEvent.OrderUpdated event) {
        OrderUpdate update = event.update();
        Facts facts = orders.get(update.clientId());
        require(facts != null, "update of %s, which was never ordered", update.clientId());
        require(
                event.treatment() != Treatment.AFTER_END && event.treatment() != Treatment.FOREIGN,
                "%s taken as %s",
                update,
                event.treatment());
        if (facts == null) {
            return;
        }
        boolean open = !facts.settled();
        Fill fill = event.booked();
        if (fill != null) {
            booked(fill, facts, event.treatment());
        } else if (update instanceof OrderUpdate.Rejected && open) {
            facts.ended = true;
        } else if (update instanceof OrderUpdate.Cancelled cancelled && open) {
            facts.comesTo = cancelled.filled();
        }
        endedWithin(facts, open);
    }

    private void endedWithin(Facts facts, boolean wasOpen) {
        if (wasOpen && facts.settled() && facts.order.intent() != OrderIntent.ENTRY) {
            exitEnded.add(facts.order.symbol());
        }
    }

    private void booked(Fill fill, Facts facts, Treatment treatment) {
        require(fill.equals(tape.get(key(fill))), "booked %s, which the venue did not execute so", fill);
        require(bookedExecutions.add(key(fill)), "%s was booked twice", fill.executionId());
        boolean late = facts.order.intent() == OrderIntent.ENTRY && told != KillState.ARMED;
        require(
                late == (treatment == Treatment.LATE_FILL),
                "%s taken as %s while %s",
                fill.executionId(),
                treatment,
                told);
        facts.booked = facts.booked.add(fill.quantity());
        booked.merge(fill.symbol(), fill.signedQuantity(), BigDecimal::add);
        BigDecimal notional = fill.price().multiply(fill.quantity()).setScale(MONEY_SCALE, RoundingMode.HALF_UP);
        cash = (fill.side() == OrderSide.BUY ? cash.subtract(notional) : cash.add(notional)).subtract(fill.fee());
    }

    private void reported(EngineEvent.OrderReported event) {
        Facts facts = orders.get(event.order().clientId());
        require(facts != null, "report of %s, which was never ordered", event.order());
        if (facts == null) {
            return;
        }
        boolean open = !facts.settled();
        if (event.report() instanceof OrderReport.Open) {
            facts.cancelsAllowed++;
        } else if (event.report() instanceof OrderReport.Done done) {
            facts.comesTo = done.executions().stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        } else if (event.report() instanceof OrderReport.NeverSeen) {
            require(facts.executed.signum() == 0, "%s was executed and is taken for dead", event.order());
            facts.ended = true;
        }
        endedWithin(facts, open);
    }

    private void moved(EngineEvent.LatchMoved move) {
        boolean tighter = move.to().code() > move.from().code();
        require(move.from() == told, "latch told to move from %s, was %s", move.from(), told);
        require(tighter || (rearming && move.source().startsWith("operator:")), "%s loosened the latch", move);
        require(!move.source().equals("reconciliation"), "false alarm: %s", move.reason());
        if (tighter && move.source().equals("journal") && move.to() == KillState.REDUCE_ONLY) {
            require(diskWasFull, "journal trip without a full disk");
            tightened(move.to());
        }
        told = move.to();
        toldOnTrip = move.onTrip();
    }

    private BigDecimal booked(Symbol symbol) {
        return booked.getOrDefault(symbol, BigDecimal.ZERO);
    }

    private BigDecimal pendingExits(Symbol symbol) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Facts facts : orders.values()) {
            if (facts.left && facts.order.symbol().equals(symbol) && facts.order.intent() != OrderIntent.ENTRY) {
                sum = sum.add(facts.rest());
            }
        }
        return sum;
    }

    private static String key(Fill fill) {
        return fill.clientId() + " " + fill.executionId();
    }

    private void require(boolean holds, String message, @Nullable Object... parts) {
        if (!holds) {
            violations.add(String.format(java.util.Locale.ROOT, message, parts));
        }
    }
}
