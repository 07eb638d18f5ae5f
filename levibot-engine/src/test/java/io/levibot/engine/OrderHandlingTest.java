package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.CostModel;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.OrderUpdated.Treatment;
import io.levibot.engine.event.EngineEvent.Reconciled.Result;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.ForeignOrders;
import io.levibot.engine.execution.OpenOrder;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderReport.Outcome;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.OrderUpdate.Completion;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine does with a broker that misbehaves in every way that its contract allows, and in some that it does not. */
final class OrderHandlingTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");
    private static final double UP = 0.01;
    private static final double DOWN = -0.01;

    private final SimulatedClock clock = new SimulatedClock(START);
    private final List<EngineEvent> events = new ArrayList<>();
    private final KillLatch latch = KillLatch.inMemory(clock);
    private final ScriptedBroker broker = new ScriptedBroker();
    private final Map<Symbol, Double> prices = new HashMap<>(Map.of(BTC, 100.0, ETH, 100.0));
    private final Map<Symbol, Integer> numbers = new HashMap<>(Map.of(BTC, 0, ETH, 0));

    private TradingEngine engine(EngineConfig.Builder config) {
        TradingEngine engine = TradingEngine.builder(config.build(), clock)
                .latch(latch)
                .model(TestModels.momentum())
                .broker(broker)
                .listener(events::add)
                .build();
        engine.start("tester");
        return engine;
    }

    private TradingEngine engine() {
        return engine(config(List.of(BTC)));
    }

    private static EngineConfig.Builder config(List<Symbol> symbols) {
        return EngineConfig.builder(MINUTE, symbols)
                .costs(CostModel.FREE)
                .exposure(0.1)
                .limits(RiskLimits.unlimited());
    }

    private Decision move(TradingEngine engine, double change) {
        return move(engine, BTC, change);
    }

    private Decision move(TradingEngine engine, Symbol symbol, double change) {
        double before = prices.get(symbol);
        double after = before * (1.0 + change);
        prices.put(symbol, after);
        Bar next = TestModels.bar(symbol, numbers.merge(symbol, 1, Integer::sum) - 1, before, after);
        clock.advanceTo(next.closeTime());
        return engine.onBar(next);
    }

    /** An engine that has just ordered an entry of BTC. */
    private TradingEngine entering() {
        return entering(engine());
    }

    private TradingEngine entering(TradingEngine engine) {
        move(engine, 0.0);
        move(engine, UP);
        assertThat(broker.submitted).hasSize(1);
        return engine;
    }

    private void fill(Order order, String executionId, String quantity, Completion state) {
        broker.say(new OrderUpdate.Filled(broker.execute(order, executionId, quantity, 101.0), state));
    }

    private void fillWhole(Order order) {
        fill(order, "whole", order.quantity().toPlainString(), Completion.COMPLETE);
    }

    private TradingEngine holding() {
        TradingEngine engine = entering();
        fillWhole(broker.last());
        move(engine, 0.0);
        assertThat(held(engine)).isEqualByComparingTo(broker.positions.get(BTC));
        return engine;
    }

    private static BigDecimal held(TradingEngine engine) {
        return engine.holdings().getOrDefault(BTC, BigDecimal.ZERO);
    }

    private List<Treatment> treatments() {
        return events.stream()
                .filter(event -> event instanceof EngineEvent.OrderUpdated)
                .map(event -> ((EngineEvent.OrderUpdated) event).treatment())
                .toList();
    }

    private List<Result> results() {
        return events.stream()
                .filter(event -> event instanceof EngineEvent.Reconciled)
                .map(event -> ((EngineEvent.Reconciled) event).result())
                .toList();
    }

    private static List<String> codes(Decision decision) {
        return decision.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void booksAnExecutionOnceHoweverOftenAndInWhateverOrderItIsTold() {
        TradingEngine engine = entering();
        Order order = broker.last();
        BigDecimal rest = order.quantity().subtract(new BigDecimal("3"));
        OrderUpdate first = new OrderUpdate.Filled(broker.execute(order, "1", "3", 101.0), Completion.PARTIAL);
        OrderUpdate second =
                new OrderUpdate.Filled(broker.execute(order, "2", rest.toPlainString(), 101.0), Completion.COMPLETE);
        broker.say(second);
        broker.say(second);
        broker.say(first);
        broker.say(new OrderUpdate.Acknowledged(order.clientId(), BTC, START));
        broker.say(first);
        move(engine, 0.0);
        assertThat(held(engine)).isEqualByComparingTo(order.quantity());
        assertThat(treatments())
                .containsExactly(
                        Treatment.TAKEN, Treatment.REPEATED, Treatment.TAKEN, Treatment.REPEATED, Treatment.REPEATED);
        assertThat(latch.state()).isEqualTo(KillState.ARMED);
    }

    @Test
    void aCancelledOrderStaysOpenUntilTheExecutionsThatItCountsHaveCome() {
        TradingEngine engine = holding();
        move(engine, DOWN);
        Order exit = broker.last();
        assertThat(exit.intent()).isEqualTo(OrderIntent.MODEL_EXIT);
        // Cancelled after 4 units, which the engine hears of only later.
        broker.reportOtherwise(order -> new OrderReport.Unclear("slow"));
        Fill late = broker.execute(exit, "late", "4", 101.0);
        broker.say(new OrderUpdate.Cancelled(exit.clientId(), BTC, START, new BigDecimal("4")));
        move(engine, DOWN);
        assertThat(broker.last().quantity())
                .as("only what the cancelled order can no longer sell is ordered anew")
                .isEqualByComparingTo(exit.quantity().subtract(new BigDecimal("4")));
        broker.say(new OrderUpdate.Filled(late, Completion.COMPLETE));
        move(engine, 0.0);
        assertThat(held(engine)).isEqualByComparingTo(exit.quantity().subtract(new BigDecimal("4")));
        assertThat(latch.state()).isEqualTo(KillState.ARMED);
    }

    @Test
    void anExecutionOfAnOrderThatIsNotItsOwnIsNotBookedAndTrips() {
        TradingEngine engine = entering();
        Order other = new Order(
                "somebody-else", BTC, OrderSide.BUY, BigDecimal.ONE, OrderIntent.ENTRY, Reason.of("X"), START, 100.0);
        fill(other, "1", "1", Completion.COMPLETE);
        move(engine, 0.0);
        assertThat(held(engine)).isEqualByComparingTo("0");
        assertThat(treatments()).contains(Treatment.FOREIGN);
        assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
        assertThat(latch.status().reason()).contains("somebody-else");
    }

    @Test
    void anExecutionForTheOtherSideOrBeyondTheEndIsReportedAndTrips() {
        TradingEngine engine = entering();
        Order order = broker.last();
        broker.say(new OrderUpdate.Rejected(order.clientId(), BTC, START, "no"));
        fill(order, "after", "1", Completion.PARTIAL);
        move(engine, 0.0);
        assertThat(held(engine)).as("what the venue executed is held").isEqualByComparingTo("1");
        assertThat(treatments()).containsExactly(Treatment.TAKEN, Treatment.AFTER_END);
        assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
    }

    @Test
    void whatWasExecutedBeyondTheQuantityIsBookedAndTrips() {
        TradingEngine engine = entering();
        Order order = broker.last();
        fill(order, "1", order.quantity().add(BigDecimal.ONE).toPlainString(), Completion.COMPLETE);
        move(engine, 0.0);
        assertThat(held(engine)).isEqualByComparingTo(order.quantity().add(BigDecimal.ONE));
        assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
    }

    @Test
    void anOrderWhoseSubmitThrewIsAskedAboutAndItsMissedExecutionBooked() {
        broker.deaf.add(BTC);
        TradingEngine engine = entering();
        Order order = broker.last();
        Fill missed = broker.execute(order, "1", order.quantity().toPlainString(), 101.0);
        broker.reports.put(order.clientId(), new OrderReport.Done(Outcome.FILLED, List.of(missed)));
        Decision next = move(engine, UP);
        assertThat(held(engine)).isEqualByComparingTo(order.quantity());
        assertThat(next.orders()).isEmpty();
        assertThat(engine.isReconciled()).isTrue();
    }

    @Test
    void anOrderThatTheVenueNeverSawIsDeadAndNotSentAgain() {
        broker.deaf.add(BTC);
        TradingEngine engine = entering();
        Order order = broker.last();
        broker.reports.put(order.clientId(), new OrderReport.NeverSeen());
        broker.deaf.clear();
        move(engine, 0.0);
        assertThat(broker.submitted).hasSize(1);
        move(engine, UP);
        assertThat(broker.submitted).as("a new decision makes a new order").hasSize(2);
        assertThat(broker.last().clientId()).isNotEqualTo(order.clientId());
    }

    @Test
    void anOrderOfUnclearFateKeepsItsReservationAndIsAskedAboutOnEveryBar() {
        TradingEngine engine = holding();
        broker.deaf.add(BTC);
        broker.reportOtherwise(order -> new OrderReport.Unclear("slow"));
        move(engine, DOWN);
        int orders = broker.submitted.size();
        int asked = broker.reportsAsked;
        assertThat(move(engine, DOWN).orders())
                .as("the whole position is already being sold, at worst")
                .isEmpty();
        move(engine, DOWN);
        assertThat(broker.submitted).hasSize(orders);
        assertThat(broker.reportsAsked).isGreaterThanOrEqualTo(asked + 2);
    }

    @Test
    void anUpdateThatNeverCameIsFoundByAskingAfterTwoBars() {
        TradingEngine engine = entering();
        Order order = broker.last();
        Fill lost = broker.execute(order, "1", order.quantity().toPlainString(), 101.0);
        broker.reports.put(order.clientId(), new OrderReport.Done(Outcome.FILLED, List.of(lost)));
        move(engine, 0.0);
        assertThat(held(engine)).isEqualByComparingTo("0");
        move(engine, 0.0);
        assertThat(held(engine)).isEqualByComparingTo(order.quantity());
    }

    @Test
    void noEntryLeavesBeforeTheBooksWereCompared() {
        broker.queryFails = true;
        TradingEngine engine = engine();
        move(engine, 0.0);
        Decision refused = move(engine, UP);
        assertThat(codes(refused)).contains("RECONCILING");
        assertThat(broker.submitted).isEmpty();
        assertThat(results()).as("a failed query says nothing").isEmpty();
        assertThat(latch.state()).isEqualTo(KillState.ARMED);

        broker.queryFails = false;
        assertThat(move(engine, UP).orders()).hasSize(1);
        assertThat(results()).containsExactly(Result.AGREED);
    }

    @Test
    void asksAnUnreachableVenueOncePerBarTimeNotOncePerSymbol() {
        broker.queryFails = true;
        TradingEngine engine = engine(config(List.of(BTC, ETH)));
        int before = broker.queries;
        move(engine, BTC, 0.0);
        move(engine, ETH, 0.0);
        assertThat(broker.queries).isEqualTo(before + 1);
        move(engine, BTC, 0.0);
        assertThat(broker.queries).isEqualTo(before + 2);
    }

    @Test
    void aPositionThatTheBookDoesNotKnowTripsUntilBothAgree() {
        broker.positions.put(BTC, new BigDecimal("0.5"));
        TradingEngine engine = engine();
        assertThat(results()).containsExactly(Result.DISPUTED);
        assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
        assertThat(latch.status().reason())
                .contains("BTCUSDT")
                .contains("broker 0.5")
                .contains("book 0");

        engine.rearm("tester", "looked", engine.latchStatus().stamp());
        assertThat(latch.state())
                .as("a dispute that still stands trips again at once")
                .isEqualTo(KillState.REDUCE_ONLY);

        broker.positions.clear();
        engine.rearm("tester", "sold by hand", engine.latchStatus().stamp());
        assertThat(latch.state()).isEqualTo(KillState.ARMED);
        assertThat(engine.isReconciled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "2", "0", "-1"})
    void anOperatorMayTakeThePositionOfTheVenueWhereNothingExplainsIt(String venue) {
        TradingEngine engine = holding();
        double equity = engine.equity();
        BigDecimal booked = held(engine);
        broker.positions.put(BTC, new BigDecimal(venue));
        assertThatThrownBy(() -> engine.adopt("tester", "while it trades")).isInstanceOf(ConfigException.class);
        assertThat(engine.reconcile("tester", "look")).isFalse();
        assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
        assertThatThrownBy(() -> engine.adopt("tester", " ")).isInstanceOf(ConfigException.class);
        assertThat(held(engine)).isEqualByComparingTo(booked);

        assertThat(engine.adopt("tester", "the venue is right")).isTrue();
        assertThat(held(engine)).isEqualByComparingTo(venue);
        assertThat(engine.equity()).as("no profit or loss is made up").isCloseTo(equity, Offset.offset(1e-6));
        assertThat(results()).endsWith(Result.DISPUTED, Result.DISPUTED, Result.AGREED);
        assertThat(latch.state()).as("people re-arm").isEqualTo(KillState.REDUCE_ONLY);
        assertThat(engine.rearm("tester", "agreed", engine.latchStatus().stamp())
                        .state())
                .isEqualTo(KillState.ARMED);
        int before = broker.submitted.size();
        engine.flatten("tester", "all of it can be closed");
        BigDecimal closed = broker.submitted.subList(before, broker.submitted.size()).stream()
                .map(Order::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(closed).isEqualByComparingTo(new BigDecimal(venue).abs());
    }

    @Test
    void anAdoptionIsRepeatedFromTheJournal(@TempDir Path directory) {
        Path journal = directory.resolve("journal");
        TradingEngine engine = TradingEngine.builder(config(List.of(BTC)).build(), clock)
                .latch(latch)
                .model(TestModels.momentum())
                .broker(broker)
                .journal(JournalWriter.create(journal))
                .build();
        engine.start("tester");
        entering(engine);
        fillWhole(broker.last());
        move(engine, 0.0);
        broker.positions.put(BTC, new BigDecimal("2"));
        engine.stop("tester");
        assertThat(engine.adopt("tester", "the venue is right")).isTrue();
        move(engine, DOWN);
        engine.close();
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), id -> TestModels.momentum()).replay(journal);
        assertThat(outcome.difference()).isEmpty();
    }

    @Test
    void anAdoptionTakesNothingThatAnOrderUnderWayMayStillBring() {
        TradingEngine engine = entering();
        engine.stop("tester");
        broker.positions.put(BTC, new BigDecimal("100000"));
        assertThat(engine.adopt("tester", "too early")).isFalse();
        assertThat(engine.holdings()).doesNotContainKey(BTC);
    }

    @Test
    void anExitIsClippedToWhatBothBooksHold() {
        TradingEngine engine = holding();
        broker.positions.put(BTC, new BigDecimal("2"));
        assertThat(engine.reconcile("tester", "sold some by hand")).isFalse();
        move(engine, DOWN);
        assertThat(broker.last().side()).isEqualTo(OrderSide.SELL);
        assertThat(broker.last().quantity()).isEqualByComparingTo("2");
    }

    @Test
    void aDifferenceThatAnOrderUnderWayMayExplainIsNoDispute() {
        TradingEngine engine = entering();
        Fill unheard = broker.execute(broker.last(), "1", "3", 101.0);
        assertThat(engine.reconcile("tester", "")).isFalse();
        assertThat(results()).endsWith(Result.UNSETTLED);
        assertThat(latch.state()).isEqualTo(KillState.ARMED);
        broker.say(new OrderUpdate.Filled(unheard, Completion.PARTIAL));
        assertThat(engine.reconcile("tester", "")).isTrue();
    }

    @Test
    void anOpenOrderOfSomebodyElseIsDisputedOrCancelledAsConfigured() {
        broker.openOrders.add(new OpenOrder("other", BTC, OrderSide.BUY, BigDecimal.ONE, BigDecimal.ZERO));
        engine();
        assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
        assertThat(broker.cancelled).isEmpty();
    }

    @Test
    void anOpenOrderThatTheBookDoesNotKnowIsCancelledWhereTheHostSaysSo() {
        broker.openOrders.add(new OpenOrder("other", BTC, OrderSide.BUY, BigDecimal.ONE, BigDecimal.ZERO));
        TradingEngine engine = engine(config(List.of(BTC)).foreignOrders(ForeignOrders.CANCEL));
        assertThat(broker.cancelled).containsExactly("other");
        assertThat(latch.state()).isEqualTo(KillState.ARMED);
        assertThat(engine.isReconciled()).isFalse();
        broker.openOrders.clear();
        move(engine, 0.0);
        assertThat(engine.isReconciled()).isTrue();
    }

    @Test
    void aTripCancelsAPendingIncreaseOnce() {
        TradingEngine engine = entering();
        engine.kill("tester", "drill", OnTrip.KEEP);
        assertThat(broker.cancelled).containsExactly(broker.last().clientId());
        move(engine, 0.0);
        assertThat(broker.cancelled).hasSize(1);
    }

    @Test
    void aCancelThatDidNotArriveIsSentAgain() {
        TradingEngine engine = entering();
        broker.deaf.add(BTC);
        engine.kill("tester", "drill", OnTrip.KEEP);
        broker.deaf.clear();
        move(engine, 0.0);
        assertThat(broker.cancelled).hasSizeGreaterThan(1);
        int sent = broker.cancelled.size();
        broker.say(new OrderUpdate.Cancelled(broker.last().clientId(), BTC, START, BigDecimal.ZERO));
        move(engine, 0.0);
        move(engine, 0.0);
        assertThat(broker.cancelled).hasSize(sent);
    }

    @Test
    void aCancelThatCameTooLateIsSentAgainWhenTheOrderIsStillOpen() {
        TradingEngine engine = entering();
        engine.kill("tester", "drill", OnTrip.KEEP);
        broker.say(new OrderUpdate.CancelRejected(broker.last().clientId(), BTC, START, "busy"));
        move(engine, 0.0);
        assertThat(broker.cancelled).hasSize(2);
    }

    @Test
    void aLateFillIsBookedReportedAndFlattenedAtOnceWhereTheTripSaysSo() {
        TradingEngine engine = entering();
        Order entry = broker.last();
        engine.kill("tester", "drill", OnTrip.FLATTEN);
        fillWhole(entry);
        move(engine, 0.0);
        assertThat(treatments()).containsExactly(Treatment.LATE_FILL);
        assertThat(broker.last().intent()).isEqualTo(OrderIntent.PROTECTIVE_EXIT);
        assertThat(broker.last().quantity()).isEqualByComparingTo(entry.quantity());
        int orders = broker.submitted.size();
        move(engine, 0.0);
        assertThat(broker.submitted).as("the flattening order is not doubled").hasSize(orders);
    }

    @Test
    void aLateFillIsKeptWhereTheTripSaysSo() {
        TradingEngine engine = entering();
        engine.kill("tester", "drill", OnTrip.KEEP);
        fillWhole(broker.last());
        move(engine, 0.0);
        assertThat(treatments()).containsExactly(Treatment.LATE_FILL);
        assertThat(broker.submitted).hasSize(1);
        assertThat(held(engine)).isPositive();
    }

    @Test
    void aTripThatComesBetweenTwoPartsFlattensWhatIsHeldAndThenWhatComes() {
        TradingEngine engine = entering();
        Order entry = broker.last();
        fill(entry, "1", "3", Completion.PARTIAL);
        move(engine, 0.0);
        engine.kill("tester", "drill", OnTrip.FLATTEN);
        assertThat(broker.last().quantity()).isEqualByComparingTo("3");
        fill(entry, "2", "2", Completion.PARTIAL);
        move(engine, 0.0);
        assertThat(broker.last().quantity()).as("the late part").isEqualByComparingTo("2");
        assertThat(broker.submitted).hasSize(3);
    }

    @Test
    void aStopIsNotOrderedOverAPendingModelExit() {
        TradingEngine engine = engine(config(List.of(BTC))
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.05)
                        .maxTradesPerHour(1000)
                        .build()));
        entering(engine);
        fillWhole(broker.last());
        move(engine, 0.0);
        move(engine, DOWN);
        assertThat(broker.last().intent()).isEqualTo(OrderIntent.MODEL_EXIT);
        Decision stop = move(engine, -0.2);
        assertThat(codes(stop)).contains("STOP_LOSS");
        assertThat(stop.orders()).isEmpty();
        assertThat(broker.submitted).hasSize(2);
    }

    @Test
    void aStopThatTheVenueRefusedIsOrderedAgainThoughThePriceCameBack() {
        TradingEngine engine = engine(config(List.of(BTC))
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.05)
                        .maxTradesPerHour(1000)
                        .build()));
        entering(engine);
        fillWhole(broker.last());
        move(engine, 0.0);
        move(engine, -0.1);
        Order refused = broker.last();
        assertThat(refused.intent()).isEqualTo(OrderIntent.PROTECTIVE_EXIT);
        broker.say(new OrderUpdate.Rejected(refused.clientId(), BTC, START, "busy"));
        Decision again = move(engine, 0.12);
        assertThat(codes(again)).contains("STOP_LOSS");
        assertThat(broker.last().clientId()).isNotEqualTo(refused.clientId());
        assertThat(broker.last().quantity()).isEqualByComparingTo(refused.quantity());
    }

    @Test
    void noEntryLeavesWhileAnExitIsUnderWay() {
        TradingEngine engine = holding();
        move(engine, DOWN);
        Order exit = broker.last();
        fill(exit, "1", "1", Completion.PARTIAL);
        move(engine, UP);
        move(engine, UP);
        assertThat(broker.submitted).as("entry and exit").hasSize(2);
    }

    @Test
    void whatIsLeftAfterAPartlyFilledExitWasCancelledIsExitedNext() {
        TradingEngine engine = holding();
        move(engine, DOWN);
        Order exit = broker.last();
        fill(exit, "1", "2", Completion.PARTIAL);
        broker.say(new OrderUpdate.Cancelled(exit.clientId(), BTC, START, new BigDecimal("2")));
        move(engine, DOWN);
        assertThat(broker.last().clientId()).isNotEqualTo(exit.clientId());
        assertThat(broker.last().quantity())
                .isEqualByComparingTo(exit.quantity().subtract(new BigDecimal("2")));
    }

    @Test
    void oneSymbolsDeadVenueDoesNotHoldUpAnothersFlattening() {
        TradingEngine engine = engine(config(List.of(BTC, ETH)));
        move(engine, BTC, 0.0);
        move(engine, ETH, 0.0);
        move(engine, BTC, UP);
        move(engine, ETH, UP);
        broker.submitted.stream().toList().forEach(this::fillWhole);
        move(engine, BTC, 0.0);
        move(engine, ETH, 0.0);
        assertThat(engine.holdings()).hasSize(2);
        broker.deaf.add(BTC);
        engine.kill("tester", "drill", OnTrip.FLATTEN);
        assertThat(broker.submitted.subList(2, 4).stream().map(Order::symbol)).containsExactly(BTC, ETH);
    }

    @Test
    void anIdIsNotUsedAgainWhenTwoOrdersHaveOneCauseAndTime() {
        TradingEngine engine = holding();
        engine.flatten("tester", "out");
        Order first = broker.last();
        broker.say(new OrderUpdate.Rejected(first.clientId(), BTC, START, "busy"));
        engine.flatten("tester", "nothing yet");
        engine.flatten("tester", "out now");
        assertThat(broker.last().clientId()).isNotEqualTo(first.clientId());
        assertThat(broker.submitted.stream().map(Order::clientId)).doesNotHaveDuplicates();
    }

    @Test
    void aTripFoundByTheLastCheckBeforeAnEntryKeepsItFromLeaving() {
        TradingEngine engine = engine();
        move(engine, 0.0);
        latch.trip("other-process", KillVerdict.trip(KillState.REDUCE_ONLY, "drill", OnTrip.KEEP));
        move(engine, UP);
        assertThat(broker.submitted).isEmpty();
    }
}
