package io.levibot.engine;

import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.FeatureFrame;
import io.levibot.api.KillState;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.BarReceived.Answer;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunTest {
    private static final long SEED = 20_240_301L;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** An engine with a journal file, its clock and what it told. */
    private final class Rig {
        final SimulatedClock clock = new SimulatedClock(START);
        final List<EngineEvent> events = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();
        final KillLatch latch = KillLatch.inMemory(clock);
        final Path journal;
        final TradingEngine engine;

        Rig(String name, List<Symbol> symbols, ServingModel model) {
            this.journal = directory.resolve(name);
            RiskLimits limits = RiskLimits.builder()
                    .stopLossFraction(0.01)
                    .maxOpenPositions(Math.max(1, symbols.size() / 3))
                    .build();
            EngineConfig config = EngineConfig.builder(MINUTE, symbols)
                    .limits(limits)
                    .exposure(0.3)
                    .historyBars(50)
                    .build();
            this.engine = TradingEngine.builder(config, clock)
                    .latch(latch)
                    .model(model)
                    .journal(JournalWriter.create(journal))
                    .listener(events::add)
                    .build();
            engine.start("tester");
        }

        byte[] close() throws Exception {
            engine.close();
            assertThat(JournalVerifier.verify(journal).status()).isEqualTo(Verification.Status.SEALED);
            return Files.readAllBytes(journal);
        }

        /** Waits until no thread is in the symbol's model. */
        void awaitIdle(Symbol symbol) {
            while (engine.laneOf(symbol).scorer().busy()) {
                Thread.onSpinWait();
            }
        }

        Decision decision(Symbol symbol, int bar) {
            return decisions.stream()
                    .filter(d -> d.symbol().equals(symbol) && d.asOf().equals(START.plusSeconds(60L * (bar + 1))))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Symbol> symbols(int n) {
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            symbols.add(Symbol.of("S" + (100 + i) + "USDT"));
        }
        return symbols;
    }

    private static ServingModel model(List<Symbol> symbols, ToDoubleFunction<FeatureFrame> probability) {
        return TestModels.of("RUN-1m-00000000000000aa", symbols, probability);
    }

    private static double momentum(FeatureFrame frame) {
        double move = frame.value(0);
        return move == 0.0 ? 0.5 : move > 0.0 ? 0.9 : 0.1;
    }

    /** Random walks; a bar is missing with the given probability. */
    private static List<Bar> market(List<Symbol> symbols, int bars, double missing, long seed) {
        Random random = new Random(seed);
        double[] price = new double[symbols.size()];
        List<Bar> all = new ArrayList<>();
        for (int i = 0; i < bars; i++) {
            for (int s = 0; s < price.length; s++) {
                double open = i == 0 ? 100.0 : price[s];
                price[s] = open * Math.exp(0.005 * random.nextGaussian());
                if (random.nextDouble() >= missing) {
                    all.add(TestModels.bar(symbols.get(s), i, open, price[s]));
                }
            }
        }
        return all;
    }

    private static BarSource source(List<Bar> bars) {
        return TestModels.source(bars);
    }

    @Test
    void manyThreadsWriteTheJournalOfOneThread() throws Exception {
        List<Symbol> symbols = symbols(40);
        List<Bar> bars = market(symbols, 60, 0.1, SEED);
        Rig one = new Rig("one", symbols, model(symbols, RunTest::momentum));
        one.engine.run(source(bars), one.decisions::add);
        Rig many = new Rig("many", symbols, model(symbols, RunTest::momentum));
        many.engine.run(source(bars), threads, LONG, many.decisions::add);

        assertThat(one.decisions).hasSize(bars.size());
        assertThat(one.events).anyMatch(e -> e instanceof EngineEvent.OrderSubmitted);
        assertThat(many.decisions).isEqualTo(one.decisions);
        assertThat(many.close()).as("journal, seed " + SEED).isEqualTo(one.close());
    }

    @Test
    void fiveHundredSymbolsShareOneBookDeterministically() throws Exception {
        List<Symbol> symbols = symbols(500);
        List<Bar> bars = market(symbols, 8, 0.02, SEED);
        Rig one = new Rig("one", symbols, model(symbols, RunTest::momentum));
        one.engine.run(source(bars), one.decisions::add);
        Rig many = new Rig("many", symbols, model(symbols, RunTest::momentum));
        many.engine.run(source(bars), threads, LONG, many.decisions::add);
        assertThat(one.engine.holdings()).hasSizeGreaterThan(2);
        assertThat(many.close()).as("journal, seed " + SEED).isEqualTo(one.close());
    }

    @Test
    void theOrderWithinARoundDoesNotMatter() throws Exception {
        List<Symbol> symbols = symbols(10);
        List<Bar> bars = market(symbols, 20, 0.0, SEED);
        Rig sorted = new Rig("sorted", symbols, model(symbols, RunTest::momentum));
        sorted.engine.run(source(bars), sorted.decisions::add);
        List<Bar> mixed = new ArrayList<>();
        for (int i = 0; i < bars.size(); i += symbols.size()) {
            List<Bar> round = new ArrayList<>(bars.subList(i, i + symbols.size()));
            java.util.Collections.shuffle(round, new Random(SEED + i));
            mixed.addAll(round);
        }
        Rig shuffled = new Rig("shuffled", symbols, model(symbols, RunTest::momentum));
        shuffled.engine.run(source(mixed), shuffled.decisions::add);
        assertThat(shuffled.close()).isEqualTo(sorted.close());
    }

    @Test
    void aJournalWithMissedBarsReplaysByteForByte() throws Exception {
        List<Symbol> symbols = symbols(5);
        Rig rig = new Rig("journal", symbols, model(symbols, RunTest::momentum));
        rig.engine.run(source(market(symbols, 40, 0.2, SEED)), threads, LONG, rig.decisions::add);
        rig.close();
        assertThat(rig.events).anyMatch(e -> e instanceof EngineEvent.BarsMissed);
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), id -> model(symbols, RunTest::momentum))
                .replay(rig.journal, directory.resolve("copy"));
        assertThat(outcome.difference()).isEmpty();
        assertThat(outcome.identical()).isTrue();
    }

    @Test
    void aModelThatHangsDelaysNoOtherSymbolAndNotItsOwnStop() throws Exception {
        List<Symbol> symbols = symbols(3);
        Symbol stuck = symbols.get(0);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        // Enters at bar 2, hangs from bar 3 on; the price falls through the stop at bar 5.
        double[] path = {100, 100, 101, 101, 101, 95, 95, 95};
        ServingModel model = model(symbols, frame -> {
            if (frame.symbol().equals(stuck)
                    && frame.asOf().isAfter(START.plusSeconds(60L * 3))
                    && release.getCount() > 0) {
                hanging.countDown();
                await(release);
            }
            return momentum(frame);
        });
        Rig rig = new Rig("journal", symbols, model);
        List<Bar> bars = new ArrayList<>();
        for (int i = 1; i < path.length; i++) {
            for (Symbol symbol : symbols) {
                bars.add(TestModels.bar(symbol, i - 1, path[i - 1], path[i]));
            }
        }
        rig.engine.run(source(bars), threads, SHORT, rig.decisions::add);
        assertThat(hanging.getCount()).isZero();
        assertThat(rig.decisions).hasSize(bars.size());
        assertThat(rig.decision(stuck, 3).reasons()).containsExactly(Lane.UNANSWERED);
        Decision stop = rig.decision(stuck, 4);
        assertThat(stop.reasons().get(0).code()).isEqualTo(Reason.STOP_LOSS.code());
        assertThat(stop.orders()).hasSize(1);
        assertThat(rig.decision(symbols.get(1), 4).modelId()).isPresent();
        assertThat(rig.decision(symbols.get(1), 3).prediction().probability()).isEqualTo(0.5);
        assertThat(rig.engine.holdings()).doesNotContainKey(stuck);

        rig.clock.advanceTo(rig.clock.instant().plusSeconds(11));
        EngineHealth health = rig.engine.health();
        assertThat(health.live()).isFalse();
        assertThat(health.causes()).anyMatch(cause -> cause.startsWith("STALLED"));
        assertThat(rig.latch.state()).isEqualTo(KillState.HALTED);
        release.countDown();
        rig.close();

        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), id -> model(symbols, RunTest::momentum))
                .replay(rig.journal, directory.resolve("copy"));
        assertThat(outcome.difference()).isEmpty();
    }

    @Test
    void aModelThatComesBackGoesOnWithWarmFeaturesAsAReplayDoes() throws Exception {
        List<Symbol> symbols = symbols(2);
        Symbol slow = symbols.get(0);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        ServingModel model = model(symbols, frame -> {
            if (frame.symbol().equals(slow) && frame.asOf().equals(START.plusSeconds(60L * 5))) {
                await(release);
                back.countDown();
            }
            return momentum(frame);
        });
        Rig rig = new Rig("journal", symbols, model);
        List<Bar> bars = market(symbols, 20, 0.0, SEED);
        rig.engine.run(source(bars.subList(0, 16)), threads, SHORT, rig.decisions::add);
        release.countDown();
        assertThat(back.await(10, TimeUnit.SECONDS)).isTrue();
        rig.awaitIdle(slow);
        rig.engine.run(source(bars.subList(16, bars.size())), threads, LONG, rig.decisions::add);
        rig.close();

        assertThat(rig.decision(slow, 4).reasons()).contains(Lane.UNANSWERED);
        assertThat(rig.decision(slow, 7).reasons()).contains(Lane.UNANSWERED);
        for (int bar = 8; bar < 20; bar++) {
            assertThat(rig.decision(slow, bar).prediction().probability()).isIn(0.1, 0.9);
        }
        long givenUp = rig.events.stream()
                .filter(e -> e instanceof EngineEvent.BarReceived received && received.answer() == Answer.GIVEN_UP)
                .count();
        assertThat(givenUp).isEqualTo(4);
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), id -> model(symbols, RunTest::momentum))
                .replay(rig.journal, directory.resolve("copy"));
        assertThat(outcome.difference()).isEmpty();
    }

    @Test
    void aSymbolThatThrowsStopsNoOther() throws Exception {
        List<Symbol> symbols = symbols(3);
        ServingModel model = model(symbols, frame -> {
            if (frame.symbol().equals(symbols.get(1))) {
                throw new IllegalStateException("broken");
            }
            return momentum(frame);
        });
        Rig rig = new Rig("journal", symbols, model);
        rig.engine.run(source(market(symbols, 10, 0.0, SEED)), threads, LONG, rig.decisions::add);
        rig.close();
        assertThat(rig.decision(symbols.get(1), 5).reasons())
                .extracting(Reason::code)
                .contains("PREDICTOR_FAILED");
        assertThat(rig.decision(symbols.get(2), 5).prediction().probability()).isIn(0.1, 0.9);
    }

    @Test
    void aLateBarIsJournalledAsMissedAndDecidedAlone() throws Exception {
        List<Symbol> symbols = symbols(3);
        List<Bar> bars = new ArrayList<>(market(symbols, 6, 0.0, SEED));
        Bar late = bars.remove(3 * 3 + 1); // second symbol, bar 3
        bars.add(3 * 4 - 1 + 1, late); // after the first bar of the next close time
        Rig rig = new Rig("journal", symbols, model(symbols, RunTest::momentum));
        rig.engine.run(source(bars), threads, LONG, rig.decisions::add);
        rig.close();
        List<EngineEvent> missed = rig.events.stream()
                .filter(e -> e instanceof EngineEvent.BarsMissed)
                .toList();
        assertThat(missed).hasSize(1);
        assertThat(((EngineEvent.BarsMissed) missed.get(0)).symbols()).containsExactly(symbols.get(1));
        assertThat(((EngineEvent.BarsMissed) missed.get(0)).closeTime()).isEqualTo(late.closeTime());
        assertThat(rig.decisions).hasSize(bars.size());
        assertThat(rig.decision(symbols.get(1), 3).prediction().probability()).isIn(0.1, 0.9);
        assertThat(rig.decision(symbols.get(1), 4).prediction().probability()).isIn(0.1, 0.9);
    }

    @Test
    void aRoundDoesNotWaitForABarLongerThanTheLimit() throws Exception {
        List<Symbol> symbols = symbols(2);
        EngineConfig config = EngineConfig.builder(MINUTE, symbols).build();
        // A clock that runs while it is looked at, without being a SimulatedClock.
        SimulatedClock time = new SimulatedClock(START);
        CountDownLatch decided = new CountDownLatch(1);
        List<Decision> decisions = new ArrayList<>();
        Bar first = TestModels.bar(symbols.get(0), 0, 100, 100);
        Bar second = TestModels.bar(symbols.get(1), 0, 100, 100);
        try (TradingEngine engine = TradingEngine.builder(config, () -> {
                    time.advanceTo(time.instant().plusMillis(1));
                    return time.instant();
                })
                .latch(KillLatch.inMemory(time))
                .build()) {
            Iterator<Bar> bars = List.of(first, second).iterator();
            engine.run(
                    new BarSource() {
                        @Override
                        public @Nullable Bar next() {
                            if (!bars.hasNext()) {
                                return null;
                            }
                            Bar bar = bars.next();
                            if (bar.equals(second)) {
                                await(decided); // comes only once the first was decided without it
                            }
                            return bar;
                        }

                        @Override
                        public void close() {}
                    },
                    threads,
                    SHORT,
                    decision -> {
                        decisions.add(decision);
                        decided.countDown();
                    });
        }
        assertThat(decisions).extracting(Decision::symbol).containsExactlyElementsOf(symbols);
    }

    @Test
    void whatCameBeforeTheSourceFailedIsDecided() {
        List<Symbol> symbols = symbols(2);
        Rig rig = new Rig("journal", symbols, model(symbols, RunTest::momentum));
        List<Bar> bars = market(symbols, 3, 0.0, SEED).subList(0, 5);
        Iterator<Bar> left = bars.iterator();
        BarSource failing = new BarSource() {
            @Override
            public Bar next() {
                if (left.hasNext()) {
                    return left.next();
                }
                throw new IllegalStateException("line broken");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> rig.engine.run(failing, threads, LONG, rig.decisions::add))
                .hasMessage("line broken");
        assertThat(rig.decisions).hasSize(5);
    }

    @Test
    void closingEndsARunWhoseSourceWaits() throws Exception {
        List<Symbol> symbols = symbols(2);
        Rig rig = new Rig("journal", symbols, model(symbols, RunTest::momentum));
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        var run = threads.submit(() -> rig.engine.run(
                new BarSource() {
                    @Override
                    public @Nullable Bar next() {
                        waiting.countDown();
                        await(never);
                        return null;
                    }

                    @Override
                    public void close() {}
                },
                threads,
                LONG,
                rig.decisions::add));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        rig.close();
        run.get(10, TimeUnit.SECONDS);
        never.countDown();
    }

    @Test
    void takesNoBarFromElsewhereAndNoSecondRunMeanwhile() {
        List<Symbol> symbols = symbols(1);
        Rig rig = new Rig("journal", symbols, model(symbols, RunTest::momentum));
        List<Bar> bars = market(symbols, 2, 0.0, SEED);
        List<Throwable> thrown = new ArrayList<>();
        rig.engine.run(source(bars), decision -> {
            thrown.add(org.assertj.core.api.Assertions.catchThrowable(() -> rig.engine.onBar(bars.get(0))));
            thrown.add(org.assertj.core.api.Assertions.catchThrowable(() -> rig.engine.run(source(bars), d -> {})));
        });
        assertThat(thrown).hasSize(4).allMatch(e -> e instanceof IllegalStateException);
        assertThat(rig.decisions).isEmpty();
    }

    @Test
    void refusesAnExecutorThatUsesTheCallingThread() {
        List<Symbol> symbols = symbols(1);
        Rig rig = new Rig("journal", symbols, model(symbols, RunTest::momentum));
        assertThatThrownBy(() -> rig.engine.run(source(List.of()), Runnable::run, LONG, rig.decisions::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two");
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
