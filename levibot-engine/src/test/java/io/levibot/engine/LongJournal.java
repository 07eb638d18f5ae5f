package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.engine.state.StateDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a journal of any length by a trading engine that is closed and opened again now and then, and verifies and replays it in
 * processes with little memory. {@code main EVENTS HEAP DIRECTORY}, for instance {@code 10000000 64m /tmp/long}, prints what each
 * took; {@code main write|verify|replay DIRECTORY [EVENTS]} is one of those processes.
 */
final class LongJournal {
    private static final Symbol BTC = TestModels.BTC;
    private static final int RUNS = 5;

    private LongJournal() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        long began = System.nanoTime();
        switch (args[0]) {
            case "write" -> write(Path.of(args[1]), Long.parseLong(args[2]));
            case "verify" -> verify(Path.of(args[1]));
            case "replay" -> replay(Path.of(args[1]));
            default -> {
                Path directory = Path.of(args[2]);
                Files.createDirectories(directory);
                run(directory, args[1], "write", args[0]);
                run(directory, args[1], "verify");
                run(directory, args[1], "replay");
                return;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f s, peak heap %.1f MiB of %d MiB%n",
                args[0],
                (System.nanoTime() - began) / 1e9,
                peakHeap() / 1048576.0,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** Runs a step in a process of its own, and throws unless it ends well. */
    static void run(Path directory, String heap, String step, String... more) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LongJournal.class.getName(),
                step,
                directory.toString()));
        command.addAll(List.of(more));
        File log = new File(directory.toFile(), step + ".log");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
        String said = Files.readString(log.toPath());
        System.out.print(said);
        if (exit != 0) {
            throw new IllegalStateException(step + " ended with " + exit + ": " + said);
        }
    }

    private static EngineBuilder builder(Path directory, SimulatedClock clock) {
        EngineConfig config = EngineConfig.builder(TestModels.MINUTE, List.of(BTC))
                .limits(RiskLimits.unlimited())
                .exposure(0.3)
                .historyBars(5)
                .build();
        return TradingEngine.builder(config, clock).model(model()).stateDirectory(directory.resolve("state"));
    }

    private static ServingModel model() {
        return TestModels.momentum();
    }

    private static void write(Path directory, long events) {
        SimulatedClock clock = new SimulatedClock(TestModels.START);
        KillLatch.initialise(directory.resolve("state"), clock);
        long[] emitted = {0};
        int number = 0;
        SplittableRandom random = new SplittableRandom(1);
        double price = 100.0;
        for (int run = 1; run <= RUNS; run++) {
            try (TradingEngine engine = builder(directory, clock)
                    .liveCalibration(0)
                    .listener(event -> emitted[0]++)
                    .build()) {
                engine.start("program");
                for (; emitted[0] < events * run / RUNS; number++) {
                    double before = price;
                    price = Math.min(1e4, Math.max(1.0, price * (1.0 + 0.001 * (random.nextDouble() - 0.5))));
                    Bar bar = TestModels.bar(BTC, number, before, price);
                    clock.advanceTo(bar.closeTime());
                    engine.onBar(bar);
                }
            }
        }
        System.out.println(number + " bars, "
                + StateDirectory.journalOf(directory.resolve("state")).size() + " segments");
    }

    private static void verify(Path directory) {
        Verification found = StateDirectory.verify(directory.resolve("state"));
        if (found.status() != Verification.Status.SEALED) {
            throw new IllegalStateException(found.toString());
        }
        System.out.println(found.events() + " events, " + found.intactBytes() + " bytes");
    }

    private static void replay(Path directory) {
        JournalReplay.Outcome outcome =
                new JournalReplay(Plugins.of(), id -> model()).replay(directory.resolve("state"));
        if (!outcome.identical()) {
            throw new IllegalStateException(outcome.difference());
        }
        System.out.println(outcome.events() + " lines identical");
    }

    private static long peakHeap() {
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == java.lang.management.MemoryType.HEAP) {
                sum += pool.getPeakUsage().getUsed();
            }
        }
        return sum;
    }
}
