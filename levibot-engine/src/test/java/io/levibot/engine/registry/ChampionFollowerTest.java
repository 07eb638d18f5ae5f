package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.spi.PluginContext;
import io.levibot.engine.ChampionFollower;
import io.levibot.engine.ChampionFollower.Result;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.risk.KillLatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ChampionFollowerTest {
    @TempDir
    Path directory;

    private final ToyPlugins toys = new ToyPlugins();
    private final SimulatedClock clock = new SimulatedClock(Contents.START);
    private ModelRegistry registry;
    private TradingEngine engine;
    private ChampionFollower follower;

    @BeforeEach
    void open() {
        registry = ModelRegistry.open(directory, clock);
        engine = TradingEngine.builder(
                        EngineConfig.builder(Contents.INTERVAL, List.of(Contents.BTC))
                                .historyBars(50)
                                .build(),
                        clock)
                .latch(KillLatch.inMemory(clock))
                .build();
        follower = new ChampionFollower(
                engine,
                registry,
                new ServingModelLoader(
                        toys.plugins(),
                        PluginContext.builder(InstantSource.fixed(Contents.START))
                                .build()));
    }

    @AfterEach
    void everyModelIsClosedInTheEnd() {
        engine.close();
        follower.close();
        follower.close();
        assertThat(toys.open).hasValue(0);
    }

    private BundleId promoted(int seed) {
        BundleId id = registry.register(Contents.complete(seed)).id();
        registry.promote(id, ModelRegistryTest.passing(), "ann", "good");
        return id;
    }

    private static Bar bar(int number, double open, double close) {
        var opened = Contents.START.plusSeconds(900L * number);
        return new Bar(
                Contents.BTC,
                opened,
                opened.plusSeconds(900),
                open,
                Math.max(open, close) * 1.001,
                Math.min(open, close) * 0.999,
                close,
                1.0);
    }

    @Test
    void keepsTheEngineOnTheChampion() {
        assertThat(follower.check().result()).isEqualTo(Result.KEPT);
        BundleId one = promoted(1);
        assertThat(follower.check())
                .isEqualTo(new ChampionFollower.Outcome(
                        Result.SWAPPED, one.value(), "the champion is served from the next bar on"));
        assertThat(follower.check().result()).isEqualTo(Result.UNCHANGED);
        BundleId two = promoted(2);
        assertThat(follower.check().modelId()).isEqualTo(two.value());
        assertThat(engine.model().orElseThrow().id()).isEqualTo(two.value());
        assertThat(toys.open).as("the one that was replaced is closed").hasValue(1);
    }

    @Test
    void aDamagedChampionLeavesTheOldOneAndSaysWhy() throws Exception {
        BundleId one = promoted(1);
        follower.check();
        BundleId two = promoted(2);
        Path file = calibratorOf(two);
        byte[] whole = Files.readAllBytes(file);
        byte[] torn = whole.clone();
        torn[torn.length / 2] ^= 1;
        Files.write(file, torn);
        ChampionFollower.Outcome kept = follower.check();
        assertThat(kept.result()).isEqualTo(Result.KEPT);
        assertThat(kept.modelId()).isEqualTo(one.value());
        assertThat(kept.message()).contains("hash");
        assertThat(engine.model().orElseThrow().id()).isEqualTo(one.value());
        Files.write(file, whole);
        assertThat(follower.check().result()).isEqualTo(Result.SWAPPED);
    }

    private Path calibratorOf(BundleId id) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().contains(id.value()))
                    .filter(path -> Files.isRegularFile(path) && path.toString().contains("calibrator"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void followsWhileBarsFlow() throws Exception {
        promoted(1);
        follower.check();
        AtomicBoolean enough = new AtomicBoolean();
        List<Decision> decisions = new ArrayList<>();
        ExecutorService feeder = Executors.newSingleThreadExecutor();
        Random random = new Random(3);
        Future<?> run = feeder.submit(() -> engine.run(
                new BarSource() {
                    private int number;
                    private double price = 100.0;

                    @Override
                    public @Nullable Bar next() {
                        if (enough.get()) {
                            return null;
                        }
                        double open = price;
                        price = open * Math.exp(0.001 * random.nextGaussian());
                        return bar(number++, open, price);
                    }

                    @Override
                    public void close() {}
                },
                decisions::add));
        for (int seed = 2; seed < 8; seed++) {
            BundleId id = promoted(seed);
            assertThat(follower.check().modelId()).isEqualTo(id.value());
        }
        enough.set(true);
        run.get();
        feeder.shutdown();
        assertThat(decisions).extracting(Decision::asOf).isSorted().doesNotHaveDuplicates();
        assertThat(decisions.stream().map(Decision::modelId).distinct().count()).isGreaterThan(2);
        assertThat(decisions.subList(10, decisions.size()))
                .allMatch(decision -> !Double.isNaN(decision.prediction().probability()));
        assertThat(toys.open).hasValue(1);
    }

    @Test
    void refusesToCheckForAClosedEngine() {
        engine.close();
        assertThatThrownBy(() -> follower.check()).isInstanceOf(IllegalStateException.class);
    }
}
