package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host's broker while a journal is repeated: nothing reaches the real one, and its answers are the journal's. Once the journal
 * is at its end every call goes to the real broker, if there is one.
 */
final class RecordedBroker implements Broker {
    private static final String NO_ANSWER = "the journal has no answer of the broker here";

    private final Script script;
    private final @Nullable Broker real;
    private long repeatedBefore = -1;
    private int polls;

    RecordedBroker(Script script, @Nullable Broker real) {
        this.script = script;
        this.real = real;
    }

    @Override
    public void submit(Order order) {
        if (real != null && script.live()) {
            real.submit(order);
        } else {
            failAsRecorded(NamingBroker.SUBMIT + order.clientId(), order.symbol());
        }
    }

    @Override
    public void cancel(Symbol symbol, String clientId) {
        if (real != null && script.live()) {
            real.cancel(symbol, clientId);
        } else {
            failAsRecorded(NamingBroker.CANCEL + clientId, symbol);
        }
    }

    @Override
    public void onBar(Bar bar) {
        if (real != null && script.live()) {
            real.onBar(bar);
        } else {
            failAsRecorded(NamingBroker.BAR, bar.symbol());
        }
    }

    @Override
    public void drainUpdates(Consumer<OrderUpdate> consumer) {
        if (real != null && script.live()) {
            real.drainUpdates(consumer);
            return;
        }
        polls = script.repeated() == repeatedBefore ? polls + 1 : 1;
        repeatedBefore = script.repeated();
        for (OrderUpdate update = script.update(polls); update != null; update = script.update(0)) {
            consumer.accept(update);
        }
        failAsRecorded(NamingBroker.UPDATES, null);
    }

    @Override
    public BrokerBooks query() {
        if (real != null && script.live()) {
            return real.query();
        }
        BrokerBooks books = script.books();
        if (books == null) {
            failAsRecorded(NamingBroker.QUERY, null);
            throw new RecordedFailure(NO_ANSWER);
        }
        return books;
    }

    @Override
    public OrderReport report(Order order) {
        if (real != null && script.live()) {
            return real.report(order);
        }
        OrderReport report = script.report();
        if (report == null) {
            failAsRecorded(NamingBroker.REPORT + order.clientId(), order.symbol());
            throw new RecordedFailure(NO_ANSWER);
        }
        return report;
    }

    /** The real broker belongs to the host. */
    @Override
    public void close() {}

    private void failAsRecorded(String call, @Nullable Symbol symbol) {
        EngineEvent.PluginFailed failed = script.failure("broker", symbol);
        if (failed != null && failed.message().startsWith(call)) {
            throw new RecordedFailure(failed.message());
        }
    }
}
