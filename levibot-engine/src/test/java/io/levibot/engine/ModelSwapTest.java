package io.levibot.engine;

import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSpec;
import io.levibot.api.LevibotException;
import io.levibot.api.MissingRule;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
final class ModelSwapTest {
    private static final long SEED = 7;
    private static final int LEAST_SWAPS = 4;
    private static final Symbol ONE = Symbol.of("AAAUSDT");
    private static final Symbol TWO = Symbol.of("BBBUSDT");
    private static final Symbol THREE = Symbol.of("CCCUSDT");
    private static final List<Symbol> SYMBOLS = List.of(ONE, TWO, THREE);

    @TempDir
    private Path directory;

    private final SimulatedClock clock = new SimulatedClock(START);
    private final List<EngineEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private TradingEngine engine(ServingModel model, Duration stallAfter) {
        EngineConfig config = EngineConfig.builder(MINUTE, SYMBOLS)
                .limits(RiskLimits.unlimited())
                .maxStaleness(Duration.ofDays(400))
                .historyBars(20)
                .exposure(0.2)
                .stallAfter(stallAfter)
                .build();
        TradingEngine engine = TradingEngine.builder(config, clock)
                .latch(KillLatch.inMemory(clock))
                .model(model)
                .journal(JournalWriter.create(directory.resolve("journal")))
                .listener(events::add)
                .build();
        engine.start("tester");
        return engine;
    }

    /** Model number n; the same number gives the same model. */
    private static ServingModel model(int n) {
        double tilt = 0.3 * (n % 3);
        return TestModels.of("SWAP-1m-" + String.format("%016d", n), SYMBOLS, frame -> momentum(frame, tilt));
    }

    private static double momentum(FeatureFrame frame, double tilt) {
        return frame.value(0) > 0.0 ? 0.95 - tilt : 0.05 + tilt;
    }

    private static ServingModel byId(String id) {
        return model(Integer.parseInt(id.substring("SWAP-1m-".length())));
    }

    private static List<Bar> walk(Symbol symbol, int bars) {
        Random random = new Random(SEED + symbol.hashCode());
        List<Bar> walk = new ArrayList<>();
        double price = 100.0;
        for (int i = 0; i < bars; i++) {
            double open = price;
            price = open * Math.exp(0.002 * random.nextGaussian());
            walk.add(TestModels.bar(symbol, i, open, price));
        }
        return walk;
    }

    @Test
    void swapsWhileThreadsFeedBarsLoseAndRepeatNone() throws Exception {
        int bars = 400;
        TradingEngine engine = engine(model(0), Duration.ofSeconds(30));
        List<Future<List<Decision>>> feeders = new ArrayList<>();
        List<CountDownLatch> swapped =
                Stream.generate(() -> new CountDownLatch(1)).limit(LEAST_SWAPS).toList();
        for (Symbol symbol : SYMBOLS) {
            feeders.add(threads.submit(() -> {
                List<Decision> decisions = new ArrayList<>();
                for (Bar bar : walk(symbol, bars)) {
                    int fed = decisions.size();
                    if (fed > 0
                            && fed % (bars / (LEAST_SWAPS + 1))
                                    == 0) { // so that some swaps fall between bars for certain
                        swapped.get(fed / (bars / (LEAST_SWAPS + 1)) - 1).await();
                    }
                    decisions.add(engine.onBar(bar));
                }
                return decisions;
            }));
        }
        int swaps = 0;
        while (feeders.stream().anyMatch(feeder -> !feeder.isDone())) {
            swaps++;
            engine.swapModel(model(swaps));
            if (swaps <= LEAST_SWAPS) {
                swapped.get(swaps - 1).countDown();
            }
        }
        for (int i = 0; i < SYMBOLS.size(); i++) {
            List<Decision> decisions = feeders.get(i).get();
            assertThat(decisions)
                    .extracting(Decision::asOf)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(bars);
            assertThat(decisions.subList(1, bars))
                    .as("features stay warm over every swap")
                    .allMatch(d -> !Double.isNaN(d.prediction().probability()));
        }
        assertThat(swaps).as("swaps while bars flowed").isGreaterThanOrEqualTo(LEAST_SWAPS);
        engine.close();
        replaysByteForByte();
    }

    @Test
    void swapsDuringARunFallBetweenRounds() throws Exception {
        int bars = 300;
        TradingEngine engine = engine(model(0), Duration.ofSeconds(30));
        List<Bar> all = new ArrayList<>();
        List<List<Bar>> walks = SYMBOLS.stream().map(s -> walk(s, bars)).toList();
        for (int i = 0; i < bars; i++) {
            for (List<Bar> walk : walks) {
                all.add(walk.get(i));
            }
        }
        List<Decision> decisions = new ArrayList<>();
        Future<?> run = threads.submit(
                () -> engine.run(TestModels.source(all), threads, Duration.ofSeconds(30), decisions::add));
        int swaps = 0;
        while (!run.isDone()) {
            swaps++;
            engine.swapModel(model(swaps));
        }
        run.get();
        assertThat(decisions).hasSize(all.size());
        for (int i = 0; i < decisions.size(); i += SYMBOLS.size()) {
            assertThat(decisions.subList(i, i + SYMBOLS.size()))
                    .extracting(Decision::modelId)
                    .as("one model per round")
                    .containsOnly(decisions.get(i).modelId());
        }
        engine.close();
        replaysByteForByte();
    }

