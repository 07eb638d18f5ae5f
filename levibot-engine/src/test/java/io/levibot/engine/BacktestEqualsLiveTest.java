package io.levibot.engine;

import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.research.Backtest;
import io.levibot.engine.research.BacktestResult;
import io.levibot.engine.research.History;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest is the live engine with another clock, source and broker: the same bars give the same everything. */
final class BacktestEqualsLiveTest {
    private static final Symbol ONE = Symbol.of("AAAUSDT");
    private static final int BARS = 600;
    private static final int FROM = 50;

    @TempDir
    private Path directory;

    private static EngineConfig config(List<Symbol> symbols) {
        return EngineConfig.builder(MINUTE, symbols)
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.004)
                        .takeProfitFraction(0.006)
                        .maxBarsHeld(7)
                        .maxTradesPerHour(9)
                        .cooldownAfterLoss(Duration.ofMinutes(3))
                        .maxOpenPositions(2)
                        .build())
                .exposure(0.4)
                .build();
    }

    private static ServingModel model(List<Symbol> symbols) {
        return TestModels.of("PAR-1m-00000000000000aa", symbols, BacktestEqualsLiveTest::score);
    }

    private static double score(FeatureFrame frame) {
        return 1.0 / (1.0 + StrictMath.exp(-400.0 * frame.value(0)));
    }

    /** A random walk with gaps, wide bars and now and then a bad print. */
    private static List<Bar> market(Symbol symbol, long seed) {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>();
        double price = 100.0;
        for (int i = 0; i < BARS; i++) {
            double open = price * (1.0 + 0.0005 * random.nextGaussian());
            price = open * Math.exp(0.003 * random.nextGaussian());
            double high = Math.max(open, price) * (1.0 + 0.002 * random.nextDouble());
            double low = Math.min(open, price) * (1.0 - 0.002 * random.nextDouble());
            boolean bad = i > FROM + 20 && i < BARS - 2 && random.nextInt(150) == 0;
            if (random.nextInt(40) != 0 || i == FROM) {
                Bar plain = TestModels.bar(symbol, i, open, price);
                bars.add(new Bar(
                        symbol,
                        plain.openTime(),
                        plain.closeTime(),
                        open,
                        bad ? price * 10 : high,
                        low,
                        bad ? price * 10 : price,
                        1.0 + random.nextInt(5)));
            }
        }
        return bars;
    }

    /** What a decision is, apart from how late it was made. */
    private static List<Object> essence(Decision decision) {
        return List.of(
                decision.symbol(),
                decision.asOf(),
                decision.signal(),
                decision.reasons(),
                decision.source(),
                decision.prediction(),
                decision.thresholds(),
                decision.modelId(),
                decision.orders(),
                decision.contributions());
    }

    private static final class Recorder {
        final List<Fill> fills = new ArrayList<>();
        final List<Long> equity = new ArrayList<>();
        int submitted;
        boolean on;

        void take(EngineEvent event) {
            if (!on) {
                return;
            }
            if (event instanceof EngineEvent.Marked marked) {
                equity.add(Double.doubleToLongBits(marked.equity()));
            } else if (event instanceof EngineEvent.OrderSubmitted) {
                submitted++;
            } else if (event instanceof EngineEvent.OrderUpdated updated
                    && updated.update() instanceof OrderUpdate.Filled filled) {
                fills.add(filled.fill());
            }
        }
    }

    @Test
    void aBacktestDecidesTradesAndEarnsWhatTheLiveEngineDoes() {
        int traded = 0;
        for (long seed = 1; seed <= 12; seed++) {
            List<Bar> bars = market(ONE, seed);
            BarSeries.Builder series = BarSeries.builder(ONE, MINUTE);
            bars.forEach(series::add);
            History history = History.of(series.build());
            BacktestResult backtest = new Backtest(config(List.of(ONE)))
                    .run(
                            model(List.of(ONE)),
                            history.all(),
                            FROM,
                            history.accepted().size());

            Recorder live = new Recorder();
            List<Decision> decisions = new ArrayList<>();
            Random latency = new Random(seed);
            SimulatedClock time = new SimulatedClock(START);
            try (TradingEngine engine = TradingEngine.builder(
                            config(List.of(ONE)), InstantSource.offset(time, Duration.ZERO))
                    .latch(KillLatch.inMemory(time))
                    .model(model(List.of(ONE)))
                    .journal(JournalWriter.create(directory.resolve("live" + seed)))
                    .listener(live::take)
                    .build()) {
                for (int i = 0; i < bars.size(); i++) {
                    Bar bar = bars.get(i);
                    time.advanceTo(bar.closeTime().plusMillis(latency.nextInt(900)));
                    if (i == FROM) {
                        live.on = true;
                        engine.start("tester");
                    }
                    Decision decision = engine.onBar(bar);
                    if (i >= FROM) {
                        decisions.add(decision);
                    }
                }
            }
            String which = "seed " + seed;
            assertThat(decisions.stream().map(BacktestEqualsLiveTest::essence).toList())
                    .as(which)
                    .isEqualTo(backtest.decisions().stream()
                            .map(BacktestEqualsLiveTest::essence)
                            .toList());
            assertThat(live.fills).as(which).isEqualTo(backtest.fills());
            assertThat(live.submitted).as(which).isEqualTo(backtest.ordersSubmitted());
            assertThat(live.equity).as(which).isEqualTo(bits(backtest));
            traded += live.fills.size();
        }
        assertThat(traded).isGreaterThan(200);
    }

    private static List<Long> bits(BacktestResult result) {
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < result.equity().size(); i++) {
            bits.add(Double.doubleToLongBits(result.equity().at(i)));
        }
        return bits;
    }

    @Test
    void severalSymbolsThatShareCapitalGiveTheSameOnEveryRoad() throws Exception {
        List<Symbol> symbols = List.of(ONE, Symbol.of("BBBUSDT"), Symbol.of("CCCUSDT"), Symbol.of("DDDUSDT"));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (long seed = 1; seed <= 4; seed++) {
                long base = seed * 100;
                List<Bar> all = new ArrayList<>();
                for (int i = 0; i < symbols.size(); i++) {
                    all.addAll(market(symbols.get(i), base + i));
                }
                all.sort(java.util.Comparator.comparing(Bar::closeTime).thenComparing(Bar::symbol));

                SimulatedClock bars = new SimulatedClock(START);
                Recorder byHand = new Recorder();
                List<Decision> onBar = new ArrayList<>();
                try (TradingEngine engine = engine(symbols, bars, byHand)) {
                    for (Bar bar : all) {
                        bars.advanceTo(bar.closeTime());
                        onBar.add(engine.onBar(bar));
                    }
                }
                SimulatedClock rounds = new SimulatedClock(START);
                Recorder sideBySide = new Recorder();
                List<Decision> run = new ArrayList<>();
                try (TradingEngine engine = engine(symbols, rounds, sideBySide)) {
                    engine.run(TestModels.source(all), threads, Duration.ofSeconds(30), run::add);
                }
                assertThat(run).as("seed " + seed).isEqualTo(onBar);
                assertThat(sideBySide.fills).isEqualTo(byHand.fills).hasSizeGreaterThan(20);
                assertThat(sideBySide.equity).isEqualTo(byHand.equity);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static TradingEngine engine(List<Symbol> symbols, SimulatedClock clock, Recorder recorder) {
        recorder.on = true;
        TradingEngine engine = TradingEngine.builder(config(symbols), clock)
                .latch(KillLatch.inMemory(clock))
                .model(model(symbols))
                .listener(recorder::take)
                .build();
        engine.start("tester");
        return engine;
    }
}
