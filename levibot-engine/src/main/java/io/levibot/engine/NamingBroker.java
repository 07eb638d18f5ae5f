package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says of every failure of a broker in which call it was, so that a replay lets the same call fail. */
final class NamingBroker implements Broker {
    static final String SUBMIT = "submit ";
    static final String CANCEL = "cancel ";
    static final String REPORT = "report ";
    static final String BAR = "bar: ";
    static final String UPDATES = "updates: ";
    static final String QUERY = "query: ";

    private final Broker broker;

    NamingBroker(Broker broker) {
        this.broker = broker;
    }

    @Override
    public void submit(Order order) {
        try {
            broker.submit(order);
        } catch (Throwable e) {
            throw named(SUBMIT + order.clientId() + ": ", e);
        }
    }

    @Override
    public void cancel(Symbol symbol, String clientId) {
        try {
            broker.cancel(symbol, clientId);
        } catch (Throwable e) {
            throw named(CANCEL + clientId + ": ", e);
        }
    }

    @Override
    public void onBar(Bar bar) {
        try {
            broker.onBar(bar);
        } catch (Throwable e) {
            throw named(BAR, e);
        }
    }

    @Override
    public void drainUpdates(Consumer<OrderUpdate> consumer) {
        try {
            broker.drainUpdates(consumer);
        } catch (Throwable e) {
            throw named(UPDATES, e);
        }
    }

    @Override
    public OrderReport report(Order order) {
        return asked(REPORT + order.clientId() + ": ", () -> broker.report(order));
    }

    @Override
    public BrokerBooks query() {
        return asked(QUERY, broker::query);
    }

    /** The broker belongs to the host. */
    @Override
    public void close() {}

    private static <T> T asked(String call, Supplier<T> question) {
        try {
            return Objects.requireNonNull(question.get(), "the broker answered nothing");
        } catch (Throwable e) {
            throw named(call, e);
        }
    }

    private static RecordedFailure named(String call, Throwable e) {
        return e instanceof RecordedFailure recorded
                ? recorded
                : new RecordedFailure(Failures.cut(call + Failures.contain(e)));
    }
}