    private void replaysByteForByte() {
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), ModelSwapTest::byId)
                .replay(directory.resolve("journal"), directory.resolve("copy"));
        assertThat(outcome.difference()).as("seed " + SEED).isEmpty();
        assertThat(outcome.identical()).isTrue();
    }

    @Test
    void aModelThatFailsOnTheNewestBarsLeavesTheOldOneAndSaysWhy() {
        TradingEngine engine = engine(model(1), Duration.ofSeconds(1));
        List<Bar> bars = walk(ONE, 5);
        bars.subList(0, 3).forEach(engine::onBar);
        ServingModel bad = TestModels.of("SWAP-1m-bad", SYMBOLS, frame -> {
            throw new IllegalStateException("weights missing");
        });
        assertThatThrownBy(() -> engine.swapModel(bad))
                .isInstanceOf(LevibotException.class)
                .hasMessageContaining("SWAP-1m-bad")
                .hasMessageContaining("weights missing");
        ServingModel silent = TestModels.of("SWAP-1m-nan", SYMBOLS, frame -> Double.NaN);
        assertThatThrownBy(() -> engine.swapModel(silent)).hasMessageContaining("no probability");
        assertThat(engine.onBar(bars.get(3)).modelId()).contains(model(1).id());
        assertThat(events).noneMatch(event -> event instanceof EngineEvent.ModelSwapped);
        engine.close();
    }

    @Test
    void refusesAModelThatLooksBackFurtherThanTheEngineRemembers() {
        TradingEngine engine = engine(model(1), Duration.ofSeconds(1));
        ServingModel far = new ServingModel(
                "SWAP-1m-far",
                SYMBOLS,
                FeatureRecipe.of(MINUTE, List.of("z_score_20", "realized_vol_20"))
                        .unfitted(),
                TestModels.predictor(frame -> 0.5),
                model(1).calibrator(),
                model(1).policy(),
                model(1).figures());
        assertThatThrownBy(() -> engine.swapModel(far))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("historyBars");
        assertThat(engine.model().orElseThrow().id()).isEqualTo(model(1).id());
        engine.close();
    }

    @Test
    void aDecisionThatHangsRefusesTheSwapInsteadOfHangingIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        ServingModel stuck = TestModels.of("SWAP-1m-stuck", SYMBOLS, frame -> {
            hanging.countDown();
            try {
                release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0.5;
        });
        TradingEngine engine = engine(stuck, Duration.ofMillis(50));
        List<Bar> bars = walk(ONE, 2);
        engine.onBar(bars.get(0));
        Future<Decision> decision = threads.submit(() -> engine.onBar(bars.get(1)));
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> engine.swapModel(model(2)))
                .isInstanceOf(LevibotException.class)
                .hasMessageContaining("hangs");
        release.countDown();
        assertThat(decision.get(10, TimeUnit.SECONDS).modelId()).contains(stuck.id());
        engine.swapModel(model(2));
        assertThat(engine.model().orElseThrow().id()).isEqualTo(model(2).id());
        engine.close();
    }

    @Test
    void valuesFromOutsideAreHandedOver() {
        ServingModel first = external("SWAP-1m-ext1");
        TradingEngine engine = engine(first, Duration.ofSeconds(1));
        List<Bar> bars = walk(ONE, 6);
        engine.onBar(bars.get(0));
        engine.offer(ONE, new ExternalValue("mood", 0.7, bars.get(1).closeTime()));
        engine.offer(ONE, new ExternalValue("mood", 0.8, bars.get(4).closeTime()));
        assertThat(engine.onBar(bars.get(1)).prediction().probability()).isEqualTo(0.7);
        engine.swapModel(external("SWAP-1m-ext2"));
        assertThat(engine.onBar(bars.get(2)).prediction().probability())
                .as("the value in force")
                .isEqualTo(0.7);
        engine.swapModel(external("SWAP-1m-ext3"));
        engine.onBar(bars.get(3));
        assertThat(engine.onBar(bars.get(4)).prediction().probability())
                .as("the value that waited")
                .isEqualTo(0.8);
        engine.close();
    }

    private static ServingModel external(String id) {
        return new ServingModel(
                id,
                SYMBOLS,
                FeatureRecipe.of(MINUTE, List.of())
                        .withExternal(new FeatureSpec("mood", Duration.ofDays(1), MissingRule.ABSTAIN))
                        .unfitted(),
                TestModels.predictor(frame -> frame.value(0)),
                model(1).calibrator(),
                model(1).policy(),
                model(1).figures());
    }
}
