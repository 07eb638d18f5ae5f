package io.levibot.engine.execution;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Executes orders: the engine's one way to a venue. {@link PaperBroker} is the one that ships; a host implements this interface
 * for a venue of its own.
 *
 * <p><b>Who calls it.</b> The engine, one call at a time, on the thread that feeds bars, while it holds its book: a call that
 * blocks holds up every symbol, so an implementation bounds each by a time limit of its own and throws when it is over. An
 * implementation queues what the venue pushes and hands it over in {@link #drainUpdates}; it never calls back into the engine.
 *
 * <p><b>Thread-safety.</b> The engine's calls are serialised; updates may arrive inside the implementation on any thread.
 *
 * <p><b>Lifecycle.</b> Given to the engine by the host, which closes it after the engine. The venue outlives the engine: after a
 * restart the engine asks {@link #report} about every order that it believes open, compares {@link #query} with its book, and
 * lets no entry leave before both agree.
 *
 * <p><b>Determinism.</b> A simulated broker must depend on its inputs alone, since replay runs it again.
 *
 * <p><b>Failures.</b> A throw, of whatever {@link Throwable}, means that nothing is known; it is never a negative answer. An
 * answer of null is a throw.
 *
 * <table>
 * <caption>What the engine makes of what it is told</caption>
 * <tr><th>told</th><th>taken as</th></tr>
 * <tr><td>{@link #submit} throws, or {@code Unknown}</td><td>the order may be at the venue: it counts as open, its rest is
 *     reserved, and a report is asked for on every bar of its symbol</td></tr>
 * <tr><td>an execution with an id that the order has had</td><td>a repetition: reported, not booked</td></tr>
 * <tr><td>{@code Cancelled} that counts executions not yet told</td><td>open until they have come</td></tr>
 * <tr><td>{@code CancelRejected}</td><td>unknown, see above</td></tr>
 * <tr><td>an execution after the order's end, or beyond its quantity</td><td>booked, since the venue's executions are what is
 *     held; reported; the latch trips to REDUCE_ONLY</td></tr>
 * <tr><td>an execution of an order that is not the engine's</td><td>not booked; reported; the latch trips to REDUCE_ONLY</td></tr>
 * <tr><td>any other update of an order that is not the engine's</td><td>reported; the books are compared anew</td></tr>
 * <tr><td>{@link #query} or {@link #report} throws or answers null</td><td>nothing is known: no entry leaves, and it is asked again</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public interface Broker extends AutoCloseable {
    /**
     * Submits an order. Submitting an id that was already submitted must not make a second order, for as long as the venue may
     * still hold or have executed the first.
     *
     * @param order the order
     * @throws RuntimeException if it is not certain that the venue has the order, whether or not it has
     */
    void submit(Order order);

    /**
     * Asks for an order to be cancelled; the outcome comes as an update. Asking for an order that has ended or is not known makes
     * a {@link OrderUpdate.CancelRejected}.
     *
     * @param symbol the order's instrument
     * @param clientId the order's id
     * @throws RuntimeException if it is not certain that the venue has the request; the engine asks again
     */
    void cancel(Symbol symbol, String clientId);

    /**
     * Shows a closed bar, before updates are drained. A simulated broker fills its open orders at the bar's open; a broker for a
     * real venue ignores it.
     *
     * @param bar the bar
     */
    void onBar(Bar bar);

    /**
     * Hands over what happened since the last call. If the consumer throws, the update in hand counts as handed over.
     *
     * @param consumer receives each update
     */
    void drainUpdates(Consumer<OrderUpdate> consumer);

    /**
     * Answers what became of an order. Never older than an update of that order that was handed over before.
     *
     * @param order the order as it was, or may have been, submitted
     * @return what the venue says of it, with all executions
     * @throws RuntimeException if the venue could not be asked
     */
    OrderReport report(Order order);

    /**
     * Returns what the venue's own books say. Never older than an update that was handed over before.
     *
     * @throws RuntimeException if the venue could not be asked; an empty answer means that nothing is held and nothing is open
     */
    BrokerBooks query();

    /** Releases what the broker holds. May be called twice; throws nothing checked. */
    @Override
    void close();

    /**
     * The venue's own books.
     *
     * @param positions held quantity by symbol, negative for a short; symbols without a position may be absent
     * @param openOrders orders that may still fill, whoever made them
     * @since 0.1.0
     */
    record BrokerBooks(Map<Symbol, BigDecimal> positions, List<OpenOrder> openOrders) {
        /** Copies. */
        public BrokerBooks {
            positions = Map.copyOf(positions);
            openOrders = List.copyOf(openOrders);
        }

        /**
         * @param symbol an instrument
         * @return the held quantity, 0 if nothing is held
         */
        public BigDecimal position(Symbol symbol) {
            return positions.getOrDefault(symbol, BigDecimal.ZERO);
        }
    }
}
