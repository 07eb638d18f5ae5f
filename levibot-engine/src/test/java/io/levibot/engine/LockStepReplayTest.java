package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Symbol;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no input determines must come from the journal, at the place where it was found. */
final class LockStepReplayTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");

    @TempDir
    private Path directory;

    private final SimulatedClock clock = new SimulatedClock(START);
    private final KillLatch latch = KillLatch.inMemory(clock);

    private EngineBuilder builder(Path journal, ServingModel model) {
        EngineConfig config = EngineConfig.builder(MINUTE, List.of(BTC, ETH))
                .limits(RiskLimits.unlimited())
                .exposure(0.3)
                .build();
        return TradingEngine.builder(config, clock).latch(latch).model(model).journal(JournalWriter.create(journal));
    }

    private void feed(TradingEngine engine, int bars) {
        SplittableRandom random = new SplittableRandom(11);
        double[] prices = {100.0, 10.0};
        for (int i = 0; i < bars; i++) {
            int s = 0;
            for (Symbol symbol : List.of(BTC, ETH)) {
                double before = prices[s];
                prices[s] = before * (1.0 + 0.02 * (random.nextDouble() - 0.5));
                Bar bar = TestModels.bar(symbol, i, before, prices[s]);
                clock.advanceTo(bar.closeTime());
                engine.onBar(bar);
                s++;
            }
        }
    }

    private static void assertReplays(Path journal, ServingModel replayed) {
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), id -> replayed).replay(journal);
        assertThat(outcome.difference()).isEmpty();
        assertThat(outcome.identical()).isTrue();
    }

    @Test
    void aTripBetweenTwoOrdersOfOneBarStopsTheSameOrder() {
        Path journal = directory.resolve("journal.jsonl");
        // Found at the second of the two checks that the flattening of two positions makes.
        int[] checks = {0};
        KillSwitch second = new KillSwitch() {
            @Override
            public String id() {
                return "second-order";
            }

            @Override
            public KillVerdict check(EngineVitals vitals) {
                return checks[0] > 0 && --checks[0] == 0
                        ? KillVerdict.trip(KillState.REDUCE_ONLY, "now", KillVerdict.OnTrip.KEEP)
                        : KillVerdict.clear();
            }
        };
        try (TradingEngine engine = builder(journal, TestModels.ofReturn("BTCUSDT-1m-0000000000000001", f -> 0.9))
                .killSwitch(second)
                .build()) {
            engine.start("tester");
            feed(engine, 5);
            assertThat(engine.holdings()).hasSize(2);
            checks[0] = 2;
            engine.flatten("tester", "both");
            assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
        }
        assertReplays(journal, TestModels.ofReturn("BTCUSDT-1m-0000000000000001", f -> 0.9));
    }

    @Test
    void failuresOfPluginsHappenAgainThoughTheReplayedOnesWork() {
        Path journal = directory.resolve("journal.jsonl");
        SplittableRandom faults = new SplittableRandom(3);
        ServingModel flaky = TestModels.ofReturn("BTCUSDT-1m-0000000000000002", frame -> {
            int fault = faults.nextInt(6);
            if (fault == 0) {
                throw new IllegalStateException("lost its connection");
            }
            return fault == 1 ? 1.5 : frame.value(0) > 0.0 ? 0.9 : 0.1; // 1.5 makes the calibrator fail
        });
        try (TradingEngine engine = builder(journal, flaky).build()) {
            engine.start("tester");
            feed(engine, 60);
        }
        assertReplays(
                journal, TestModels.ofReturn("BTCUSDT-1m-0000000000000002", frame -> frame.value(0) > 0.0 ? 0.9 : 0.1));
    }

    @Test
    void aHostsBrokerThatThrowsAndFillsWhenItLikesIsRepeatedFromItsJournal() {
        Path journal = directory.resolve("journal.jsonl");
        try (TradingEngine engine = builder(journal, TestModels.momentum())
                .broker(new Moody(new SplittableRandom(5)))
                .build()) {
            engine.start("tester");
            feed(engine, 80);
            engine.kill("tester", "drill", KillVerdict.OnTrip.FLATTEN);
            engine.health();
        }
        assertReplays(journal, TestModels.momentum());
    }

    @Test
    void aTripOfAnotherThreadBetweenCheckAndGateIsRepeated() {
        Path journal = directory.resolve("journal.jsonl");
        int[] looks = {0};
        KillSwitch outside = new KillSwitch() {
            @Override
            public String id() {
                return "outside";
            }

            @Override
            public KillVerdict check(EngineVitals vitals) {
                // Runs within the check before an entry's gate: the trip itself is not this source's verdict.
                if (++looks[0] == 9) {
                    latch.trip("thread", KillVerdict.trip(KillState.HALTED, "meanwhile", KillVerdict.OnTrip.KEEP));
                }
                return KillVerdict.clear();
            }
        };
        ServingModel always = TestModels.ofReturn("BTCUSDT-1m-0000000000000003", f -> 0.9);
        try (TradingEngine engine = builder(journal, always).killSwitch(outside).build()) {
            engine.start("tester");
            feed(engine, 6);
            assertThat(looks[0]).isGreaterThan(9);
        }
        assertReplays(journal, always);
    }

    @Test
    void anOrderThatTheGateKeptBackIsKeptBackThoughNothingElseTellsOfIt() throws IOException {
        Path journal = directory.resolve("journal.jsonl");
        KillLatch.initialise(directory, clock);
        Path file = directory.resolve("latch.bin");
        Path away = directory.resolve("latch.away");
        // The latch's file is gone when the gate looks, and is back before anybody asks why.
        InstantSource putsItBack = () -> {
            move(away, file);
            return clock.instant();
        };
        boolean[] armed = {false};
        KillSwitch takesItAway = new KillSwitch() {
            @Override
            public String id() {
                return "thief";
            }

            @Override
            public KillVerdict check(EngineVitals vitals) {
                if (armed[0]) {
                    move(file, away);
                }
                return KillVerdict.clear();
            }
        };
        ServingModel always = TestModels.ofReturn("BTCUSDT-1m-0000000000000004", f -> 0.9);
        try (KillLatch inFile = KillLatch.open(directory, putsItBack);
                TradingEngine engine = builder(journal, always)
                        .latch(inFile)
                        .killSwitch(takesItAway)
                        .build()) {
            engine.start("tester");
            armed[0] = true;
            feed(engine, 4);
            assertThat(engine.latchStatus().state()).isEqualTo(KillState.ARMED);
            assertThat(engine.holdings()).isEmpty();
        }
        assertThat(Files.readString(journal)).contains("not sent: KILLED").doesNotContain("\"type\":\"kill_request\"");
        assertReplays(journal, always);
    }

    private static void move(Path from, Path to) {
        try {
            if (Files.exists(from)) {
                Files.move(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatABrokerSaysWhenAskedASecondTimeIsHeardAtTheSecondTime() throws IOException {
        Path journal = directory.resolve("journal.jsonl");
        ScriptedBroker broker = new ScriptedBroker();
        ServingModel always = TestModels.ofReturn("BTCUSDT-1m-0000000000000005", f -> 0.9);
        EngineConfig config = EngineConfig.builder(MINUTE, List.of(BTC))
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.05)
                        .maxEntryMove(1.0)
                        .build())
                .build();
        try (TradingEngine engine = TradingEngine.builder(config, clock)
                .latch(latch)
                .model(always)
                .broker(broker)
                .journal(JournalWriter.create(journal))
                .build()) {
            engine.start("tester");
            close(engine, 0, 100.0);
            close(engine, 1, 101.0);
            Order entry = broker.last();
            broker.say(new OrderUpdate.Filled(
                    broker.execute(entry, "e1", entry.quantity().toPlainString(), 101.0),
                    OrderUpdate.Completion.COMPLETE));
            close(engine, 2, 101.0);
            close(engine, 3, 50.0);
            close(engine, 4, 20.0); // two bars without a price: a protective exit leaves
            Order exit = broker.last();
            assertThat(exit.intent()).isEqualTo(OrderIntent.PROTECTIVE_EXIT);
            // The news that frees its units comes after the next exit was found to have none left.
            broker.silentDrains = 1;
            broker.say(new OrderUpdate.Cancelled(exit.clientId(), BTC, clock.instant(), BigDecimal.ZERO));
            close(engine, 5, 5.0);
            assertThat(broker.last()).isSameAs(exit);
            close(engine, 6, 1.5);
            assertThat(broker.last()).isNotSameAs(exit);
        }
        assertThat(Files.readString(journal)).contains("\"poll\":2");
        assertReplays(journal, always);
    }

    private void close(TradingEngine engine, int number, double price) {
        Bar bar = TestModels.bar(BTC, number, price, price);
        clock.advanceTo(bar.closeTime());
        engine.onBar(bar);
    }

    @Test
    void namesLineAndByteOfTheFirstDifferenceWithBothTexts() {
        Path journal = directory.resolve("journal.jsonl");
        try (TradingEngine engine = builder(journal, TestModels.momentum()).build()) {
            engine.start("tester");
            feed(engine, 5);
        }
        JournalReplay.Outcome outcome = new JournalReplay(
                        Plugins.of(), id -> TestModels.ofReturn("BTCUSDT-1m-00000000000000aa", f -> 0.7))
                .replay(journal);
        assertThat(outcome.identical()).isFalse();
        assertThat(outcome.difference())
                .matches(
                        "(?s)line \\d+ differs at byte \\d+\n  journal: .*\"raw\":0\\.[19].*\n  replay:  .*\"raw\":0\\.7.*");
    }

    /** A paper broker that now and then throws after or before doing what it was asked, and holds its updates back. */
    private static final class Moody implements Broker {
        private final PaperBroker paper =
                new PaperBroker(io.levibot.api.CostModel.DEFAULT, io.levibot.engine.execution.Rounding.DEFAULT);
        private final SplittableRandom random;

        Moody(SplittableRandom random) {
            this.random = random;
        }

        private void mood() {
            if (random.nextInt(8) == 0) {
                throw new IllegalStateException("no answer within 5 s");
            }
        }

        @Override
        public void submit(Order order) {
            mood();
            paper.submit(order);
            mood();
        }

        @Override
        public void cancel(Symbol symbol, String clientId) {
            paper.cancel(symbol, clientId);
        }

        @Override
        public void onBar(Bar bar) {
            mood();
            paper.onBar(bar);
        }

        @Override
        public void drainUpdates(Consumer<OrderUpdate> consumer) {
            if (random.nextInt(3) > 0) {
                paper.drainUpdates(consumer);
                mood();
            }
        }

        @Override
        public OrderReport report(Order order) {
            mood();
            return paper.report(order);
        }

        @Override
        public BrokerBooks query() {
            mood();
            return paper.query();
        }

        @Override
        public void close() {}
    }
}
