package io.levibot.engine;

import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.Decision;
import io.levibot.api.KillVerdict;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchChangedException;
import io.levibot.engine.risk.RiskLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LifecycleTest {
    private static final long SEED = 99;
    private static final Symbol ONE = Symbol.of("AAAUSDT");
    private static final Symbol TWO = Symbol.of("BBBUSDT");
    private static final List<Symbol> SYMBOLS = List.of(ONE, TWO);

    @TempDir
    private Path directory;

    private final SimulatedClock clock = new SimulatedClock(START);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private static EngineConfig config(Duration stallAfter) {
        return EngineConfig.builder(MINUTE, SYMBOLS)
                .limits(RiskLimits.unlimited())
                .stallAfter(stallAfter)
                .maxStaleness(Duration.ofDays(400))
                .build();
    }

    private static ServingModel model() {
        return TestModels.of("LIFE-1m-00000000000000aa", SYMBOLS, frame -> frame.value(0) > 0.0 ? 0.9 : 0.1);
    }

    private static void quietly(Runnable act) {
        try {
            act.run();
        } catch (IllegalStateException | ConfigException | LatchChangedException expected) {
            // the engine was closed, the latch stands, or it was tripped meanwhile: all are answers
        }
    }

    @Test
    void aThousandEnginesLeaveNoThreadNoFileAndNoMeter() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        cycle(meters, 0);
        int threadsBefore = Thread.activeCount();
        long filesBefore = openFiles();
        for (int i = 1; i <= 1_000; i++) {
            cycle(meters, i);
        }
        assertThat(meters.getMeters()).isEmpty();
        assertThat(Thread.activeCount()).isEqualTo(threadsBefore);
        assertThat(openFiles()).isLessThanOrEqualTo(filesBefore);
    }

    private void cycle(SimpleMeterRegistry meters, int number) {
        Path state = directory.resolve("state" + number);
        KillLatch.initialise(state, clock);
        try (KillLatch latch = KillLatch.open(state, clock);
                TradingEngine engine = TradingEngine.builder(config(Duration.ofSeconds(10)), clock)
                        .latch(latch)
                        .model(model())
                        .journal(JournalWriter.create(directory.resolve("journal" + number)))
                        .meterRegistry(meters)
                        .build()) {
            engine.start("tester");
            engine.onBar(TestModels.bar(ONE, 0, 100, 101));
            engine.health();
            engine.stop("tester");
            assertThat(meters.getMeters()).isNotEmpty();
        }
    }

    /** Open file descriptors of this process; 0 where the system does not tell. */
    private static long openFiles() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.count();
        }
    }

    @Test
    void startStopAndCloseMayComeFromAnyThreadInAnyOrder() throws Exception {
        for (int round = 0; round < 150; round++) {
            Path journal = directory.resolve("any" + round);
            TradingEngine engine = TradingEngine.builder(config(Duration.ofSeconds(10)), clock)
                    .latch(KillLatch.inMemory(clock))
                    .model(model())
                    .journal(JournalWriter.create(journal))
                    .meterRegistry(new SimpleMeterRegistry())
                    .build();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> actors = new ArrayList<>();
            for (int actor = 0; actor < 4; actor++) {
                Random random = new Random(SEED + 31L * round + actor);
                Symbol symbol = SYMBOLS.get(actor % 2);
                int closesAt = actor == round % 4 ? round % 30 : -1;
                actors.add(threads.submit(() -> {
                    go.await();
                    for (int i = 0; i < 30; i++) {
                        act(engine, random, symbol, i);
                        if (i == closesAt) {
                            engine.close();
                        }
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> actor : actors) {
                actor.get(30, TimeUnit.SECONDS);
            }
            engine.close();
            assertThat(JournalVerifier.verify(journal).status())
                    .as("round " + round + ", seed " + SEED)
                    .isEqualTo(Verification.Status.SEALED);
        }
    }

    private static void act(TradingEngine engine, Random random, Symbol symbol, int bar) {
        int choice = random.nextInt(8);
        quietly(() -> {
            switch (choice) {
                case 0 -> engine.start("tester");
                case 1 -> engine.stop("tester");
                case 2 -> engine.health();
                case 3 -> engine.flatten("tester", "drill");
                case 4 -> engine.swapModel(model());
                case 5 -> {
                    if (random.nextInt(10) == 0) {
                        engine.kill("tester", "drill", KillVerdict.OnTrip.FLATTEN);
                    } else {
                        engine.rearm(
                                "tester", "drill over", engine.latchStatus().stamp());
                    }
                }
                default -> engine.onBar(TestModels.bar(symbol, bar, 100, 100 + random.nextInt(3)));
            }
        });
    }

    @Test
    void closeDoesNotWaitForAModelThatHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        ServingModel stuck = TestModels.of("LIFE-1m-stuck", SYMBOLS, frame -> {
            hanging.countDown();
            await(release);
            return 0.5;
        });
        Path journal = directory.resolve("journal");
        TradingEngine engine = TradingEngine.builder(config(Duration.ofSeconds(10)), clock)
                .latch(KillLatch.inMemory(clock))
                .model(stuck)
                .journal(JournalWriter.create(journal))
                .build();
        engine.onBar(TestModels.bar(ONE, 0, 100, 101));
        Future<Decision> decision = threads.submit(() -> engine.onBar(TestModels.bar(ONE, 1, 101, 102)));
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        engine.close();
        assertThat(JournalVerifier.verify(journal).status()).isEqualTo(Verification.Status.SEALED);
        release.countDown();
        assertThatThrownBy(() -> decision.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(JournalVerifier.verify(journal).status())
                .as("nothing follows the seal")
                .isEqualTo(Verification.Status.SEALED);
    }

    @Test
    void closeGivesUpOnABrokerThatHangsAndLeavesTheJournalOpen() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        PaperBroker paper = new PaperBroker(io.levibot.api.CostModel.FREE, Rounding.DEFAULT);
        Broker stuck = (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("onBar") && ((Bar) arguments[0]).open() == 101.0) {
                        hanging.countDown();
                        await(release);
                    }
                    return method.invoke(paper, arguments);
                });
        Path journal = directory.resolve("journal");
        TradingEngine engine = TradingEngine.builder(config(Duration.ofMillis(100)), clock)
                .latch(KillLatch.inMemory(clock))
                .model(model())
                .broker(stuck)
                .journal(JournalWriter.create(journal))
                .build();
        engine.onBar(TestModels.bar(ONE, 0, 100, 101));
        Future<Decision> decision = threads.submit(() -> engine.onBar(TestModels.bar(ONE, 1, 101, 102)));
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        engine.close();
        assertThat(JournalVerifier.verify(journal).status()).isEqualTo(Verification.Status.OPEN);
        assertThatThrownBy(() -> engine.onBar(TestModels.bar(TWO, 0, 100, 101)))
                .isInstanceOf(IllegalStateException.class);
        release.countDown();
        decision.get(10, TimeUnit.SECONDS);
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
