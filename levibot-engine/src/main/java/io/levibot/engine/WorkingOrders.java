package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.PositionSide;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import io.levibot.engine.risk.RiskGate.PendingEntries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders that may still fill: submitted, partly filled, or of unknown fate. Guarded by the book lock.
 */
final class WorkingOrders {
    private final SortedMap<String, Working> byId = new TreeMap<>();

    /** An order that may still fill, and the latch's state when it left. */
    static final class Working {
        final Order order;
        final KillState leftUnder;
        private BigDecimal remaining;

        private Working(Order order, KillState leftUnder) {
            this.order = order;
            this.leftUnder = leftUnder;
            this.remaining = order.quantity();
        }

        BigDecimal remaining() {
            return remaining;
        }
    }

    void add(Order order, KillState leftUnder) {
        byId.put(order.clientId(), new Working(order, leftUnder));
    }

    @Nullable
    Working find(String clientId) {
        return byId.get(clientId);
    }

    void filled(String clientId, BigDecimal quantity) {
        Working working = byId.get(clientId);
        if (working != null) {
            working.remaining = working.remaining.subtract(quantity).max(BigDecimal.ZERO);
        }
    }

    void done(String clientId) {
        byId.remove(clientId);
    }

    boolean any(Symbol symbol) {
        for (Working working : byId.values()) {
            if (working.order.symbol().equals(symbol)) {
                return true;
            }
        }
        return false;
    }

    /** Units by which the symbol's position may still shrink through orders that are under way. */
    BigDecimal pendingReduction(Symbol symbol) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Working working : byId.values()) {
            if (working.order.symbol().equals(symbol) && working.order.intent().reduces()) {
                sum = sum.add(working.remaining);
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
                double notional = working.remaining.doubleValue() * price;
                all += notional;
                own += working.order.symbol().equals(symbol) ? notional : 0.0;
                if (position.side() == PositionSide.FLAT) {
                    flat.add(working.order.symbol());
                }
            }
        }
        return new PendingEntries(own, Math.max(own, all), flat.size());
    }

    /** Orders that would open or increase a position. */
    List<Order> increases() {
        List<Order> orders = new ArrayList<>();
        for (Working working : byId.values()) {
            if (working.order.intent() == OrderIntent.ENTRY) {
                orders.add(working.order);
            }
        }
        return orders;
    }

    int size() {
        return byId.size();
    }
}
