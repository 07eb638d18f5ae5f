package io.levibot.examples.bench;

import io.levibot.model.lightgbm.LightGbmExplainer;
import io.levibot.model.lightgbm.LightGbmModelReader;
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
 * Splits the score of one row into contributions (path-dependent TreeSHAP), 4,096 different rows in rotation. Native is the prepared
 * single-row call. Refuses to run if a contribution differs by more than 1e-9.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ScoringContributionBenchmark {
    private static final int ROWS = 4096;
    private static final int COMPARED = 50;
    private static final double TOLERANCE = 1e-9;

    /** How to explain. */
    @Param({ScoringWay.NATIVE, ScoringWay.JAVA})
    public String scorer;

    /** As in {@link ScoringBenchmark}. */
    @Param({"t100x31", "t500x63", "t500x63_mixed", "t1000x127"})
    public String model;

    private final double[] target = new double[ScoringData.FEATURES + 1];
    private double[][] rows;
    private ScoringNative booster;
    private LightGbmExplainer explainer;
    private int next;

    /** Loads both sides and compares them. */
    @Setup(Level.Trial)
    public void load() throws Exception {
        ScoringModel measured = ScoringModel.named(model);
        rows = ScoringBenchmark.split(measured.rows(ROWS));
        ScoringNative.loadLibrary(measured.text());
        booster = new ScoringNative(measured.text());
        explainer = new LightGbmModelReader().read(measured.bytes()).explainer();
        double[] expected = new double[target.length];
        for (int i = 0; i < COMPARED; i++) {
            booster.contributions(rows[i], expected);
            explainer.contributions(rows[i], 0, target, 0);
            for (int j = 0; j < target.length; j++) {
                if (!(Math.abs(target[j] - expected[j]) <= TOLERANCE)) {
                    throw new IllegalStateException("outputs differ in row " + i + ", nothing is measured");
                }
            }
        }
    }

    /** Frees native memory. */
    @TearDown(Level.Trial)
    public void close() {
        booster.close();
    }

    /** One call on the next row. */
    @Benchmark
    public double contributions() {
        next = (next + 1) & (ROWS - 1);
        if (scorer.equals(ScoringWay.JAVA)) {
            explainer.contributions(rows[next], 0, target, 0);
            return target[0];
        }
        return booster.contributions(rows[next], target);
    }
}
