package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.OpenOrder;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** A broker that says exactly what a test tells it to say. */
final class ScriptedBroker implements Broker {
    final List<Order> submitted = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    final Map<Symbol, BigDecimal> positions = new TreeMap<>();
    final List<OpenOrder> openOrders = new ArrayList<>();
    final Map<String, OrderReport> reports = new HashMap<>();
    final Set<Symbol> deaf = new TreeSet<>();
    boolean queryFails;
    int queries;
    int reportsAsked;
    /** So many times it has nothing to say, whatever it was told. */
    int silentDrains;

    private final ArrayDeque<OrderUpdate> updates = new ArrayDeque<>();
    private Function<Order, OrderReport> otherwise = order -> new OrderReport.Open(List.of());

    void say(OrderUpdate update) {
        updates.add(update);
    }

    /** The venue executes, holds the position, and tells. */
    Fill execute(Order order, String executionId, String quantity, double price) {
        Fill fill = fill(order, executionId, quantity, price);
        positions.merge(order.symbol(), fill.signedQuantity(), BigDecimal::add);
        return fill;
    }

    static Fill fill(Order order, String executionId, String quantity, double price) {
        return new Fill(
                order.clientId(),
                executionId,
                order.symbol(),
                order.side(),
                new BigDecimal(quantity),
                new BigDecimal(price),
                BigDecimal.ZERO,
                order.createdAt());
    }

    Order last() {
        return submitted.get(submitted.size() - 1);
    }

    @Override
    public void submit(Order order) {
        submitted.add(order);
        if (deaf.contains(order.symbol())) {
            throw new IllegalStateException("no answer");
        }
    }

    @Override
    public void cancel(Symbol symbol, String clientId) {
        cancelled.add(clientId);
        if (deaf.contains(symbol)) {
            throw new IllegalStateException("no answer");
        }
    }

    @Override
    public void onBar(Bar bar) {}

    @Override
    public void drainUpdates(Consumer<OrderUpdate> consumer) {
        if (silentDrains > 0) {
            silentDrains--;
            return;
        }
        for (OrderUpdate update = updates.poll(); update != null; update = updates.poll()) {
            consumer.accept(update);
        }
    }

    @Override
    public OrderReport report(Order order) {
        reportsAsked++;
        OrderReport report = reports.get(order.clientId());
        return report == null ? otherwise.apply(order) : report;
    }

    /** What is reported of orders without a report of their own. */
    void reportOtherwise(Function<Order, OrderReport> answer) {
        otherwise = answer;
    }

    @Override
    public BrokerBooks query() {
        queries++;
        if (queryFails) {
            throw new IllegalStateException("no answer");
        }
        return new BrokerBooks(positions, openOrders);
    }

    @Override
    public void close() {}
}
