package io.levibot.examples.bench;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.IsotonicRegression;
import io.levibot.calibration.VennAbersProvider;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
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
 * Isotonic fit and lookup, beside scikit-learn's on the same data and in the same run. The peer needs Debian's {@code
 * python3-sklearn}; without it its two benchmarks fail with a message and the others go on. The interpreter is {@code
 * /usr/bin/python3} unless the system property {@code levibot.bench.python} names another. The heap is held at 1 GiB.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class CalibrationBenchmark {
    private static final int QUERIES = 4096;
    private static final int KNOTS = 512;

    /** Unsorted distinct scores with 0/1 labels, and weights from 0.5 to 1.5. */
    @State(Scope.Benchmark)
    public static class Rows {
        /** Number of rows. */
        @Param({"100000", "1000000", "10000000"})
        public int n;

        double[] scores;
        double[] labels;
        double[] weights;

        /** Makes the data. */
        @Setup
        public void make() {
            scores = new double[n];
            labels = new double[n];
            weights = new double[n];
            for (int i = 0; i < n; i++) {
                double z = uniform(5L * i) + uniform(5L * i + 1) + uniform(5L * i + 2) - 1.5;
                scores[i] = 4.0 * z;
                labels[i] = uniform(5L * i + 3) < 0.5 + 0.3 * z ? 1.0 : 0.0;
                weights[i] = 0.5 + uniform(5L * i + 4);
            }
        }
    }

    /** A worker process that fits scikit-learn's IsotonicRegression on request. */
    @State(Scope.Benchmark)
    public static class ScikitLearn {
        private Process process;
        private BufferedReader answers;
        private BufferedWriter requests;

        /** Starts the worker, which makes the same data for itself. */
        @Setup
        public void start(Rows rows) throws IOException {
            String script;
            try (InputStream in = CalibrationBenchmark.class.getResourceAsStream("isotonic_peer.py")) {
                script = new String(
                        Objects.requireNonNull(in, "isotonic_peer.py").readAllBytes(), StandardCharsets.UTF_8);
            }
            String python = System.getProperty("levibot.bench.python", "/usr/bin/python3");
            process = new ProcessBuilder(python, "-c", script, String.valueOf(rows.n))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader(StandardCharsets.UTF_8);
            requests = process.outputWriter(StandardCharsets.UTF_8);
            String first = answers.readLine();
            if (first == null || !first.startsWith("ready")) {
                throw new IllegalStateException(python + " has no scikit-learn: install python3-sklearn");
            }
        }

        String fit(String what) throws IOException {
            requests.write(what);
            requests.newLine();
            requests.flush();
            return Objects.requireNonNull(answers.readLine(), "the worker has ended");
        }

        /** Ends the worker. */
        @TearDown
        public void stop() {
            process.destroy();
        }
    }

    /** A map of 512 knots and other queries in rotation than it was fitted on. */
    @State(Scope.Benchmark)
    public static class Map512 {
        /** Whether knots are spread like the scores, or crowd into a thousandth of the range. */
        @Param({"spread", "crowded"})
        public String knots;

        double[] queries;
        double[] answers;
        IsotonicRegression map;

        /** Makes the map and the queries. */
        @Setup(Level.Trial)
        public void make() {
            double[] x = new double[KNOTS];
            double[] y = new double[KNOTS];
            for (int i = 0; i < KNOTS; i++) {
                double quantile = (i + uniform(i)) / KNOTS;
                x[i] = 12.0 * (quantile - 0.5) * (knots.equals("spread") || i % (KNOTS - 1) == 0 ? 1.0 : 1e-3);
                y[i] = i / (KNOTS - 1.0);
            }
            map = IsotonicRegression.fit(x, y);
            queries = new double[QUERIES];
            answers = new double[QUERIES];
            for (int i = 0; i < QUERIES; i++) {
                queries[i] = 12.0 * (uniform(1_000_000L + i) - 0.5) * (knots.equals("spread") ? 1.0 : 1e-3);
            }
        }
    }

    /** A Venn-ABERS map of 35,000 rows. */
    @State(Scope.Benchmark)
    public static class VennAbers {
        CalibrationSet set;
        Calibrator map;
        double[] queries;

        /** Makes the data and the map. */
        @Setup
        public void make() {
            Rows rows = new Rows();
            rows.n = 35_000;
            rows.make();
            set = CalibrationSet.of(rows.scores, rows.labels, ScoreScale.LOG_ODDS);
            map = fit();
            queries = new double[QUERIES];
            for (int i = 0; i < QUERIES; i++) {
                queries[i] = 12.0 * (uniform(2_000_000L + i) - 0.5);
            }
        }

        Calibrator fit() {
            VennAbersProvider provider = new VennAbersProvider();
            return provider.fit(
                    set,
                    PluginConfig.empty(provider),
                    PluginContext.builder(InstantSource.fixed(Instant.EPOCH)).build());
        }
    }

    /** Fit to labels of equal weight. */
    @Benchmark
    public IsotonicRegression isotonicFit(Rows rows) {
        return IsotonicRegression.fit(rows.scores, rows.labels);
    }

    /** Fit to weighted labels. */
    @Benchmark
    public IsotonicRegression isotonicFitWeighted(Rows rows) {
        return IsotonicRegression.fit(rows.scores, rows.labels, rows.weights, IsotonicRegression.Options.DEFAULT);
    }

    /** The peer's fit to labels of equal weight. */
    @Benchmark
    public String isotonicFitScikitLearn(Rows rows, ScikitLearn peer) throws IOException {
        return peer.fit("equal");
    }

    /** The peer's fit to weighted labels. */
    @Benchmark
    public String isotonicFitWeightedScikitLearn(Rows rows, ScikitLearn peer) throws IOException {
        return peer.fit("weighted");
    }

    /** One query of a map of 512 knots. */
    @Benchmark
    @OperationsPerInvocation(QUERIES)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public double[] isotonicApply(Map512 state) {
        state.map.predict(state.queries, state.answers);
        return state.answers;
    }

    /** One query of a Venn-ABERS map: probability and both ends of the interval. */
    @Benchmark
    @OperationsPerInvocation(QUERIES)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public double vennAbersApply(VennAbers state) {
        double sum = 0.0;
        for (double query : state.queries) {
            sum += state.map.calibrate(query) + state.map.lower(query) + state.map.upper(query);
        }
        return sum;
    }

    /** Fit of Venn-ABERS to 35,000 rows. */
    @Benchmark
    public Calibrator vennAbersFit(VennAbers state) {
        return state.fit();
    }

    /** SplitMix64 of a counter, as a number in [0, 1): the same in every language. */
    static double uniform(long counter) {
        long z = (counter + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }
}
