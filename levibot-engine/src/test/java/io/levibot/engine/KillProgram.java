package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.engine.state.StateDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills a trading process again and again and compares what it did with a run that nothing interrupted. {@code main KILLS SEED}
 * runs it at any size; {@code main victim DIRECTORY BARS} is the process that is killed.
 */
final class KillProgram {
    private static final List<Symbol> SYMBOLS = List.of(TestModels.BTC, Symbol.of("ETHUSDT"));

    private KillProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("victim")) {
            trade(Path.of(args[1]), Integer.parseInt(args[2]));
            return;
        }
        int kills = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        long began = System.nanoTime();
        Path root = Files.createTempDirectory("levibot-kill");
        System.out.println(run(root, kills, seed) + ", " + (System.nanoTime() - began) / 1_000_000_000L + " s");
    }

    /** Runs the victim until it was killed so often, lets it end, and returns what was found; throws if anything is wrong. */
    static String run(Path root, int kills, long seed) throws IOException, InterruptedException {
        int bars = 60 * (kills + 1);
        Path straight = Files.createDirectories(root.resolve("straight"));
        trade(straight, bars);
        Path killed = Files.createDirectories(root.resolve("killed"));
        SplittableRandom random = new SplittableRandom(seed);
        int done = 0;
        while (done < kills) {
            Process victim = start(killed, bars);
            long enough = size(killed) + 1 + random.nextLong(60_000);
            while (size(killed) < enough && !victim.waitFor(1, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
            boolean died = victim.isAlive();
            victim.destroyForcibly().waitFor();
            if (!died) {
                if (victim.exitValue() != 0) {
                    throw new IllegalStateException("seed " + seed + ": the victim failed after " + done
                            + " kills; see " + killed.resolve("victim.log"));
                }
                break; // all bars are over
            }
            done++;
        }
        Process last = start(killed, bars);
        if (last.waitFor() != 0) {
            throw new IllegalStateException(
                    "seed " + seed + ": the victim failed; see " + killed.resolve("victim.log"));
        }
        compare(straight, killed, seed);
        return done + " kills, " + bars + " bars of two symbols, "
                + decisions(killed).size() + " decisions, "
                + new FileVenue(killed.resolve("venue")).executions().size() + " executions, seed " + seed;
    }

    private static Process start(Path directory, int bars) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillProgram.class.getName(),
                        "victim",
                        directory.toString(),
                        Integer.toString(bars))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), "victim.log")))
                .start();
    }

    private static void trade(Path directory, int bars) {
        Path state = directory.resolve("state");
        SimulatedClock clock = new SimulatedClock(TestModels.START);
        if (!KillLatch.isInitialised(state)) {
            KillLatch.initialise(state, clock);
        }
        List<Bar> all = bars(bars);
        int next = journalled(state);
        clock.advanceTo(next == 0 ? TestModels.START : all.get(next - 1).closeTime());
        ServingModel model = TestModels.momentum();
        EngineConfig config = EngineConfig.builder(TestModels.MINUTE, SYMBOLS)
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.012)
                        .maxTradesPerHour(60)
                        .maxTradesPerDay(100_000)
                        .build())
                .exposure(0.4)
                .historyBars(10)
                .build();
        try (TradingEngine engine = TradingEngine.builder(config, clock)
                .model(model)
                .broker(new FileVenue(directory.resolve("venue")))
                .stateDirectory(state)
                .snapshotEvery(37)
                .build()) {
            if (!engine.isStarted()) {
                engine.start("program");
            }
            for (Bar bar : all.subList(next, all.size())) {
                clock.advanceTo(bar.closeTime());
                engine.onBar(bar);
            }
        }
    }

    private static List<Bar> bars(int count) {
        SplittableRandom random = new SplittableRandom(99);
        double[] prices = {100.0, 10.0};
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int s = 0; s < prices.length; s++) {
                double before = prices[s];
                prices[s] = before * (1.0 + 0.02 * (random.nextDouble() - 0.5));
                bars.add(TestModels.bar(SYMBOLS.get(s), i, before, prices[s]));
            }
        }
        return bars;
    }

    /** Bars that the engine has had: whole lines of its journal. */
    private static int journalled(Path state) {
        return (int)
                lines(state).filter(line -> line.contains("\"type\":\"bar\"")).count();
    }

    private static List<String> decisions(Path directory) {
        return lines(directory.resolve("state"))
                .filter(line -> line.contains("\"type\":\"decision\""))
                .map(line -> line.replaceAll("^\\{\"seq\":\\d+", "").replaceAll(",\"hash\":.*", ""))
                .toList();
    }

    private static Stream<String> lines(Path state) {
        List<String> whole = new ArrayList<>();
        for (int segment = 1; ; segment++) {
            Path file = state.resolve(String.format(java.util.Locale.ROOT, "journal-%06d.jsonl", segment));
            if (!Files.exists(file)) {
                return whole.stream();
            }
            try {
                String text = Files.readString(file);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(whole::add);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static long size(Path directory) throws IOException {
        Path file = directory.resolve("state").resolve("journal-000001.jsonl");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static void compare(Path straight, Path killed, long seed) {
        require(seed, decisions(straight), decisions(killed), "decisions");
        List<Fill> expected = new FileVenue(straight.resolve("venue")).executions();
        List<Fill> got = new FileVenue(killed.resolve("venue")).executions();
        require(seed, expected, got, "executions");
        List<String> orders = lines(killed.resolve("state"))
                .filter(line -> line.contains("\"type\":\"order\""))
                .map(line -> line.replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1"))
                .toList();
        Set<String> distinct = new HashSet<>(orders);
        require(seed, orders.size(), distinct.size(), "orders without a repetition");
        Verification found = StateDirectory.verify(killed.resolve("state"));
        require(seed, Verification.Status.SEALED, found.status(), "journal " + found.problem());
        long disputes = lines(killed.resolve("state"))
                .filter(line -> line.contains("\"result\":\"DISPUTED\"") || line.contains("\"type\":\"latch\""))
                .count();
        require(seed, 0L, disputes, "disputes with the venue");
    }

    private static void require(long seed, Object expected, Object got, String what) {
        if (!expected.equals(got)) {
            throw new IllegalStateException(
                    "seed " + seed + ": " + what + " differ: expected " + expected + ", got " + got);
        }
    }
}
