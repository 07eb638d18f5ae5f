package io.levibot.examples.bench;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import io.levibot.model.lightgbm.LightGbmModelReader;
import io.levibot.model.lightgbm.LightGbmScorer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.Warmup;

/** From the model text to something that scores, and, beside the time, how much of the heap that keeps and how long the text is. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class ScoringLoadBenchmark {
    private static final int COPIES = 4;

    /** As in {@link ScoringBenchmark}. */
    @Param({"t100x31", "t1000x127"})
    public String model;

    private String text;
    private byte[] bytes;
    private long kept;

    /** Sizes, as JMH reports them. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Sizes {
        /** KiB of heap that a Java scorer keeps. */
        public long residentKib;

        /** KiB of the model text. */
        public long textKib;
    }

    /** Reads the text and measures what is kept. */
    @Setup(Level.Trial)
    public void read() throws Exception {
        text = ScoringModel.named(model).text();
        bytes = text.getBytes(StandardCharsets.UTF_8);
        ScoringNative.loadLibrary(text);
        LightGbmScorer[] copies = new LightGbmScorer[COPIES];
        double[] row = new double[ScoringData.FEATURES];
        double[] score = new double[1];
        // The first brings its classes along.
        new LightGbmModelReader().read(bytes).scorer().raw(row, 0, score, 0);
        long before = used();
        for (int i = 0; i < COPIES; i++) {
            copies[i] = new LightGbmModelReader().read(bytes).scorer();
            copies[i].raw(row, 0, score, 0);
        }
        kept = (used() - before) / COPIES;
        if (copies[COPIES - 1].model().treeCount() == 0) {
            throw new IllegalStateException("no trees");
        }
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Pure Java, ready to score. */
    @Benchmark
    public Object java(Sizes sizes) {
        sizes.residentKib = kept / 1024; // here, for JMH clears counters as an iteration begins
        sizes.textKib = bytes.length / 1024;
        return new LightGbmModelReader().read(bytes).scorer();
    }

    /** LightGBM's own reader. */
    @Benchmark
    public Object nativeOnly() {
        SWIGTYPE_p_void booster = ScoringNative.load(text);
        ScoringNative.free(booster);
        return booster;
    }
}
