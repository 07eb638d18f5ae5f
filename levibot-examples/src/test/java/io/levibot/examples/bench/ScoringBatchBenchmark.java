package io.levibot.examples.bench;

import io.levibot.model.lightgbm.LightGbmModelReader;
import io.levibot.model.lightgbm.LightGbmScorer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Scores 10,000 rows at once; the time is that of one row. Native is {@code predictForMat} on rows that lie in native memory already.
 * Refuses to run if a score differs from the other side's by a bit.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ScoringBatchBenchmark {
    private static final int ROWS = 10_000;

    /** How to score. */
    @Param({ScoringWay.NATIVE, ScoringWay.JAVA})
    public String scorer;

    /** Threads that score. */
    @Param({"1", "2"})
    public int threads;

    /** As in {@link ScoringBenchmark}. */
    @Param({"t100x31", "t500x63", "t500x63_mixed", "t1000x127"})
    public String model;

    private final double[] scores = new double[ROWS];
    private double[] rows;
    private ScoringNative booster;
    private ScoringNative.Batch batch;
    private LightGbmScorer javaScorer;
    private ExecutorService executor;

    /** Loads both sides and compares them. */
    @Setup(Level.Trial)
    public void load() throws Exception {
        ScoringModel measured = ScoringModel.named(model);
        rows = measured.rows(ROWS);
        ScoringNative.loadLibrary(measured.text());
        booster = new ScoringNative(measured.text());
        batch = booster.new Batch(rows, ROWS);
        javaScorer = new LightGbmModelReader().read(measured.bytes()).scorer();
        executor = Executors.newFixedThreadPool(Math.max(1, threads - 1));
        batch.raw(threads);
        scoreInJava();
        for (int i = 0; i < ROWS; i++) {
            if (Double.doubleToLongBits(scores[i]) != Double.doubleToLongBits(batch.score(i))) {
                throw new IllegalStateException("outputs differ in row " + i + ", nothing is measured");
            }
        }
    }

    /** Frees native memory and threads. */
    @TearDown(Level.Trial)
    public void close() {
        executor.shutdownNow();
        batch.close();
        booster.close();
    }

    private void scoreInJava() {
        if (threads == 1) {
            javaScorer.rawBatch(rows, 0, ROWS, scores, 0);
        } else {
            javaScorer.rawBatch(rows, 0, ROWS, scores, 0, threads, executor);
        }
    }

    /** All rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Object rows() {
        if (scorer.equals(ScoringWay.JAVA)) {
            scoreInJava();
        } else {
            batch.raw(threads);
        }
        return scores;
    }
}
