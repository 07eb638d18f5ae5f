package io.levibot.engine.execution;

import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills market orders on paper: at the open of the symbol's next bar, moved against the order by half spread and slippage, with
 * a fee; whole, unless its {@link PaperFaults} say otherwise. A bar that had been open for more than a tenth of its length when the
 * order was made fills nothing: its open is a price of the past, and so the order waits for the next one. It keeps books of its own, so that an engine that restarts can be
 * reconciled with it.
 *
 * <p>Memory is bounded: open orders, and the last {@value #REMEMBERED_ORDERS} that ended. Submitting an id that it remembers
 * does nothing. About an order older than those it answers {@code Unclear}, never {@code NeverSeen}.
 *
 * <p>Not thread-safe beyond the contract of {@link Broker}. Deterministic: no clock, no randomness but the fault plan's seed.
 *
 * @since 0.1.0
 */
public final class PaperBroker implements Broker {
    /** Orders that are remembered after they ended. */
    public static final int REMEMBERED_ORDERS = 2_048;

    private static final String COMPONENT = "paper-broker";
    private static final int LONGEST_DELAY_BARS = 3;
    private static final int PARTS = 8;
    private static final long GRACE_PARTS = 10;

    private final CostModel costs;
    private final BigDecimal feeFraction;
    private final Rounding rounding;
    private final PaperFaults faults;
    private final Consumer<Fill> tape;
    private final Map<Symbol, List<Paper>> open = new TreeMap<>();
    private final Map<Symbol, BigDecimal> positions = new TreeMap<>();
    private final Map<String, Paper> byId = new HashMap<>();
    private final ArrayDeque<Paper> ended = new ArrayDeque<>();
    private final ArrayDeque<Held> updates = new ArrayDeque<>();
    private FaultDice dice;
    private @Nullable Instant forgottenUntil;
    private @Nullable Instant time;

    private static final class Paper {
        final Order order;
        final List<Fill> executions = new ArrayList<>(1);
        OrderReport.@Nullable Outcome outcome;
        boolean underWay;

        Paper(Order order) {
            this.order = order;
        }

        BigDecimal filled() {
            BigDecimal sum = BigDecimal.ZERO;
            for (Fill fill : executions) {
                sum = sum.add(fill.quantity());
            }
            return sum;
        }
    }

    private static final class Held {
        final OrderUpdate update;
        int bars;

        Held(OrderUpdate update, int bars) {
            this.update = update;
            this.bars = bars;
        }
    }

    /**
     * @param costs what a fill costs
     * @param rounding scales of prices and fees
     */
    public PaperBroker(CostModel costs, Rounding rounding) {
        this(costs, rounding, PaperFaults.NONE, fill -> {});
    }

    /**
     * @param costs what a fill costs
     * @param rounding scales of prices and fees
     * @param faults how it misbehaves
     * @param tape is told of every execution when it is made, whatever becomes of the update that tells the engine
     */
    public PaperBroker(CostModel costs, Rounding rounding, PaperFaults faults, Consumer<Fill> tape) {
        this.costs = Objects.requireNonNull(costs, "costs");
        this.feeFraction = new BigDecimal(costs.feeFraction());
        this.rounding = Objects.requireNonNull(rounding, "rounding");
        this.faults = Objects.requireNonNull(faults, "faults");
        this.tape = Objects.requireNonNull(tape, "tape");
        this.dice = new FaultDice(faults.seed);
    }

    /** Returns what a fill costs. */
    public CostModel costs() {
        return costs;
    }

    @Override
    public void submit(Order order) {
        if (byId.containsKey(order.clientId())) {
            return;
        }
        saw(order.createdAt());
        if (dice.roll(faults.submitLost)) {
            throw new LevibotException(COMPONENT, "no answer to " + order.clientId() + " (injected)");
        }
        Paper paper = new Paper(order);
        byId.put(order.clientId(), paper);
        open.computeIfAbsent(order.symbol(), symbol -> new ArrayList<>()).add(paper);
        if (dice.roll(faults.submitLate)) {
            paper.underWay = true;
            throw new LevibotException(COMPONENT, "time-out of " + order.clientId() + " (injected)");
        }
        arrive(paper);
        if (dice.roll(faults.submitThrows)) {
            throw new LevibotException(COMPONENT, "connection lost after " + order.clientId() + " (injected)");
        }
    }

    @Override
    public void cancel(Symbol symbol, String clientId) {
        if (dice.roll(faults.cancelThrows)) {
            throw new LevibotException(COMPONENT, "no answer to the cancel of " + clientId + " (injected)");
        }
        Paper paper = byId.get(clientId);
        if (paper == null || paper.outcome != null || paper.underWay) {
            tell(new OrderUpdate.CancelRejected(clientId, symbol, time(), "no such open order"));
        } else if (dice.roll(faults.lateCancel)) {
            tell(new OrderUpdate.CancelRejected(clientId, symbol, time(), "too late (injected)"));
        } else {
            openOf(symbol).remove(paper);
            end(paper, OrderReport.Outcome.CANCELLED);
            tell(new OrderUpdate.Cancelled(clientId, symbol, time(), paper.filled()));
        }
    }

    @Override
    public void onBar(Bar bar) {
        saw(bar.openTime());
        if (!updates.isEmpty()) {
            ripen(bar.symbol());
        }
        List<Paper> orders = openOf(bar.symbol());
        if (orders.isEmpty()) {
            return;
        }
        for (Paper paper : List.copyOf(orders)) {
            if (paper.underWay) {
                arrive(paper);
            }
        }
        for (Iterator<Paper> left = orders.iterator(); left.hasNext(); ) {
            Paper paper = left.next();
            if (couldTradeAtOpen(paper.order, bar) && execute(paper, bar)) {
                left.remove();
                end(paper, OrderReport.Outcome.FILLED);
            }
        }
    }

    @Override
    public void drainUpdates(Consumer<OrderUpdate> consumer) {
        int waiting = updates.size();
        for (int i = 0; i < waiting; i++) {
            Held held = updates.remove();
            if (held.bars > 0) {
                updates.add(held);
            } else {
                consumer.accept(held.update);
            }
        }
    }

    @Override
    public OrderReport report(Order order) {
        failIfAsked("report of " + order.clientId());
        Paper paper = byId.get(order.clientId());
        if (paper == null) {
            boolean forgotten = forgottenUntil != null && !order.createdAt().isAfter(forgottenUntil);
            return forgotten
                    ? new OrderReport.Unclear("orders of that time are forgotten")
                    : new OrderReport.NeverSeen();
        }
        if (paper.underWay) {
            return new OrderReport.Unclear("a request may be under way");
        }
        return paper.outcome == null
                ? new OrderReport.Open(paper.executions)
                : new OrderReport.Done(paper.outcome, paper.executions);
    }

    @Override
    public BrokerBooks query() {
        failIfAsked("query");
        Map<Symbol, BigDecimal> held = new TreeMap<>(positions);
        held.values().removeIf(quantity -> quantity.signum() == 0);
        List<OpenOrder> orders = new ArrayList<>();
        for (List<Paper> papers : open.values()) {
            for (Paper paper : papers) {
                if (!paper.underWay) {
                    Order order = paper.order;
                    orders.add(new OpenOrder(
                            order.clientId(), order.symbol(), order.side(), order.quantity(), paper.filled()));
                }
            }
        }
        return new BrokerBooks(held, orders);
    }

    @Override
    public void close() {}

    /** Returns everything that this broker remembers. */
    public PaperBrokerState capture() {
        List<PaperBrokerState.PaperOrder> orders = new ArrayList<>();
        ended.forEach(paper -> orders.add(kept(paper)));
        open.values().forEach(papers -> papers.forEach(paper -> orders.add(kept(paper))));
        List<PaperBrokerState.HeldUpdate> held = updates.stream()
                .map(update -> new PaperBrokerState.HeldUpdate(update.update, update.bars))
                .toList();
        return new PaperBrokerState(new TreeMap<>(positions), orders, held, forgottenUntil, time, dice.state());
    }

    /**
     * Replaces everything that this broker remembers.
     *
     * @param state what a broker with the same costs, rounding and faults captured
     */
    public void restore(PaperBrokerState state) {
        open.clear();
        positions.clear();
        byId.clear();
        ended.clear();
        updates.clear();
        positions.putAll(state.positions());
        for (PaperBrokerState.PaperOrder kept : state.orders()) {
            Paper paper = new Paper(kept.order());
            paper.executions.addAll(kept.executions());
            paper.outcome = kept.outcome();
            paper.underWay = kept.underWay();
            byId.put(kept.order().clientId(), paper);
            if (paper.outcome == null) {
                open.computeIfAbsent(kept.order().symbol(), symbol -> new ArrayList<>())
                        .add(paper);
            } else {
                ended.add(paper);
            }
        }
        state.updates().forEach(held -> updates.add(new Held(held.update(), held.bars())));
        forgottenUntil = state.forgottenUntil();
        time = state.time();
        dice = new FaultDice(state.draws());
    }

    private static PaperBrokerState.PaperOrder kept(Paper paper) {
        return new PaperBrokerState.PaperOrder(paper.order, paper.executions, paper.outcome, paper.underWay);
    }

    /** Takes an order in, or refuses it. */
    private void arrive(Paper paper) {
        Order order = paper.order;
        paper.underWay = false;
        if (dice.roll(faults.unknown)) {
            tell(new OrderUpdate.Unknown(order.clientId(), order.symbol(), time(), "time-out (injected)"));
        }
        if (dice.roll(faults.reject)) {
            openOf(order.symbol()).remove(paper);
            end(paper, OrderReport.Outcome.REJECTED);
            tell(new OrderUpdate.Rejected(order.clientId(), order.symbol(), time(), "refused (injected)"));
        } else {
            tell(new OrderUpdate.Acknowledged(order.clientId(), order.symbol(), time()));
        }
    }

    /**
     * A decision takes its time, so an order may be a little younger than the open of its bar, not more. It is filled as if it had
     * taken none, or live trading on paper would not be the backtest.
     */
    private static boolean couldTradeAtOpen(Order order, Bar bar) {
        Instant made = order.createdAt();
        if (!made.isAfter(bar.openTime())) {
            return true;
        }
        Duration grace = Duration.between(bar.openTime(), bar.closeTime()).dividedBy(GRACE_PARTS);
        return !made.isAfter(bar.openTime().plus(grace));
    }

    /** Executes the order or a part of it at the bar's open; returns whether nothing is left. */
    private boolean execute(Paper paper, Bar bar) {
        Order order = paper.order;
        BigDecimal left = order.quantity().subtract(paper.filled());
        BigDecimal part = partOf(left);
        boolean whole = part.compareTo(left) == 0;
        Fill fill = fillOf(order, order.clientId() + "#" + (paper.executions.size() + 1), part, bar);
        paper.executions.add(fill);
        positions.merge(order.symbol(), fill.signedQuantity(), BigDecimal::add);
        tape.accept(fill);
        tell(new OrderUpdate.Filled(fill, whole ? OrderUpdate.Completion.COMPLETE : OrderUpdate.Completion.PARTIAL));
        return whole;
    }

    private BigDecimal partOf(BigDecimal left) {
        if (!dice.roll(faults.partialFill)) {
            return left;
        }
        BigDecimal part = left.multiply(new BigDecimal(dice.upTo(PARTS - 1)))
                .divide(new BigDecimal(PARTS), rounding.quantityScale(), RoundingMode.DOWN);
        return part.signum() > 0 ? part : left;
    }

    private Fill fillOf(Order order, String executionId, BigDecimal quantity, Bar bar) {
        double price = order.side() == OrderSide.BUY ? costs.buyPrice(bar.open()) : costs.sellPrice(bar.open());
        BigDecimal fillPrice = rounding.price(price, order.side());
        BigDecimal fee = rounding.money(fillPrice.multiply(quantity).multiply(feeFraction));
        return new Fill(
                order.clientId(), executionId, order.symbol(), order.side(), quantity, fillPrice, fee, bar.openTime());
    }

    private void end(Paper paper, OrderReport.Outcome outcome) {
        paper.outcome = outcome;
        ended.add(paper);
        if (ended.size() > REMEMBERED_ORDERS) {
            Order oldest = ended.remove().order;
            byId.remove(oldest.clientId());
            if (forgottenUntil == null || oldest.createdAt().isAfter(forgottenUntil)) {
                forgottenUntil = oldest.createdAt();
            }
        }
    }

    private void tell(OrderUpdate update) {
        if (dice.roll(faults.lose)) {
            return;
        }
        updates.add(new Held(update, delay()));
        if (dice.roll(faults.duplicate)) {
            updates.add(new Held(update, delay()));
        }
    }

    private int delay() {
        return dice.roll(faults.delay) ? dice.upTo(LONGEST_DELAY_BARS) : 0;
    }

    private void ripen(Symbol symbol) {
        for (Held held : updates) {
            if (held.bars > 0 && held.update.symbol().equals(symbol)) {
                held.bars--;
            }
        }
    }

    private List<Paper> openOf(Symbol symbol) {
        List<Paper> orders = open.get(symbol);
        return orders == null ? List.of() : orders;
    }

    private void failIfAsked(String what) {
        if (dice.roll(faults.query)) {
            throw new LevibotException(COMPONENT, "no answer to the " + what + " (injected)");
        }
    }

    private void saw(Instant now) {
        if (time == null || now.isAfter(time)) {
            time = now;
        }
    }

    private Instant time() {
        return time == null ? Instant.EPOCH : time;
    }
}
