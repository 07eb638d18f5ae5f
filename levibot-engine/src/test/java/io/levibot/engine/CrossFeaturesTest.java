package io.levibot.engine;

import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ArtifactException;
import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.FeatureFrame;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.label.Labels;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.research.Dataset;
import io.levibot.engine.research.History;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrossFeaturesTest {
    private static final long SEED = 17;
    private static final Symbol ONE = Symbol.of("AAAUSDT");
    private static final Symbol TWO = Symbol.of("BBBUSDT");
    private static final Symbol THREE = Symbol.of("CCCUSDT");
    private static final List<Symbol> SYMBOLS = List.of(ONE, TWO, THREE);
    private static final FeatureSet FEATURES = FeatureRecipe.of(MINUTE, List.of("ret_1"))
            .withCross("ret_1", TWO)
            .withCross("ret_3", ONE)
            .withCross("ret_1", ONE)
            .unfitted();

    @TempDir
    private Path directory;

    private record Key(Symbol symbol, Instant asOf) {}

    private static ServingModel model(String id, Map<Key, double[]> served) {
        ServingModel plain = TestModels.of(id, SYMBOLS, frame -> 0.5);
        return new ServingModel(
                id,
                SYMBOLS,
                FEATURES,
                TestModels.predictor(frame -> {
                    double[] row = new double[FEATURES.schema().size()];
                    frame.copyRow(0, row, 0);
                    served.put(new Key(frame.symbol(), frame.asOf()), row);
                    return probability(frame);
                }),
                plain.calibrator(),
                plain.policy(),
                plain.figures());
    }

    private static double probability(FeatureFrame frame) {
        return 1.0 / (1.0 + StrictMath.exp(-300.0 * (frame.value(0) + frame.value(1))));
    }

    private static List<Bar> walk(Symbol symbol, int bars, int gapEvery) {
        Random random = new Random(SEED + symbol.hashCode());
        List<Bar> walk = new ArrayList<>();
        double price = 100.0;
        for (int i = 0; i < bars; i++) {
            double open = price;
            price = open * Math.exp(0.003 * random.nextGaussian());
            if (gapEvery == 0 || i % gapEvery != gapEvery - 1) {
                walk.add(TestModels.bar(symbol, i, open, price));
            }
        }
        return walk;
    }

    private static List<Bar> market(int bars) {
        List<Bar> all = new ArrayList<>();
        all.addAll(walk(ONE, bars, 11));
        all.addAll(walk(TWO, bars, 7));
        all.addAll(walk(THREE, bars, 0));
        all.sort(Comparator.comparing(Bar::closeTime).thenComparing(Bar::symbol));
        return all;
    }

    private static BarSeries series(List<Bar> bars, Symbol symbol) {
        BarSeries.Builder series = BarSeries.builder(symbol, MINUTE);
        bars.stream().filter(bar -> bar.symbol().equals(symbol)).forEach(series::add);
        return series.build();
    }

    private TradingEngine engine(String journal, SimulatedClock clock, ServingModel model) {
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, SYMBOLS)
                                .limits(RiskLimits.unlimited())
                                .historyBars(30)
                                .exposure(0.2)
                                .build(),
                        clock)
                .latch(KillLatch.inMemory(clock))
                .model(model)
                .journal(JournalWriter.create(directory.resolve(journal)))
                .build();
        engine.start("tester");
        return engine;
    }

    @Test
    void anEarlierSymbolIsSeenAtTheSameCloseAndALaterOneAtTheCloseBefore() {
        List<Bar> bars = market(6);
        Map<Key, double[]> served = new ConcurrentHashMap<>();
        SimulatedClock clock = new SimulatedClock(START);
        try (TradingEngine engine = engine("order", clock, model("CROSS-1m-1", served))) {
            engine.run(TestModels.source(bars), decision -> {});
        }
        BarSeries two = series(bars, TWO);
        double before = Math.log(two.close(3) / two.close(2));
        double same = Math.log(two.close(4) / two.close(3));
        Instant close = two.closeTime(4);
        assertThat(served.get(new Key(ONE, close))[1])
                .as("AAA comes before BBB")
                .isEqualTo(before);
        assertThat(served.get(new Key(THREE, close))[1])
                .as("CCC comes after BBB")
                .isEqualTo(same);
    }

    @Test
    void trainingRowsAreTheServedRowsBitForBit() {
        List<Bar> bars = market(200);
        Map<Key, double[]> served = new ConcurrentHashMap<>();
        SimulatedClock clock = new SimulatedClock(START);
        try (TradingEngine engine = engine("parity", clock, model("CROSS-1m-1", served))) {
            engine.run(TestModels.source(bars), decision -> {});
        }
        int compared = 0;
        for (Symbol symbol : SYMBOLS) {
            BarSeries own = series(bars, symbol);
            List<History> others = SYMBOLS.stream()
                    .filter(other -> !other.equals(symbol))
                    .map(other -> History.of(series(bars, other)))
                    .toList();
            Dataset data = Dataset.of(History.of(own), FEATURES, Labels.of(own, new HorizonDirection(1)), others);
            for (int bar = 0; bar < own.size(); bar++) {
                double[] row = served.get(new Key(symbol, own.closeTime(bar)));
                assertThat(row != null).as("usable").isEqualTo(data.isUsable(bar));
                if (row != null) {
                    double[] trained = new double[row.length];
                    data.frame(bar).copyRow(0, trained, 0);
                    assertThat(trained).isEqualTo(row);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(400);
    }

    @Test
    void aRowDependsOnNothingThatClosedAfterIt() {
        List<Bar> bars = market(120);
        BarSeries own = series(bars, THREE);
        Dataset whole = dataset(own, series(bars, ONE), series(bars, TWO));
        for (int length = 10; length < own.size(); length += 10) {
            Instant end = own.closeTime(length - 1);
            List<Bar> past =
                    bars.stream().filter(bar -> !bar.closeTime().isAfter(end)).toList();
            Dataset prefix = dataset(series(past, THREE), series(past, ONE), series(past, TWO));
            for (int bar = 0; bar < length; bar++) {
                for (int feature = 0; feature < FEATURES.schema().size(); feature++) {
                    assertThat(Double.doubleToLongBits(prefix.frame(bar).value(0, feature)))
                            .isEqualTo(Double.doubleToLongBits(whole.frame(bar).value(0, feature)));
                }
            }
        }
    }

    private static Dataset dataset(BarSeries own, BarSeries... others) {
        return Dataset.of(
                History.of(own),
                FEATURES,
                Labels.of(own, new HorizonDirection(1)),
                Arrays.stream(others).map(History::of).toList());
    }

    @Test
    void manyThreadsAndAReplayWriteTheSameJournal() throws Exception {
        List<Bar> bars = market(80);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            SimulatedClock one = new SimulatedClock(START);
            try (TradingEngine engine = engine("one", one, model("CROSS-1m-1", new ConcurrentHashMap<>()))) {
                engine.run(TestModels.source(bars), decision -> {});
            }
            SimulatedClock many = new SimulatedClock(START);
            try (TradingEngine engine = engine("many", many, model("CROSS-1m-1", new ConcurrentHashMap<>()))) {
                engine.run(TestModels.source(bars), threads, Duration.ofSeconds(30), decision -> {});
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Files.readAllBytes(directory.resolve("many")))
                .isEqualTo(Files.readAllBytes(directory.resolve("one")));
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), id -> model(id, new ConcurrentHashMap<>()))
                .replay(directory.resolve("many"), directory.resolve("copy"));
        assertThat(outcome.difference()).isEmpty();
    }

    @Test
    void aModelThatIsSwappedInSeesOtherSymbolsAtOnce() {
        List<Bar> bars = market(60);
        SimulatedClock clock = new SimulatedClock(START);
        List<Decision> decisions = new ArrayList<>();
        try (TradingEngine engine = engine("swap", clock, TestModels.of("PLAIN-1m-1", SYMBOLS, frame -> 0.5))) {
            engine.run(TestModels.source(bars.subList(0, 90)), decisions::add);
            engine.swapModel(model("CROSS-1m-2", new ConcurrentHashMap<>()));
            engine.run(TestModels.source(bars.subList(90, bars.size())), decisions::add);
        }
        assertThat(decisions.subList(90, decisions.size()))
                .allMatch(decision -> decision.modelId().orElseThrow().equals("CROSS-1m-2"))
                .allMatch(decision -> !Double.isNaN(decision.prediction().probability()));
    }

    @Test
    void aSourceThatFallsSilentMakesTheOthersAbstain() {
        List<Bar> bars = market(30).stream()
                .filter(bar -> !bar.symbol().equals(TWO) || bar.closeTime().isBefore(START.plusSeconds(60 * 20)))
                .toList();
        SimulatedClock clock = new SimulatedClock(START);
        List<Decision> decisions = new ArrayList<>();
        try (TradingEngine engine = engine("silent", clock, model("CROSS-1m-1", new ConcurrentHashMap<>()))) {
            engine.run(TestModels.source(bars), decisions::add);
        }
        assertThat(decisions.get(decisions.size() - 1).reasons().get(0).toString())
                .isEqualTo("STALE_FEATURE: ret_1_at_bbbusdt");
    }

    @Test
    void theSetRoundTripsAndRefusesWhatDoesNotFit() {
        FeatureSet set = FeatureRecipe.of(MINUTE, List.of("ret_1"))
                .withCross("ret_1", TWO)
                .fit(series(market(50), ONE));
        FeatureSet back = FeatureSet.fromJson(set.toJson(), "test");
        assertThat(back.toJson()).isEqualTo(set.toJson());
        assertThat(back.crossSources()).isEqualTo(set.crossSources()).hasSize(1);
        assertThat(back.schema().fingerprint()).isEqualTo(set.schema().fingerprint());
        String wrong = set.toJson().toString().replaceFirst("\"feature\":\"ret_1\"", "\"feature\":\"ret_6\"");
        assertThatThrownBy(() ->
                        FeatureSet.fromJson(new com.fasterxml.jackson.databind.ObjectMapper().readTree(wrong), "test"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("ret_6_at_bbbusdt");
        assertThatThrownBy(() -> FeatureSet.standard(MINUTE).withCross("regime_vol", ONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEngineWithoutTheSourceRefusesTheModel() {
        SimulatedClock clock = new SimulatedClock(START);
        EngineConfig config =
                EngineConfig.builder(MINUTE, List.of(ONE)).historyBars(30).build();
        assertThatThrownBy(() -> TradingEngine.builder(config, clock)
                        .latch(KillLatch.inMemory(clock))
                        .model(model("CROSS-1m-1", new ConcurrentHashMap<>()))
                        .build())
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("BBBUSDT");
        BarSeries own = series(market(20), ONE);
        assertThatThrownBy(() -> Dataset.of(History.of(own), FEATURES, Labels.of(own, new HorizonDirection(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BBBUSDT");
    }
}
