package io.levibot.examples.bench;

import io.levibot.calibration.stats.BacktestOverfitting;
import io.levibot.calibration.stats.CalibrationReport;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

/**
 * The two heavy pieces of evidence over about a year of 15 minutes: the probability of backtest overfitting of 357 trials over 16
 * blocks, and the calibration report of 35,000 rows with 1,000 bootstrap draws. The calling thread works too, so {@code threads} is
 * one more than the executor has.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class EvidenceBenchmark {
    private static final int PERIODS = 35_000;
    private static final int TRIALS = 357;
    private static final int BLOCKS = 16;

    /** The threads that work. */
    @State(Scope.Benchmark)
    public static class Threads {
        /** Number of threads, the calling one included. */
        @Param({"1", "2"})
        public int threads;

        private final ExecutorService pool = Executors.newSingleThreadExecutor();

        Executor executor() {
            return threads == 1 ? Runnable::run : pool;
        }

        /** Ends the pool. */
        @TearDown
        public void stop() {
            pool.shutdown();
        }
    }

    /** Returns of trials that share half of their variance. */
    @State(Scope.Benchmark)
    public static class Trials {
        double[][] returns;

        /** Makes the returns. */
        @Setup
        public void make() {
            SplittableRandom random = new SplittableRandom(8);
            returns = new double[TRIALS][PERIODS];
            for (int t = 0; t < PERIODS; t++) {
                double common = random.nextGaussian();
                for (double[] trial : returns) {
                    trial[t] = 0.001 * (common + random.nextGaussian());
                }
            }
        }
    }

    /** Timid forecasts before, and shrunk by a tenth after. */
    @State(Scope.Benchmark)
    public static class Forecasts {
        double[] before;
        double[] after;
        int[] outcome;

        /** Makes the rows. */
        @Setup
        public void make() {
            SplittableRandom random = new SplittableRandom(9);
            before = new double[PERIODS];
            after = new double[PERIODS];
            outcome = new int[PERIODS];
            for (int i = 0; i < PERIODS; i++) {
                before[i] = 1.0 / (1.0 + Math.exp(-0.4 * random.nextGaussian()));
                after[i] = 0.5 + 0.9 * (before[i] - 0.5);
                outcome[i] = random.nextDouble() < after[i] ? 1 : 0;
            }
        }
    }

    /** Probability of backtest overfitting from the whole matrix. */
    @Benchmark
    public BacktestOverfitting overfitting(Trials trials, Threads threads) {
        return BacktestOverfitting.of(trials.returns, BLOCKS, threads.executor());
    }

    /** The calibration report. */
    @Benchmark
    public CalibrationReport report(Forecasts forecasts, Threads threads) {
        return CalibrationReport.of(
                forecasts.before,
                forecasts.after,
                forecasts.outcome,
                CalibrationReport.Config.DEFAULT,
                threads.executor());
    }
}
