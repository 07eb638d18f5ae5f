package io.levibot.examples.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Scores one row as a trading engine does, which has done other things since the last bar: before each call 8 MiB of other memory
 * are walked and a thousand unforeseeable branches taken. What counts are the median and the 99th percentile of {@code
 * afterOtherWork}; {@code firstCall} is the very first one of a process, model loaded, library loaded, nothing compiled.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class ScoringColdBenchmark {
    private static final int OTHER_LONGS = 1 << 20;
    private static final int LINE_LONGS = 8;
    private static final int BRANCHES = 1000;

    /** How to score. */
    @Param({ScoringWay.NATIVE, ScoringWay.JAVA})
    public String scorer;

    /** As in {@link ScoringBenchmark}. */
    @Param({"t100x31", "t500x63", "t500x63_mixed", "t1000x127"})
    public String model;

    private final long[] other = new long[OTHER_LONGS];
    private final SplittableRandom random = new SplittableRandom(3);
    private double[][] rows;
    private ScoringWay way;
    private int next;
    private long sum;

    /** Loads. */
    @Setup(Level.Trial)
    public void load() throws Exception {
        ScoringModel measured = ScoringModel.named(model);
        rows = ScoringBenchmark.split(measured.rows(ScoringBenchmark.ROWS));
        way = ScoringWay.of(scorer, measured);
    }

    /** Frees native memory. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        way.close();
    }

    /** Something else: not measured. */
    @Setup(Level.Invocation)
    public void doOtherWork() {
        next = (next + 1) & (ScoringBenchmark.ROWS - 1);
        for (int i = 0; i < OTHER_LONGS; i += LINE_LONGS) {
            other[i] += next;
            sum += other[i];
        }
        for (int i = 0; i < BRANCHES; i++) {
            if (random.nextBoolean()) {
                sum ^= i;
            } else {
                sum += i;
            }
        }
    }

    /** One call with compiled code and cold caches. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 3, time = 2)
    @Fork(1)
    public double afterOtherWork() {
        return way.raw(rows[next]) + (sum == 1 ? 1 : 0);
    }

    /** The first call of a process. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(5)
    public double firstCall() {
        return way.raw(rows[next]) + (sum == 1 ? 1 : 0);
    }
}
