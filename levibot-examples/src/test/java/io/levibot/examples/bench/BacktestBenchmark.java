package io.levibot.examples.bench;

import io.levibot.api.CostModel;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.research.Backtest;
import io.levibot.engine.research.BacktestResult;
import io.levibot.engine.risk.RiskLimits;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.backtest.TradeOnNextOpenModel;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;

/**
 * A whole event-driven backtest of 35,000 bars: policy, limits, latch and fills on, the journal off; and ta4j's backtest of the same
 * rule on the same bars, filled at the next open as ours is, both without costs. Time over 35,000 is the time of a bar. Refuses
 * to measure if the two do not make the same number of trades.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class BacktestBenchmark {
    private static final int BARS = 35_000;
    private static final double PERCENT = 100.0;

    /** One of our models, and limits that are checked but never reached, so that trading goes on to the end. */
    @State(Scope.Benchmark)
    public static class Ours {
        /** A constant without features, a threshold on the last bar's move, or 100 trees with 31 leaves. */
        @Param({"constant", "threshold", "lightgbm"})
        public String model = "constant";

        private final BarSeries bars = BenchMarket.bars(BARS);
        private final EngineConfig config = config();
        private @Nullable ServingModel served;

        /** Makes the model. */
        @Setup
        public void make() {
            served = switch (model) {
                case "constant" -> BenchMarket.constant();
                case "threshold" -> BenchMarket.threshold();
                default -> BenchMarket.lightGbm();
            };
        }

        /** Closes it. */
        @TearDown
        public void close() {
            Objects.requireNonNull(served).close();
        }

        BacktestResult run() {
            return new Backtest(config).run(Objects.requireNonNull(served), bars, 0, BARS);
        }

        private static EngineConfig config() {
            return EngineConfig.builder(BenchMarket.FIFTEEN_MINUTES, List.of(BenchMarket.BTC))
                    .costs(CostModel.FREE)
                    .limits(RiskLimits.builder()
                            .maxDailyLossFraction(1.0)
                            .maxDrawdownFraction(1.0)
                            .maxEntryMove(1.0)
                            .build())
                    .build();
        }
    }

    /** The same bars as ta4j has them. */
    @State(Scope.Benchmark)
    public static class Ta4j {
        private org.ta4j.core.@Nullable BarSeries series;

        /** Makes the bars, and checks that both trade alike. */
        @Setup
        public void make() {
            series = Ta4jSeries.of(BenchMarket.bars(BARS));
            Ours ours = new Ours();
            ours.model = "threshold";
            ours.make();
            int trades = ours.run().trades();
            ours.close();
            TradingRecord record = run();
            int peers = record.getPositionCount() + (record.isClosed() ? 0 : 1);
            if (trades != peers || trades < BARS / 100) {
                throw new IllegalStateException("the engine made " + trades + " trades, ta4j " + peers);
            }
        }

        TradingRecord run() {
            org.ta4j.core.BarSeries bars = Objects.requireNonNull(series);
            ROCIndicator move = new ROCIndicator(new ClosePriceIndicator(bars), 1);
            Strategy strategy = new BaseStrategy(
                    new OverIndicatorRule(move, PERCENT * BenchMarket.STEP),
                    new UnderIndicatorRule(move, -PERCENT * BenchMarket.STEP));
            return new BarSeriesManager(bars, new TradeOnNextOpenModel()).run(strategy);
        }
    }

    /** The engine over all bars. */
    @Benchmark
    public BacktestResult engine(Ours ours) {
        return ours.run();
    }

    /** ta4j over all bars, the threshold rule. */
    @Benchmark
    public TradingRecord ta4j(Ta4j peer) {
        return peer.run();
    }
}
