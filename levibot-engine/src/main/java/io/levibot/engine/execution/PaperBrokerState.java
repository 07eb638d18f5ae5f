package io.levibot.engine.execution;

import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link PaperBroker} remembers: restored into a new one, it goes on as if it had never stopped.
 *
 * @param positions held quantity by symbol
 * @param orders every order that it remembers, oldest first
 * @param updates what has not been handed over yet, in order
 * @param forgottenUntil when the newest order that it no longer remembers was made, null if it remembers all
 * @param time the newest time that it was shown, null before any
 * @param draws state of its fault plan's draws
 * @since 0.1.0
 */
public record PaperBrokerState(
        SortedMap<Symbol, BigDecimal> positions,
        List<PaperOrder> orders,
        List<HeldUpdate> updates,
        @Nullable Instant forgottenUntil,
        @Nullable Instant time,
        long draws) {
    /** Copies. */
    public PaperBrokerState {
        positions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(positions));
        orders = List.copyOf(orders);
        updates = List.copyOf(updates);
    }

    /**
     * An order that the broker remembers.
     *
     * @param order the order
     * @param executions what was filled, in order
     * @param outcome how it ended, null while it is open
     * @param underWay whether it has left the engine but has not arrived yet
     * @since 0.1.0
     */
    public record PaperOrder(
            Order order, List<Fill> executions, OrderReport.@Nullable Outcome outcome, boolean underWay) {
        /** Copies. */
        public PaperOrder {
            Objects.requireNonNull(order, "order");
            executions = List.copyOf(executions);
        }
    }

    /**
     * An update that has not been handed over.
     *
     * @param update the update
     * @param bars how many bars of its symbol it still waits, 0 or more
     * @since 0.1.0
     */
    public record HeldUpdate(OrderUpdate update, int bars) {
        /** Refuses null. */
        public HeldUpdate {
            Objects.requireNonNull(update, "update");
        }
    }
}
