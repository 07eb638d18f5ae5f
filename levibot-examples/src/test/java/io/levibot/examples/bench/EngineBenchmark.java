package io.levibot.examples.bench;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.engine.EngineBuilder;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * From a closed bar to its decision, through everything that trades: guard, features, model, calibrator, policy, limits, the
 * durable latch, the paper broker and, where it is on, the journal on a file. Sampled one bar at a time, so that the percentiles
 * are those of single decisions. {@code -prof gc} shows what a bar allocates, the bar itself among it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBenchmark {
    private static final int MARKET_BARS = 35_000;

    /** Whether every event is written to a file before an order leaves. */
    @Param({"on", "off"})
    public String journal = "on";

    /** What decides: 100 trees with 31 leaves, or a constant without features. */
    @Param({"lightgbm", "constant"})
    public String model = "lightgbm";

    private final BarSeries market = BenchMarket.bars(MARKET_BARS);
    private BenchMarket.@Nullable Tape tape;
    private @Nullable SimulatedClock clock;
    private @Nullable Path directory;
    private @Nullable KillLatch latch;
    private @Nullable ServingModel served;
    private @Nullable TradingEngine engine;

    /** Opens an engine in a directory of its own. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("engine-bench");
        tape = new BenchMarket.Tape(market);
        clock = new SimulatedClock(market.openTime(0));
        KillLatch.initialise(directory, clock);
        latch = KillLatch.open(directory, clock);
        served = model.equals("constant") ? BenchMarket.constant() : BenchMarket.lightGbm();
        EngineConfig config = EngineConfig.builder(BenchMarket.FIFTEEN_MINUTES, List.of(BenchMarket.BTC))
                .build();
        EngineBuilder builder =
                TradingEngine.builder(config, clock).latch(latch).model(served);
        if (journal.equals("on")) {
            builder.journal(JournalWriter.create(directory.resolve("journal.jsonl")));
        }
        engine = builder.build();
        engine.start("benchmark");
    }

    /** Deletes what was written. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(engine).close();
        Objects.requireNonNull(latch).close();
        Objects.requireNonNull(served).close();
        Path root = Objects.requireNonNull(directory);
        try (var files = Files.list(root)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(root);
    }

    /** One bar, made on the spot as a host would, to its decision. */
    @Benchmark
    public Decision decide() {
        Bar bar = Objects.requireNonNull(tape).next();
        Objects.requireNonNull(clock).advanceTo(bar.closeTime());
        return Objects.requireNonNull(engine).onBar(bar);
    }
}
