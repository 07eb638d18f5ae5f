package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.PositionSide;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import io.levibot.engine.risk.RiskGate.PendingEntries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders that may still fill: submitted, partly filled, or of unknown fate; and the last {@value #REMEMBERED} that ended, so
 * that an execution told again is known. Guarded by the book lock.
 */
final class WorkingOrders {
    /** Ended orders that are remembered. */
    static final int REMEMBERED = 1_024;

    private final SortedMap<String, Working> byId = new TreeMap<>();
    private final LinkedHashMap<String, Working> ended = new LinkedHashMap<>();

    /** An order, what is known of it, and the latch's state when it left. */
    static final class Working {
        final Order order;
        final KillState leftUnder;
        private final Set<String> executions = new HashSet<>();
        private BigDecimal filled = BigDecimal.ZERO;
        private BigDecimal total;
        private boolean unknown;
        private boolean cancelAsked;
        private int bars;
        private boolean neverSeen;

        private Working(Order order, KillState leftUnder) {
            this.order = order;
            this.leftUnder = leftUnder;
            this.total = order.quantity();
        }

        private Working(State state) {
            this(state.order, state.leftUnder);
            executions.addAll(state.executions);
            filled = state.filled;
            total = state.total;
            unknown = state.unknown;
            cancelAsked = state.cancelAsked;
            bars = state.bars;
        }

        /** Units filled, as far as is known. */
        BigDecimal filled() {
            return filled;
        }

        /** Units that may still fill: never negative. */
        BigDecimal remaining() {
            return total.subtract(filled).max(BigDecimal.ZERO);
        }

        /** Whether the executions that are known add up to what the order was, or came to. */
        boolean complete() {
            return filled.compareTo(total) >= 0;
        }

        boolean has(String executionId) {
            return executions.contains(executionId);
        }

        int executions() {
            return executions.size();
        }

        void executed(String executionId, BigDecimal quantity) {
            executions.add(executionId);
            filled = filled.add(quantity);
        }

        /** Lowers what the order comes to: it was cancelled after that much of it was filled. */
        void cameTo(BigDecimal units) {
            total = units;
        }

        /** Whether its fate has to be asked for. */
        boolean unknown() {
            return unknown;
        }

        void fate(boolean isUnknown) {
            unknown = isUnknown;
        }

        /** Whether the order has ended because the venue said that it never had it. */
        boolean neverSeen() {
            return neverSeen;
        }

        void neverSeen(boolean isNeverSeen) {
            neverSeen = isNeverSeen;
        }

        boolean cancelAsked() {
            return cancelAsked;
        }

        void cancelAsked(boolean asked) {
            cancelAsked = asked;
        }

        /** Counts a bar of its symbol; returns how many it has seen. */
        int anotherBar() {
            return ++bars;
        }

        private State capture() {
            return new State(
                    order, leftUnder, executions.stream().sorted().toList(), filled, total, unknown, cancelAsked, bars);
        }
    }

    /** Everything that is remembered of one order. */
    record State(
            Order order,
            KillState leftUnder,
            List<String> executions,
            BigDecimal filled,
            BigDecimal total,
            boolean unknown,
            boolean cancelAsked,
            int bars) {
        State {
            executions = List.copyOf(executions);
        }
    }

    /** Everything that is remembered: open orders in the order of their ids, ended ones oldest first. */
    record States(List<State> open, List<State> ended) {
        States {
            open = List.copyOf(open);
            ended = List.copyOf(ended);
        }
    }

    Working add(Order order, KillState leftUnder) {
        Working working = new Working(order, leftUnder);
        byId.put(order.clientId(), working);
        return working;
    }

    /** The order of that id if it may still fill. */
    @Nullable
    Working find(String clientId) {
        return byId.get(clientId);
    }

    /** The order of that id if it has ended and is remembered. */
    @Nullable
    Working ended(String clientId) {
        return ended.get(clientId);
    }

    boolean knows(String clientId) {
        return byId.containsKey(clientId) || ended.containsKey(clientId);
    }

    /** The order has ended: whatever is told of it from now on is beyond it. */
    void done(Working working) {
        working.cameTo(working.filled());
        String id = working.order.clientId();
        byId.remove(id);
        ended.put(id, working);
        if (ended.size() > REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    /** A copy, in the order of the ids. */
    List<Working> all() {
        return byId.isEmpty() ? List.of() : List.copyOf(byId.values());
    }

    /** A copy: the symbol's orders, in the order of the ids. */
    List<Working> of(Symbol symbol) {
        if (byId.isEmpty()) {
            return List.of();
        }
        List<Working> own = new ArrayList<>();
        for (Working working : byId.values()) {
            if (working.order.symbol().equals(symbol)) {
                own.add(working);
            }
        }
        return own;
    }

    boolean any(Symbol symbol) {
        return !of(symbol).isEmpty();
    }

    /** Units by which orders under way may still change the symbol's position in that direction, at worst. */
    BigDecimal pending(Symbol symbol, OrderSide side) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Working working : byId.values()) {
            if (working.order.symbol().equals(symbol) && working.order.side() == side) {
                sum = sum.add(working.remaining());
            }
        }
        return sum;
    }

    /** The entries under way as if they filled whole, at the dearer of their reference and the last price. */
    PendingEntries pendingEntries(Symbol symbol, Portfolio book) {
        double own = 0.0;
        double all = 0.0;
        Set<Symbol> flat = new HashSet<>();
        for (Working working : byId.values()) {
            if (working.order.intent() == OrderIntent.ENTRY) {
                Position position = book.position(working.order.symbol());
                double last = position.lastPrice();
                double price = Math.max(working.order.referencePrice(), Double.isNaN(last) ? 0.0 : last);
                double notional = working.remaining().doubleValue() * price;
                all += notional;
                own += working.order.symbol().equals(symbol) ? notional : 0.0;
                if (position.side() == PositionSide.FLAT) {
                    flat.add(working.order.symbol());
                }
            }
        }
        return new PendingEntries(own, Math.max(own, all), flat.size());
    }

    /** A copy: orders that would open or increase a position. */
    List<Working> increases() {
        if (byId.isEmpty()) {
            return List.of();
        }
        List<Working> orders = new ArrayList<>();
        for (Working working : byId.values()) {
            if (working.order.intent() == OrderIntent.ENTRY) {
                orders.add(working);
            }
        }
        return orders;
    }

    int size() {
        return byId.size();
    }

    States capture() {
        return new States(captured(byId.values()), captured(ended.values()));
    }

    void restore(States states) {
        byId.clear();
        ended.clear();
        states.open.forEach(state -> byId.put(state.order.clientId(), new Working(state)));
        states.ended.forEach(state -> ended.put(state.order.clientId(), new Working(state)));
    }

    private static List<State> captured(Collection<Working> orders) {
        return orders.stream().map(Working::capture).toList();
    }
}
