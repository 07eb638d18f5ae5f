package io.levibot.examples.bench;

import io.levibot.engine.EngineConfig;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.research.Backtest;
import io.levibot.engine.research.BacktestResult;
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

/** A whole event-driven backtest of 35,000 bars: policy, limits, latch and fills on, the journal off. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class BacktestBenchmark {
    static final int BARS = 35_000;

    /** What decides: 100 trees with 31 leaves on the standard features, or a constant without features. */
    @Param({"constant", "lightgbm"})
    public String model = "constant";

    private final BarSeries bars = BenchMarket.bars(BARS);
    private @Nullable ServingModel served;
    private @Nullable EngineConfig config;

    /** Makes the model. */
    @Setup
    public void make() {
        served = model.equals("constant") ? BenchMarket.constant() : BenchMarket.lightGbm();
        config = EngineConfig.builder(BenchMarket.FIFTEEN_MINUTES, List.of(BenchMarket.BTC))
                .build();
    }

    /** Closes it. */
    @TearDown
    public void close() {
        Objects.requireNonNull(served).close();
    }

    /** The engine over all bars. */
    @Benchmark
    public BacktestResult engine() {
        return new Backtest(Objects.requireNonNull(config)).run(Objects.requireNonNull(served), bars, 0, BARS);
    }
}
