package io.levibot.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.CostModel;
import io.levibot.api.LevibotException;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaperBrokerTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval MINUTE = BarInterval.parse("1m");
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final long SEED = 20240301L;

    private final List<Fill> tape = new ArrayList<>();

    private PaperBroker broker(PaperFaults faults) {
        return new PaperBroker(CostModel.FREE, Rounding.DEFAULT, faults, tape::add);
    }

    private static PaperFaults.Builder faults() {
        return PaperFaults.builder(SEED);
    }

    private static Order order(String id, int bar, String quantity) {
        return order(id, START.plusSeconds(60L * bar), quantity);
    }

    private static Order order(String id, Instant made, String quantity) {
        return new Order(
                id, BTC, OrderSide.BUY, new BigDecimal(quantity), OrderIntent.ENTRY, Reason.of("TEST"), made, 100.0);
    }

    private static Bar bar(int number) {
        Instant open = START.plusSeconds(60L * number);
        double price = 100.0 + number;
        return new Bar(BTC, open, MINUTE.closeOf(open), price, price, price, price, 1.0);
    }

    private static List<OrderUpdate> drained(PaperBroker broker) {
        List<OrderUpdate> updates = new ArrayList<>();
        broker.drainUpdates(updates::add);
        return updates;
    }

    private static List<String> kinds(List<OrderUpdate> updates) {
        return updates.stream().map(update -> update.getClass().getSimpleName()).toList();
    }

    @Test
    void fillsWholeAtTheNextOpenWithCosts() {
        PaperBroker broker = new PaperBroker(new CostModel(10.0, 3.0, 2.0), Rounding.DEFAULT);
        broker.submit(order("a", 1, "2"));
        assertThat(kinds(drained(broker))).containsExactly("Acknowledged");
        broker.onBar(bar(1));
        List<OrderUpdate> updates = drained(broker);
        assertThat(kinds(updates)).containsExactly("Filled");
        Fill fill = ((OrderUpdate.Filled) updates.get(0)).fill();
        // Open 101, 5 bps against the buyer: 101.0505; fee 10 bps of 202.101.
        assertThat(fill.price()).isEqualByComparingTo("101.0505");
        assertThat(fill.fee()).isEqualByComparingTo("0.202101");
        assertThat(broker.query().position(BTC)).isEqualByComparingTo("2");
        assertThat(broker.report(order("a", 1, "2")))
                .isEqualTo(new OrderReport.Done(OrderReport.Outcome.FILLED, List.of(fill)));
    }

    @Test
    void anOrderIsNotFilledAtAPriceOfThePast() {
        PaperBroker broker = new PaperBroker(CostModel.FREE, Rounding.DEFAULT);
        Order late = order("late", START.plusSeconds(60 + 7), "1");
        broker.submit(late);
        broker.onBar(bar(1)); // open for seven of its sixty seconds
        assertThat(broker.report(late)).isEqualTo(new OrderReport.Open(List.of()));
        broker.onBar(bar(2));
        Fill fill = ((OrderReport.Done) broker.report(late)).executions().get(0);
        assertThat(fill.price()).isEqualByComparingTo("102");
        assertThat(fill.time()).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void aDecisionMayTakeATenthOfABar() {
        PaperBroker broker = new PaperBroker(CostModel.FREE, Rounding.DEFAULT);
        Order prompt = order("prompt", START.plusSeconds(60 + 6), "1");
        broker.submit(prompt);
        broker.onBar(bar(1));
        Fill fill = ((OrderReport.Done) broker.report(prompt)).executions().get(0);
        assertThat(fill.price()).isEqualByComparingTo("101");
        assertThat(fill.time()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void anIdSubmittedTwiceIsOneOrderAlsoAfterItEnded() {
        PaperBroker broker = broker(PaperFaults.NONE);
        broker.submit(order("a", 1, "2"));
        broker.submit(order("a", 1, "2"));
        broker.onBar(bar(1));
        broker.submit(order("a", 1, "2"));
        broker.onBar(bar(2));
        assertThat(tape).hasSize(1);
    }

    @Test
    void cancelsAnOpenOrderAndRejectsTheCancelOfAnyOther() {
        PaperBroker broker = broker(PaperFaults.NONE);
        broker.submit(order("a", 1, "2"));
        broker.cancel(BTC, "a");
        broker.cancel(BTC, "a");
        broker.cancel(BTC, "b");
        List<OrderUpdate> updates = drained(broker);
        assertThat(kinds(updates)).containsExactly("Acknowledged", "Cancelled", "CancelRejected", "CancelRejected");
        broker.onBar(bar(1));
        assertThat(tape).isEmpty();
    }

    @Test
    void aCancelAfterAPartTellsHowMuchWasFilled() {
        PaperBroker broker = broker(faults().partialFill(1.0).build());
        broker.submit(order("a", 1, "8"));
        broker.onBar(bar(1));
        broker.cancel(BTC, "a");
        OrderUpdate last = drained(broker).get(2);
        assertThat(((OrderUpdate.Cancelled) last).filled())
                .isEqualByComparingTo(tape.get(0).quantity())
                .isLessThan(new BigDecimal("8"));
    }

    @Test
    void partsAddUpToTheWholeAndHaveIdsOfTheirOwn() {
        PaperBroker broker = broker(faults().partialFill(0.8).build());
        broker.submit(order("a", 1, "0.00000100"));
        for (int number = 1; number < 200; number++) {
            broker.onBar(bar(number));
        }
        assertThat(tape.size()).isGreaterThan(1);
        assertThat(tape.stream().map(Fill::executionId).distinct()).hasSameSizeAs(tape);
        assertThat(tape.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("0.000001");
        assertThat(broker.query().openOrders()).isEmpty();
    }

    @Test
    void aSubmitThatThrowsMayOrMayNotHaveArrived() {
        PaperBroker lost = broker(faults().submitLost(1.0).build());
        assertThatThrownBy(() -> lost.submit(order("a", 1, "1"))).isInstanceOf(LevibotException.class);
        assertThat(lost.report(order("a", 1, "1"))).isEqualTo(new OrderReport.NeverSeen());

        PaperBroker arrived = broker(faults().submitThrows(1.0).build());
        assertThatThrownBy(() -> arrived.submit(order("a", 1, "1"))).isInstanceOf(LevibotException.class);
        assertThat(arrived.report(order("a", 1, "1"))).isEqualTo(new OrderReport.Open(List.of()));

        PaperBroker late = broker(faults().submitLate(1.0).build());
        assertThatThrownBy(() -> late.submit(order("a", 1, "1"))).isInstanceOf(LevibotException.class);
        assertThat(late.report(order("a", 1, "1"))).isInstanceOf(OrderReport.Unclear.class);
        assertThat(late.query().openOrders()).isEmpty();
        late.onBar(bar(1));
        assertThat(late.report(order("a", 1, "1"))).isInstanceOf(OrderReport.Done.class);
    }

    @Test
    void rejectsSaysUnknownDuplicatesDelaysAndLosesAsItsPlanSays() {
        PaperBroker rejecting = broker(faults().reject(1.0).build());
        rejecting.submit(order("a", 1, "1"));
        assertThat(kinds(drained(rejecting))).containsExactly("Rejected");
        rejecting.onBar(bar(1));
        assertThat(tape).isEmpty();

        PaperBroker unknown = broker(faults().unknown(1.0).build());
        unknown.submit(order("a", 1, "1"));
        assertThat(kinds(drained(unknown))).containsExactly("Unknown", "Acknowledged");

        PaperBroker doubling = broker(faults().duplicate(1.0).build());
        doubling.submit(order("a", 1, "1"));
        doubling.onBar(bar(1));
        assertThat(kinds(drained(doubling))).containsExactly("Acknowledged", "Acknowledged", "Filled", "Filled");
        assertThat(tape).hasSize(1);

        PaperBroker losing = broker(faults().lose(1.0).build());
        losing.submit(order("b", 1, "1"));
        losing.onBar(bar(1));
        assertThat(drained(losing)).isEmpty();
        assertThat(losing.report(order("b", 1, "1"))).isInstanceOf(OrderReport.Done.class);

        PaperBroker delaying = broker(faults().delay(1.0).build());
        delaying.submit(order("a", 1, "1"));
        assertThat(drained(delaying)).isEmpty();
        for (int number = 1; number < 6; number++) {
            delaying.onBar(bar(number));
        }
        assertThat(kinds(drained(delaying))).containsExactlyInAnyOrder("Acknowledged", "Filled");
    }

    @Test
    void aCancelMayComeTooLateOrGetLostAndAQueryMayGoUnanswered() {
        PaperBroker late = broker(faults().lateCancel(1.0).build());
        late.submit(order("a", 1, "1"));
        late.cancel(BTC, "a");
        assertThat(kinds(drained(late))).containsExactly("Acknowledged", "CancelRejected");
        assertThat(late.query().openOrders()).hasSize(1);

        PaperBroker deaf = broker(faults().cancelThrows(1.0).query(1.0).build());
        deaf.submit(order("a", 1, "1"));
        assertThatThrownBy(() -> deaf.cancel(BTC, "a")).isInstanceOf(LevibotException.class);
        assertThatThrownBy(deaf::query).isInstanceOf(LevibotException.class);
        assertThatThrownBy(() -> deaf.report(order("a", 1, "1"))).isInstanceOf(LevibotException.class);
    }

    @Test
    void remembersTheLastOrdersAndDoesNotSayNeverSeenOfOlderOnes() {
        PaperBroker broker = broker(PaperFaults.NONE);
        int orders = PaperBroker.REMEMBERED_ORDERS + 10;
        for (int number = 0; number < orders; number++) {
            broker.submit(order("o" + number, number, "1"));
            broker.onBar(bar(number));
            broker.drainUpdates(update -> {});
        }
        assertThat(broker.capture().orders()).hasSize(PaperBroker.REMEMBERED_ORDERS);
        assertThat(broker.report(order("o0", 0, "1"))).isInstanceOf(OrderReport.Unclear.class);
        assertThat(broker.report(order("o10", 10, "1"))).isInstanceOf(OrderReport.Done.class);
        assertThat(broker.report(order("new", orders, "1"))).isEqualTo(new OrderReport.NeverSeen());
    }

    @Test
    void goesOnAfterARestoreAsIfItHadNeverStopped() {
        List<String> straight = run(false);
        List<String> restored = run(true);
        assertThat(restored).isEqualTo(straight);
        assertThat(String.join(" ", straight))
                .contains("Cancelled")
                .contains("Rejected")
                .contains("Unknown");
    }

    /** Everything that is seen of a faulty broker, which may be replaced by its restored copy at every step. */
    private List<String> run(boolean replace) {
        List<String> seen = new ArrayList<>();
        PaperFaults faults = PaperFaults.everything(SEED, 0.25);
        PaperBroker broker = broker(faults);
        for (int number = 0; number < 300; number++) {
            if (replace) {
                PaperBrokerState state = broker.capture();
                broker = broker(faults);
                broker.restore(state);
                assertThat(broker.capture()).isEqualTo(state);
            }
            Order order = order("o" + number, number, "1.5");
            PaperBroker venue = broker;
            seen.add(attempt(() -> venue.submit(order)));
            if (number % 5 == 0) {
                seen.add(attempt(() -> venue.cancel(BTC, order.clientId())));
            }
            venue.onBar(bar(number));
            venue.drainUpdates(update -> seen.add(update.toString()));
            seen.add(attempt(() -> seen.add(venue.report(order).toString())));
            seen.add(attempt(() -> seen.add(venue.query().toString())));
        }
        return seen;
    }

    private static String attempt(Runnable call) {
        try {
            call.run();
            return "done";
        } catch (LevibotException e) {
            return e.getMessage();
        }
    }

    @Test
    void refusesARateThatIsNoProbability() {
        assertThatThrownBy(() -> faults().lose(1.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> faults().lose(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
