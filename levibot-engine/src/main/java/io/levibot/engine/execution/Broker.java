package io.levibot.engine.execution;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Executes orders.
 *
 * <p>Who calls it: the engine, one call at a time, on the thread that feeds bars, while it holds its book. An implementation
 * for a real venue queues its updates and hands them over in {@link #drainUpdates}; it never calls back into the engine.
 *
 * <p>Thread-safety: the engine's calls are serialised; updates may arrive inside the implementation on any thread.
 *
 * <p>Lifecycle: given to the engine by the host, which closes it after the engine.
 *
 * <p>Determinism: a simulated broker must depend on its inputs alone, since replay runs it again.
 *
 * <p>Failures: a throw from {@link #submit} means that the order's fate is unknown, so it counts as open until {@link #query}
 * settles it. A throw from {@link #query} means that nothing is known, not that nothing is held.
 *
 * @since 0.1.0
 */
public interface Broker extends AutoCloseable {
    /**
     * Submits an order. Submitting an id that was already submitted must not make a second order.
     *
     * @param order the order
     */
    void submit(Order order);

    /**
     * Asks for an order to be cancelled; the outcome comes as an update.
     *
     * @param clientId the order's id
     */
    void cancel(String clientId);

    /**
     * Shows a closed bar, before updates are drained. A simulated broker fills its open orders at the bar's open; a broker for a
     * real venue ignores it.
     *
     * @param bar the bar
     */
    void onBar(Bar bar);

    /**
     * Hands over what happened since the last call, in order.
     *
     * @param consumer receives each update once
     */
    void drainUpdates(Consumer<OrderUpdate> consumer);

    /** Returns what the broker's own books say, to reconcile after a restart and before the first order. */
    BrokerBooks query();

    /** Releases what the broker holds. May be called twice; throws nothing checked. */
    @Override
    void close();

    /**
     * The broker's own books.
     *
     * @param positions held quantity by symbol, negative for a short; symbols without a position may be absent
     * @param openOrders orders that may still fill
     * @since 0.1.0
     */
    record BrokerBooks(Map<Symbol, BigDecimal> positions, List<Order> openOrders) {
        /** Copies. */
        public BrokerBooks {
            positions = Map.copyOf(positions);
            openOrders = List.copyOf(openOrders);
        }
    }
}
