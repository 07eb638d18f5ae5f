package io.levibot.calibration.threshold;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The sweep of 357 points over 35,000 bars, about a year of 15 minutes, on one thread: the points alone (Sharpe ratio, drawdown,
 * entries, return), and the whole of tuning, which also keeps each point's returns for their correlation and cross-validates the
 * choice over 12,870 splits.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class SweepBenchmark {
    private static final int BARS = 35_000;

    /** A random walk with slowly wandering probabilities: about 700 entries a point. */
    @State(Scope.Benchmark)
    public static class Year {
        TuningSet set;
        ThresholdGrid grid;

        /** Makes the market. */
        @Setup
        public void make() {
            SplittableRandom random = new SplittableRandom(7);
            double[] p = new double[BARS];
            double[] open = new double[BARS];
            double[] close = new double[BARS];
            double price = 100.0;
            double state = 0.0;
            for (int t = 0; t < BARS; t++) {
                open[t] = price;
                price *= Math.exp(0.003 * random.nextGaussian());
                close[t] = price;
                state = 0.9 * state + Math.sqrt(1.0 - 0.81) * random.nextGaussian();
                p[t] = 0.5 + 0.1 * state / (1.0 + Math.abs(state));
            }
            set = TuningSet.builder(p, open, close).costs(CostModel.DEFAULT).build();
            grid = ThresholdGrid.of(set, SweepOptions.Grid.QUANTILE);
        }
    }

    /** Every point, on one thread, from the bars on. */
    @Benchmark
    public TuningResult.Trial[] points(Year year) {
        return SweptGrid.trials(
                year.grid, GridRun.trade(SweepBars.of(year.set, 1.0), year.grid.entries(), year.grid.exits()));
    }

    /** The whole of tuning, on one thread. */
    @Benchmark
    public TuningResult tune(Year year) {
        SweepOptions options = new SweepOptions(
                SweepOptions.DEFAULT_MIN_TRADES, SweepOptions.DEFAULT_MAX_DRAWDOWN, SweepOptions.Grid.QUANTILE);
        return new ThresholdSweep(options, 1.0, Runnable::run).tune(year.set);
    }
}
