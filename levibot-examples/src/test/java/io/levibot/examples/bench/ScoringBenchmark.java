package io.levibot.examples.bench;

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
 * Scores one row, 8,192 different ones in rotation: a repeated row would be learnt by the branch predictor and make native code
 * look two to four times faster than it is. The number that counts is the ratio of {@code native} to {@code java} on one machine in
 * one run. Refuses to run if a score differs from the other side's by a bit.
 *
 * <p>Run all scoring benchmarks with {@code mvn -B -q -DskipTests -Pbench verify -Dbench=Scoring}, this one with
 * {@code -Dbench=ScoringBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Benchmark)
public class ScoringBenchmark {
    static final int ROWS = 8192;

    /** How to score. */
    @Param({ScoringWay.NATIVE, ScoringWay.LIGHTGBM4J, ScoringWay.JAVA, ScoringWay.JAVA_FLAT})
    public String scorer;

    /** Trees x leaves; mixed is with missing values and categories. */
    @Param({"t100x31", "t500x63", "t500x63_mixed", "t1000x127"})
    public String model;

    private double[][] rows;
    private ScoringWay way;
    private int next;

    /** Loads, and compares with the other side. */
    @Setup(Level.Trial)
    public void load() throws Exception {
        ScoringModel measured = ScoringModel.named(model);
        rows = split(measured.rows(ROWS));
        way = ScoringWay.of(scorer, measured);
        boolean ours = scorer.startsWith(ScoringWay.JAVA);
        try (ScoringWay other = ScoringWay.of(ours ? ScoringWay.NATIVE : ScoringWay.JAVA_FLAT, measured)) {
            way.requireSameAs(other, rows);
        }
    }

    static double[][] split(double[] rowMajor) {
        double[][] rows = new double[rowMajor.length / ScoringData.FEATURES][ScoringData.FEATURES];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rowMajor, i * ScoringData.FEATURES, rows[i], 0, ScoringData.FEATURES);
        }
        return rows;
    }

    /** Frees native memory. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        way.close();
    }

    /** One call on the next row. */
    @Benchmark
    public double row() {
        next = (next + 1) & (ROWS - 1);
        return way.raw(rows[next]);
    }
}
