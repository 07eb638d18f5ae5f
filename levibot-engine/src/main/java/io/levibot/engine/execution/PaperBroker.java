package io.levibot.engine.execution;

import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Fills market orders on paper: whole, at the open of the symbol's next bar, moved against the order by half spread and
 * slippage, with a fee. It keeps books of its own, so that an engine that restarts can be reconciled with it.
 *
 * <p>Not thread-safe beyond the contract of {@link Broker}. Deterministic: no clock, no randomness.
 *
 * @since 0.1.0
 */
public final class PaperBroker implements Broker {
    private final CostModel costs;
    private final Rounding rounding;
    private final Map<Symbol, List<Order>> open = new TreeMap<>();
    private final Map<Symbol, BigDecimal> positions = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final ArrayDeque<OrderUpdate> updates = new ArrayDeque<>();

    /**
     * @param costs what a fill costs
     * @param rounding scales of prices and fees
     */
    public PaperBroker(CostModel costs, Rounding rounding) {
        this.costs = Objects.requireNonNull(costs, "costs");
        this.rounding = Objects.requireNonNull(rounding, "rounding");
    }

    /** Returns what a fill costs. */
    public CostModel costs() {
        return costs;
    }

    @Override
    public void submit(Order order) {
        if (!seen.add(order.clientId())) {
            return;
        }
        open.computeIfAbsent(order.symbol(), symbol -> new ArrayList<>()).add(order);
        updates.add(new OrderUpdate.Acknowledged(order.clientId(), order.symbol(), order.createdAt()));
    }

    @Override
    public void cancel(String clientId) {
        for (List<Order> orders : open.values()) {
            for (int i = 0; i < orders.size(); i++) {
                Order order = orders.get(i);
                if (order.clientId().equals(clientId)) {
                    orders.remove(i);
                    updates.add(new OrderUpdate.Cancelled(clientId, order.symbol(), order.createdAt()));
                    return;
                }
            }
        }
    }

    @Override
    public void onBar(Bar bar) {
        List<Order> orders = open.get(bar.symbol());
        if (orders == null || orders.isEmpty()) {
            return;
        }
        for (Order order : orders) {
            Fill fill = fillOf(order, bar);
            positions.merge(order.symbol(), fill.signedQuantity(), BigDecimal::add);
            updates.add(new OrderUpdate.Filled(fill, OrderUpdate.Completion.COMPLETE));
        }
        orders.clear();
    }

    @Override
    public void drainUpdates(Consumer<OrderUpdate> consumer) {
        for (OrderUpdate update = updates.poll(); update != null; update = updates.poll()) {
            consumer.accept(update);
        }
    }

    @Override
    public BrokerBooks query() {
        Map<Symbol, BigDecimal> held = new TreeMap<>(positions);
        held.values().removeIf(quantity -> quantity.signum() == 0);
        return new BrokerBooks(
                held, open.values().stream().flatMap(List::stream).toList());
    }

    @Override
    public void close() {}

    private Fill fillOf(Order order, Bar bar) {
        double price = order.side() == OrderSide.BUY ? costs.buyPrice(bar.open()) : costs.sellPrice(bar.open());
        BigDecimal fillPrice = rounding.money(price);
        BigDecimal fee =
                rounding.money(fillPrice.multiply(order.quantity()).multiply(new BigDecimal(costs.feeFraction())));
        return new Fill(
                order.clientId(), order.symbol(), order.side(), order.quantity(), fillPrice, fee, bar.openTime());
    }
}
