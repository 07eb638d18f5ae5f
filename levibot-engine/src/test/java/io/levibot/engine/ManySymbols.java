package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Many symbols of one-second bars through one engine, side by side, with journal, meters and live calibration, and what that does
 * to heap and files. Run {@link #main} for the whole hour; a test runs a short one.
 */
final class ManySymbols {
    private static final BarInterval SECOND = BarInterval.parse("1s");
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final double MEGA = 1e6;

    private final List<Symbol> symbols = new ArrayList<>();
    private final int seconds;
    private final List<Long> usedHeap = new ArrayList<>();
    private long decisions;
    private long orders;
    private long journalBytes;

    ManySymbols(int symbols, int seconds) {
        for (int i = 0; i < symbols; i++) {
            this.symbols.add(Symbol.of("S" + (1000 + i) + "USDT"));
        }
        this.seconds = seconds;
    }

    /** Arguments: symbols and seconds; 500 and 3600 unless given. */
    public static void main(String[] arguments) throws Exception {
        int symbols = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_600;
        Path directory = Files.createTempDirectory("many-symbols");
        ManySymbols program = new ManySymbols(symbols, seconds);
        long began = System.nanoTime();
        program.run(directory, 10);
        double took = (System.nanoTime() - began) / 1e9;
        StringBuilder heap = new StringBuilder();
        program.usedHeap.forEach(bytes -> heap.append(' ').append(Math.round(bytes / MEGA)));
        System.out.println(symbols + " symbols, " + seconds + " s of bars in " + took + " s: " + program.decisions
                + " decisions, " + program.orders + " orders, journal " + program.journalBytes / MEGA
                + " MB, used heap in MB after each tenth:" + heap);
    }

    List<Long> usedHeap() {
        return usedHeap;
    }

    long decisions() {
        return decisions;
    }

    long orders() {
        return orders;
    }

    long journalBytes() {
        return journalBytes;
    }

    /** Runs the engine and looks at the heap that many times, evenly spread. */
    void run(Path directory, int looks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        Path journal = directory.resolve("journal");
        SimulatedClock clock = new SimulatedClock(START);
        EngineConfig config = EngineConfig.builder(SECOND, symbols)
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.002)
                        .maxOpenPositions(50)
                        .build())
                .exposure(0.01)
                .historyBars(60)
                .build();
        ServingModel momentum =
                TestModels.of("MANY-1s-1", SECOND, symbols, frame -> frame.value(0) > 0.0009 ? 0.9 : 0.3);
        try (TradingEngine engine = TradingEngine.builder(config, clock)
                .latch(KillLatch.inMemory(clock))
                .model(momentum)
                .journal(JournalWriter.create(journal))
                .meterRegistry(new SimpleMeterRegistry())
                .build()) {
            engine.start("tester");
            engine.run(new Walks(looks), threads, Duration.ofSeconds(30), decision -> {
                decisions++;
                orders += decision.orders().size();
            });
        } finally {
            threads.shutdownNow();
        }
        journalBytes = Files.size(journal);
        Files.delete(journal);
    }

    /** Random walks of all symbols, one round a second, made as they are asked for. */
    private final class Walks implements BarSource {
        private final SplittableRandom random = new SplittableRandom(1);
        private final double[] price = new double[symbols.size()];
        private final int every;
        private int second;
        private int next;

        Walks(int looks) {
            this.every = Math.max(1, seconds / looks);
            java.util.Arrays.fill(price, 100.0);
        }

        @Override
        public @Nullable Bar next() {
            if (second == seconds) {
                return null;
            }
            int symbol = next++;
            double open = price[symbol];
            double close = open * (1.0 + 0.002 * (random.nextDouble() - 0.5));
            price[symbol] = close;
            Instant opened = START.plusSeconds(second);
            if (next == price.length) {
                next = 0;
                second++;
                if (second % every == 0) {
                    look();
                }
            }
            return new Bar(
                    symbols.get(symbol),
                    opened,
                    opened.plusSeconds(1),
                    open,
                    Math.max(open, close),
                    Math.min(open, close),
                    close,
                    1.0);
        }

        private void look() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            usedHeap.add(runtime.totalMemory() - runtime.freeMemory());
        }

        @Override
        public void close() {}
    }
}
