package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Artifact;
import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.Verdict;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a stranger's code throws stays that call's failure: stops leave, others are decided, the journal can be recovered. */
final class ContainmentTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");
    private static final int BARS = 30;

    @TempDir
    private Path root;

    private final SimulatedClock clock = new SimulatedClock(START);
    private final List<EngineEvent> events = new ArrayList<>();

    /** Whose code it is that fails. */
    private enum Culprit {
        PREDICTOR,
        CALIBRATOR,
        POLICY,
        KILL_SOURCE,
        LISTENER,
        SUBMIT,
        DRAIN,
        BAR
    }

    /** Fails once, at the so many-th call of one culprit. */
    private static final class Fuse {
        private final Culprit culprit;
        private final Throwable failure;
        private int calls;
        private boolean armed = true;
        private boolean blown;

        Fuse(Culprit culprit, Throwable failure) {
            this.culprit = culprit;
            this.failure = failure;
        }

        void call(Culprit caller) {
            if (armed && caller == culprit && ++calls >= (caller == Culprit.SUBMIT ? 1 : 10)) {
                armed = false;
                blown = true;
                ContainmentTest.<RuntimeException>sneak(failure);
            }
        }
    }

    @SuppressWarnings("unchecked") // how other languages throw checked exceptions
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    private static EngineConfig config(Symbol... symbols) {
        return EngineConfig.builder(MINUTE, List.of(symbols))
                .costs(CostModel.FREE)
                .limits(RiskLimits.builder().stopLossFraction(0.02).build())
                .exposure(0.4)
                .build();
    }

    private static double price(int number) {
        int step = number % 7;
        return 100 + (step < 4 ? step : 7 - step);
    }

    private Decision feed(TradingEngine engine, int number) {
        return feed(engine, BTC, number, price(number), price(number + 1));
    }

    private Decision feed(TradingEngine engine, Symbol symbol, int number, double open, double close) {
        Bar bar = TestModels.bar(symbol, number, open, close);
        clock.advanceTo(bar.closeTime());
        return engine.onBar(bar);
    }

    private Path newDirectory(String name) {
        Path directory = root.resolve(name);
        KillLatch.initialise(directory, clock);
        return directory;
    }

    private static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServingModel model(Fuse fuse) {
        ServingModel plain = TestModels.momentum();
        Calibrator calibrator = new Calibrator() {
            @Override
            public double calibrate(double rawScore) {
                fuse.call(Culprit.CALIBRATOR);
                return rawScore;
            }

            @Override
            public CalibratorInfo info() {
                return plain.calibrator().info();
            }

            @Override
            public Artifact state() {
                return plain.calibrator().state();
            }
        };
        ThresholdPolicy policy = new ThresholdPolicy() {
            @Override
            public Verdict decide(Prediction prediction, PositionView position) {
                fuse.call(Culprit.POLICY);
                return plain.policy().decide(prediction, position);
            }

            @Override
            public Thresholds thresholds() {
                return TestModels.THRESHOLDS;
            }

            @Override
            public Artifact state() {
                return plain.policy().state();
            }
        };
        Predictor predictor = TestModels.predictor(frame -> {
            fuse.call(Culprit.PREDICTOR);
            return plain.predictor().score(frame);
        });
        return new ServingModel(
                plain.id(),
                List.of(BTC, ETH),
                plain.featureSet(),
                predictor,
                calibrator,
                policy,
                ServingFigures.notEvaluated(START));
    }

    private static KillSwitch source(String id, Consumer<EngineVitals> check, Runnable close) {
        return new KillSwitch() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public KillVerdict check(EngineVitals vitals) {
                check.accept(vitals);
                return KillVerdict.clear();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }

    /** A paper venue behind a broker that fails. */
    private static class Venue implements Broker {
        private final Fuse fuse;
        private final PaperBroker paper;

        Venue(Fuse fuse, EngineConfig config) {
            this.fuse = fuse;
            this.paper = new PaperBroker(config.costs(), config.rounding());
        }

        @Override
        public void submit(Order order) {
            fuse.call(Culprit.SUBMIT);
            paper.submit(order);
        }

        @Override
        public void cancel(Symbol symbol, String clientId) {
            paper.cancel(symbol, clientId);
        }

        @Override
        public void onBar(Bar bar) {
            fuse.call(Culprit.BAR);
            paper.onBar(bar);
        }

        @Override
        public void drainUpdates(Consumer<OrderUpdate> consumer) {
            fuse.call(Culprit.DRAIN);
            paper.drainUpdates(consumer);
        }

        @Override
        public OrderReport report(Order order) {
            return paper.report(order);
        }

        @Override
        public BrokerBooks query() {
            return paper.query();
        }

        @Override
        public void close() {}
    }

    private void isContainedAndRecovered(Culprit culprit, Throwable failure) {
        Path directory = newDirectory(culprit.name());
        Fuse fuse = new Fuse(culprit, failure);
        ServingModel model = model(fuse);
        Broker venue = new Venue(fuse, config(BTC));
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .stateDirectory(directory)
                .model(model)
                .broker(venue)
                .killSwitch(source("k", vitals -> fuse.call(Culprit.KILL_SOURCE), () -> {}))
                .listener(event -> fuse.call(Culprit.LISTENER))
                .build();
        engine.start("tester");
        for (int i = 0; i < BARS; i++) {
            feed(engine, i);
        }
        assertThat(fuse.blown).isTrue();
        assertThat(engine.latchStatus().state())
                .isEqualTo(culprit == Culprit.KILL_SOURCE ? KillState.HALTED : KillState.ARMED);
        TradingEngine again = TradingEngine.builder(config(BTC), clock)
                .stateDirectory(copy(directory, root.resolve(culprit + "-copy")))
                .model(model)
                .broker(venue)
                .killSwitch(source("k", vitals -> {}, () -> {}))
                .build();
        assertThat(again.holdings()).isEqualTo(engine.holdings());
        assertThat(again.latchStatus().state()).isEqualTo(engine.latchStatus().state());
        again.close();
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(Culprit.class)
    void anErrorIsTheFailureOfOneCallAndTheJournalIsRecoveredFrom(Culprit culprit) {
        isContainedAndRecovered(culprit, new StackOverflowError("deep"));
    }

    @ParameterizedTest
    @EnumSource(Culprit.class)
    void aCheckedExceptionThatNobodyDeclaredIsToo(Culprit culprit) {
        isContainedAndRecovered(culprit, new IOException("sneaked"));
    }

    @Test
    void aKillSourceThatCannotBeLinkedHaltsAndTheStopStillLeaves() {
        boolean[] broken = new boolean[1];
        KillSwitch source = source(
                "k",
                vitals -> {
                    if (broken[0]) {
                        throw new NoClassDefFoundError("com/firm/RiskFeed");
                    }
                },
                () -> {});
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .killSwitch(source)
                .listener(events::add)
                .build();
        engine.start("tester");
        holdAndFall(engine, () -> broken[0] = true);
        assertThat(engine.latchStatus().state()).isEqualTo(KillState.HALTED);
        assertThat(protectiveExits()).isEqualTo(1);
        engine.close();
    }

    /** Enters, then falls below the stop. */
    private void holdAndFall(TradingEngine engine, Runnable between) {
        feed(engine, BTC, 0, 100, 100);
        feed(engine, BTC, 1, 100, 101);
        feed(engine, BTC, 2, 101, 102);
        assertThat(engine.holdings()).containsKey(BTC);
        between.run();
        feed(engine, BTC, 3, 102, 90);
    }

    private long protectiveExits() {
        return events.stream()
                .filter(event -> event instanceof EngineEvent.OrderSubmitted submitted
                        && submitted.order().intent() == OrderIntent.PROTECTIVE_EXIT)
                .count();
    }

    @Test
    void anErrorOfOneSymbolsModelLeavesTheOtherSymbolsExitOfTheRound() {
        ServingModel model = TestModels.ofReturn("BTCUSDT-1m-00000000000000ab", frame -> {
            if (frame.value(0) < -0.2) {
                throw new AssertionError("cannot be");
            }
            return frame.value(0) > 0 ? 0.9 : 0.1;
        });
        TradingEngine engine = TradingEngine.builder(config(BTC, ETH), clock)
                .latch(KillLatch.inMemory(clock))
                .model(model)
                .listener(events::add)
                .build();
        engine.start("tester");
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bars.add(TestModels.bar(BTC, i, 100 + i, 101 + i));
            bars.add(TestModels.bar(ETH, i, 100 + i, 101 + i));
        }
        bars.add(TestModels.bar(BTC, 3, 103, 83));
        bars.add(TestModels.bar(ETH, 3, 103, 95));
        List<Decision> decisions = new ArrayList<>();
        engine.run(TestModels.source(bars), decisions::add);
        assertThat(decisions).hasSize(bars.size());
        assertThat(decisions.get(6).reasons()).contains(Reason.PREDICTOR_FAILED);
        assertThat(protectiveExits()).isEqualTo(2);
        engine.close();
    }

    @Test
    void aPolicyAndAPredictorAreAskedForTheirConstantsOnce() {
        int[] asked = new int[2];
        ServingModel plain = TestModels.momentum();
        Predictor predictor = new Predictor() {
            @Override
            public double score(io.levibot.api.FeatureFrame frame) {
                return plain.predictor().score(frame);
            }

            @Override
            public ScoreScale scale() {
                return ScoreScale.PROBABILITY;
            }

            @Override
            public int lookback() {
                return once(0);
            }

            private int once(int which) {
                if (asked[which]++ > 0) {
                    throw new IllegalStateException("asked again");
                }
                return 1;
            }
        };
        ThresholdPolicy policy = new ThresholdPolicy() {
            @Override
            public Verdict decide(Prediction prediction, PositionView position) {
                return plain.policy().decide(prediction, position);
            }

            @Override
            public Thresholds thresholds() {
                if (asked[1]++ > 0) {
                    throw new IllegalStateException("asked again");
                }
                return TestModels.THRESHOLDS;
            }

            @Override
            public Artifact state() {
                return plain.policy().state();
            }
        };
        ServingModel model = new ServingModel(
                plain.id(),
                List.of(BTC),
                plain.featureSet(),
                predictor,
                plain.calibrator(),
                policy,
                ServingFigures.notEvaluated(START));
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .latch(KillLatch.inMemory(clock))
                .model(model)
                .build();
        engine.start("tester");
        for (int i = 0; i < BARS; i++) {
            assertThat(feed(engine, i).thresholds()).contains(TestModels.THRESHOLDS);
        }
        assertThat(asked).containsExactly(1, 1);
        engine.close();
    }

    @Test
    void aBrokerThatAnswersNothingKeepsEntriesBackButNotTheStop() {
        boolean[] silent = new boolean[1];
        Broker venue = new Venue(new Fuse(Culprit.LISTENER, new AssertionError()), config(BTC)) {
            @Override
            @SuppressWarnings("NullAway") // a broken plugin does what it must not
            public OrderReport report(Order order) {
                return silent[0] ? null : super.report(order);
            }

            @Override
            @SuppressWarnings("NullAway") // a broken plugin does what it must not
            public BrokerBooks query() {
                return silent[0] ? null : super.query();
            }
        };
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .broker(venue)
                .listener(events::add)
                .build();
        engine.start("tester");
        holdAndFall(engine, () -> {
            silent[0] = true;
            assertThat(engine.reconcile("tester", "")).isFalse();
        });
        assertThat(protectiveExits()).isEqualTo(1);
        assertThat(events)
                .anyMatch(event -> event instanceof EngineEvent.PluginFailed failed
                        && failed.message().equals("query: NullPointerException: the broker answered nothing"));
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PREDICTOR", "LISTENER"}) // only to run it with two kinds of throwables
    void aHostsJournalThatThrowsAnythingIsABrokenOne(Culprit kind) {
        boolean[] full = new boolean[1];
        Throwable thrown =
                kind == Culprit.LISTENER ? new NoClassDefFoundError("x") : new UncheckedIOException(new IOException());
        EventSink sink = new EventSink() {
            @Override
            public void append(EngineEvent event) {
                sync();
            }

            @Override
            public void sync() {
                if (full[0]) {
                    ContainmentTest.<RuntimeException>sneak(thrown);
                }
            }

            @Override
            public void close() {}
        };
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .journal(sink)
                .listener(events::add)
                .build();
        engine.start("tester");
        holdAndFall(engine, () -> full[0] = true);
        assertThat(engine.latchStatus().state()).isEqualTo(KillState.REDUCE_ONLY);
        assertThat(protectiveExits()).isEqualTo(1);
        engine.close();
    }

    @Test
    void whatBreaksOffInTheEngineItselfEndsTheJournalAndHaltsAndARestartRecovers() {
        Path directory = newDirectory("broken");
        ServingModel model = TestModels.momentum();
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .stateDirectory(directory)
                .model(model)
                .build();
        engine.start("tester");
        for (int i = 0; i < 5; i++) {
            feed(engine, i);
        }
        engine.brokenOff(new IllegalStateException("half done"));
        assertThat(engine.latchStatus().state()).isEqualTo(KillState.HALTED);
        var kept = engine.holdings();
        feed(engine, 5);
        TradingEngine again = TradingEngine.builder(config(BTC), clock)
                .stateDirectory(copy(directory, root.resolve("broken-copy")))
                .model(model)
                .build();
        assertThat(again.holdings()).isEqualTo(kept);
        assertThat(again.latchStatus().state()).isEqualTo(KillState.HALTED);
        again.close();
        engine.close();
    }

    @Test
    void closingGoesOnPastAKillSourceThatCannotBeClosed() {
        boolean[] second = new boolean[1];
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .latch(KillLatch.inMemory(clock))
                .meterRegistry(registry)
                .killSwitch(source("one", vitals -> {}, () -> {
                    throw new LinkageError("close");
                }))
                .killSwitch(source("two", vitals -> {}, () -> second[0] = true))
                .build();
        assertThat(registry.getMeters()).isNotEmpty();
        assertThatCode(engine::close).doesNotThrowAnyException();
        assertThat(second[0]).isTrue();
        assertThat(registry.getMeters()).isEmpty();
    }

    private List<Bar> twoSymbolsWithAGap() {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            bars.add(TestModels.bar(BTC, i, 100 + i, 101 + i));
            if (i != 2) { // so that the round of 2 ends with a bar of 3 in hand
                bars.add(TestModels.bar(ETH, i, 100, 101));
            }
        }
        return bars;
    }

    private static String named(Decision decision) {
        return decision.symbol().name().charAt(0) + decision.asOf().toString().substring(14, 16);
    }

    @Test
    void aConsumerThatThrowsCostsNoBarAndNoDecision() {
        TradingEngine engine = TradingEngine.builder(config(BTC, ETH), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .build();
        BarSource source = TestModels.source(twoSymbolsWithAGap());
        List<String> decided = new ArrayList<>();
        Consumer<Decision> consumer = decision -> {
            decided.add(named(decision));
            if (decided.size() == 1 || decided.size() == 5) {
                throw new IllegalStateException("host " + decided.size());
            }
        };
        assertThatThrownBy(() -> engine.run(source, consumer)).hasMessage("host 1");
        assertThat(decided).as("the round is told to its end").containsExactly("B01", "E01");
        assertThatThrownBy(() -> engine.run(source, consumer)).hasMessage("host 5");
        engine.run(source, consumer);
        assertThat(decided)
                .containsExactly("B01", "E01", "B02", "E02", "B03", "B04", "E04", "B05", "E05", "B06", "E06");
        engine.close();
    }

    @Test
    void withThreadsAConsumerThatThrowsCostsNoneThatWasRead() throws InterruptedException {
        TradingEngine engine = TradingEngine.builder(config(BTC, ETH), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .build();
        BarSource source = TestModels.source(twoSymbolsWithAGap());
        List<String> decided = new ArrayList<>();
        Consumer<Decision> consumer = decision -> {
            decided.add(named(decision));
            if (decided.size() == 5) {
                throw new IllegalStateException("host");
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            assertThatThrownBy(() -> engine.run(source, threads, Duration.ofSeconds(20), consumer))
                    .hasMessage("host");
            engine.run(source, threads, Duration.ofSeconds(20), consumer);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(decided)
                .containsExactlyInAnyOrder("B01", "E01", "B02", "E02", "B03", "B04", "E04", "B05", "E05", "B06", "E06");
        engine.close();
    }

    @Test
    void aBarOfAnUnknownSymbolIsRefusedAfterItsRoundWasDecided() {
        TradingEngine engine = TradingEngine.builder(config(BTC, ETH), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .build();
        BarSource source = TestModels.source(List.of(
                TestModels.bar(BTC, 0, 100, 101),
                TestModels.bar(Symbol.of("XRPUSDT"), 0, 100, 101),
                TestModels.bar(ETH, 0, 100, 101),
                TestModels.bar(BTC, 1, 101, 102)));
        List<String> decided = new ArrayList<>();
        assertThatThrownBy(() -> engine.run(source, decision -> decided.add(named(decision))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("XRPUSDT");
        assertThat(decided).containsExactly("B01", "E01");
        engine.run(source, decision -> decided.add(named(decision)));
        assertThat(decided).containsExactly("B01", "E01", "B02");
        engine.close();
    }

    @Test
    void aLatchThatOthersLoosenedAndTightenedBetweenTwoLooksNamesNoSourceAsItsOperatorAndIsRecoveredFrom() {
        Path directory = newDirectory("elsewhere");
        ServingModel model = TestModels.momentum();
        TradingEngine engine = TradingEngine.builder(config(BTC), clock)
                .stateDirectory(directory)
                .model(model)
                .listener(events::add)
                .build();
        engine.start("tester");
        for (int i = 0; i < 5; i++) {
            feed(engine, i);
        }
        engine.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        feed(engine, 5);
        try (KillLatch other = KillLatch.open(directory, clock)) {
            other.rearm("bob", "fine", other.status().stamp());
            other.trip("drawdown", KillVerdict.trip(KillState.REDUCE_ONLY, "fell", KillVerdict.OnTrip.KEEP));
        }
        for (int i = 6; i < 15; i++) {
            feed(engine, i);
        }
        assertThat(engine.latchStatus().state()).isEqualTo(KillState.REDUCE_ONLY);
        assertThat(events)
                .filteredOn(event -> event instanceof EngineEvent.OperatorActed acted
                        && acted.act() == EngineEvent.OperatorActed.Act.REARM)
                .extracting(event -> ((EngineEvent.OperatorActed) event).operator())
                .containsExactly("unknown");
        TradingEngine again = TradingEngine.builder(config(BTC), clock)
                .stateDirectory(copy(directory, root.resolve("elsewhere-copy")))
                .model(model)
                .build();
        assertThat(again.latchStatus().state()).isEqualTo(KillState.REDUCE_ONLY);
        assertThat(again.holdings()).isEqualTo(engine.holdings());
        again.close();
        engine.close();
    }

    @Test
    void aCallFromInsideADecisionIsRefusedButKillWorksAndKeepsTheOrderBack() {
        TradingEngine[] engine = new TradingEngine[1];
        List<Throwable> refused = new ArrayList<>();
        List<Consumer<TradingEngine>> calls = List.of(
                TradingEngine::close,
                it -> it.onBar(TestModels.bar(BTC, 20, 100, 100)),
                it -> it.run(TestModels.source(List.of()), decision -> {}),
                it -> it.stop("listener"),
                it -> it.flatten("listener", ""),
                it -> it.reconcile("listener", ""),
                it -> it.swapModel(TestModels.momentum()),
                TradingEngine::snapshot);
        engine[0] = TradingEngine.builder(config(BTC), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .listener(event -> {
                    events.add(event);
                    if (event instanceof EngineEvent.OrderSubmitted) {
                        for (Consumer<TradingEngine> call : calls) {
                            try {
                                call.accept(engine[0]);
                            } catch (IllegalStateException e) {
                                refused.add(e);
                            }
                        }
                        engine[0].kill("listener", "enough", KillVerdict.OnTrip.KEEP);
                    }
                })
                .build();
        engine[0].start("tester");
        for (int i = 0; i < 6; i++) {
            feed(engine[0], i);
        }
        assertThat(refused).hasSize(calls.size()).allMatch(e -> e.getMessage().contains("inside a decision"));
        assertThat(engine[0].isClosed()).isFalse();
        assertThat(engine[0].latchStatus().state()).isEqualTo(KillState.HALTED);
        assertThat(engine[0].holdings()).isEmpty();
        assertThat(events)
                .anyMatch(event -> event instanceof EngineEvent.OrderUpdated updated
                        && updated.update() instanceof OrderUpdate.Rejected rejected
                        && rejected.why().equals("not sent: KILLED"));
        engine[0].close();
    }
}
