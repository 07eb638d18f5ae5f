package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.engine.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine that is restored from its state directory goes on as if it had never stopped, or refuses. */
final class RecoveryTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");
    private static final int BARS = 60;

    /** Bytes from one damage to the next; 1 for every byte, which takes minutes. */
    private static final int STRIDE = Integer.getInteger("levibot.recovery.stride", 61);

    @TempDir
    private Path root;

    private final ServingModel model = TestModels.momentum();
    private int directories;

    private static EngineConfig config() {
        return EngineConfig.builder(MINUTE, List.of(BTC, ETH))
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.015)
                        .cooldownAfterLoss(java.time.Duration.ofMinutes(2))
                        .maxTradesPerHour(30)
                        .maxTradesPerDay(1000)
                        .build())
                .exposure(0.4)
                .historyBars(5)
                .build();
    }

    private Path newDirectory() {
        Path directory = root.resolve("state-" + directories++);
        KillLatch.initialise(directory, new SimulatedClock(START));
        return directory;
    }

    /** The same bars for the same number. */
    private static List<Bar> bars() {
        SplittableRandom random = new SplittableRandom(7);
        double[] prices = {100.0, 10.0};
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            int s = 0;
            for (Symbol symbol : List.of(BTC, ETH)) {
                double before = prices[s];
                double after = before * (1.0 + 0.02 * (random.nextDouble() - 0.5));
                if (i == 17) {
                    after = before * 2; // an outlier, which the guard refuses and remembers
                } else {
                    prices[s] = after;
                }
                if (i != 30) { // a gap
                    bars.add(TestModels.bar(symbol, i, before, after));
                }
                s++;
            }
        }
        return bars;
    }

    private EngineBuilder builder(Path directory, SimulatedClock clock) {
        return TradingEngine.builder(config(), clock)
                .model(model)
                .plugins(Plugins.of())
                .stateDirectory(directory)
                .snapshotEvery(1_000_000);
    }

    private static void feed(
            TradingEngine engine, SimulatedClock clock, List<Bar> bars, int from, int to, List<Decision> out) {
        for (int i = from; i < to; i++) {
            clock.advanceTo(bars.get(i).closeTime());
            out.add(engine.onBar(bars.get(i)));
            if (i == 70) {
                engine.kill("tester", "drill", KillVerdict.OnTrip.FLATTEN);
            } else if (i == 80) {
                engine.rearm("tester", "over", engine.latchStatus().stamp());
            }
        }
    }

    private static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Decision> straight() {
        SimulatedClock clock = new SimulatedClock(START);
        List<Decision> decisions = new ArrayList<>();
        try (TradingEngine engine = builder(newDirectory(), clock).build()) {
            engine.start("tester");
            feed(engine, clock, bars(), 0, bars().size(), decisions);
        }
        return decisions;
    }

    @Test
    void goesOnBitForBitAfterACrashAtEveryBarWithAndWithoutASnapshot() {
        List<Bar> bars = bars();
        List<Decision> expected = straight();
        for (int crash = 1; crash < bars.size(); crash += 3) {
            for (boolean snapshot : new boolean[] {true, false}) {
                Path directory = newDirectory();
                SimulatedClock clock = new SimulatedClock(START);
                List<Decision> decisions = new ArrayList<>();
                TradingEngine first = builder(directory, clock).build();
                first.start("tester");
                feed(first, clock, bars, 0, crash, decisions);
                if (snapshot) {
                    first.snapshot();
                }
                Path crashed = copy(directory, root.resolve("crashed-" + crash + snapshot));
                try (TradingEngine second = builder(crashed, clock).build()) {
                    assertThat(second.holdings()).isEqualTo(first.holdings());
                    assertThat(second.equity()).isEqualTo(first.equity());
                    feed(second, clock, bars, crash, bars.size(), decisions);
                }
                assertThat(decisions)
                        .as("crash after bar %d, snapshot %s", crash, snapshot)
                        .isEqualTo(expected);
                assertThat(StateDirectory.verify(crashed).status()).isEqualTo(Verification.Status.SEALED);
            }
        }
    }

    @Test
    void goesOnAfterACleanCloseInANewSegmentOnceItIsStarted() {
        List<Bar> bars = bars();
        List<Decision> expected = straight();
        for (int stop : new int[] {1, 33, 70}) {
            Path directory = newDirectory();
            SimulatedClock clock = new SimulatedClock(START);
            List<Decision> decisions = new ArrayList<>();
            try (TradingEngine first = builder(directory, clock).build()) {
                first.start("tester");
                feed(first, clock, bars, 0, stop, decisions);
            }
            try (TradingEngine second = builder(directory, clock).build()) {
                assertThat(second.isStarted()).isFalse();
                second.start("tester");
                feed(second, clock, bars, stop, bars.size(), decisions);
            }
            assertThat(decisions).as("closed after bar %d", stop).isEqualTo(expected);
            assertThat(Files.exists(directory.resolve("journal-000002.jsonl"))).isTrue();
            assertThat(StateDirectory.verify(directory).status()).isEqualTo(Verification.Status.SEALED);
        }
    }

    @Test
    void finishesTheBarInHandAfterACutAtEveryByteOfTheJournal() throws IOException {
        List<Bar> bars = bars().subList(0, 12);
        Path directory = newDirectory();
        SimulatedClock clock = new SimulatedClock(START);
        List<Decision> expected = new ArrayList<>();
        TradingEngine first = builder(directory, clock).build();
        first.start("tester");
        feed(first, clock, bars, 0, bars.size(), expected);
        byte[] journal = Files.readAllBytes(directory.resolve("journal-000001.jsonl"));
        long openedAt = 0;
        for (Path snapshot : snapshots(directory)) {
            openedAt = Math.max(openedAt, positionOf(snapshot));
        }
        for (int length = (int) openedAt; length <= journal.length; length += STRIDE) {
            Path crashed = copy(directory, root.resolve("cut-" + length));
            Files.write(crashed.resolve("journal-000001.jsonl"), java.util.Arrays.copyOf(journal, length));
            List<Decision> decisions = new ArrayList<>();
            SimulatedClock again = new SimulatedClock(bars.get(0).openTime());
            try (TradingEngine second = builder(crashed, again)
                    .listener(event -> {
                        if (event instanceof io.levibot.engine.event.EngineEvent.Decided decided) {
                            decisions.add(decided.decision());
                        }
                    })
                    .build()) {
                if (!second.isStarted()) {
                    second.start("tester");
                }
                for (Bar bar : bars) {
                    again.advanceTo(bar.closeTime());
                    second.onBar(bar); // the ones that it has had are refused
                }
                assertThat(second.holdings()).as("cut at %d", length).isEqualTo(first.holdings());
                assertThat(second.equity()).isEqualTo(first.equity());
            }
            decisions.removeIf(decision ->
                    decision.reasons().stream().anyMatch(reason -> reason.code().equals("BAR_REFUSED")));
            assertThat(expected).as("cut at %d", length).endsWith(decisions.toArray(Decision[]::new));
            assertThat(JournalVerifier.verify(crashed.resolve("journal-000001.jsonl"))
                            .status())
                    .isEqualTo(Verification.Status.SEALED);
            JournalReplay.Outcome outcome =
                    new JournalReplay(Plugins.of(), id -> model).replay(crashed.resolve("journal-000001.jsonl"));
            assertThat(outcome.difference()).as("cut at %d", length).isEmpty();
        }
    }

    private static List<Path> snapshots(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("snapshot-"))
                    .sorted()
                    .toList();
        }
    }

    private static long positionOf(Path snapshot) throws IOException {
        return io.levibot.engine.internal.Json.parse(Files.readAllBytes(snapshot), "test", "snapshot")
                .path("bytes")
                .longValue();
    }

    /** What may happen to a file, at one of its bytes. */
    private enum Damage {
        FLIPPED {
            @Override
            byte[] of(byte[] intact, int at) {
                byte[] changed = intact.clone();
                changed[at] ^= 1;
                return changed;
            }
        },
        DELETED {
            @Override
            byte[] of(byte[] intact, int at) {
                byte[] changed = java.util.Arrays.copyOf(intact, intact.length - 1);
                System.arraycopy(intact, at + 1, changed, at, changed.length - at);
                return changed;
            }
        },
        CUT {
            @Override
            byte[] of(byte[] intact, int at) {
                return java.util.Arrays.copyOf(intact, at);
            }
        };

        abstract byte[] of(byte[] intact, int at);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void anyDamageToSnapshotsOrJournalIsRecoveredFromOrRefused(Damage damage) throws IOException {
        List<Bar> bars = bars().subList(0, 6);
        Path directory = newDirectory();
        SimulatedClock clock = new SimulatedClock(START);
        TradingEngine first = builder(directory, clock).build();
        first.start("tester");
        feed(first, clock, bars, 0, 4, new ArrayList<>());
        first.snapshot();
        feed(first, clock, bars, 4, 6, new ArrayList<>());
        int refused = 0;
        int recovered = 0;
        List<Path> files = new ArrayList<>(snapshots(directory));
        if (damage != Damage.CUT) { // a journal that is cut is that of an earlier crash, which has a test of its own
            files.add(directory.resolve("journal-000001.jsonl"));
        }
        for (Path file : files) {
            byte[] intact = Files.readAllBytes(file);
            for (int at = 0; at < intact.length; at += STRIDE) {
                Path damaged = copy(directory, root.resolve("damaged"));
                for (Path extra : snapshots(damaged)) {
                    if (!Files.exists(directory.resolve(extra.getFileName()))) {
                        Files.delete(extra);
                    }
                }
                Files.write(damaged.resolve(file.getFileName()), damage.of(intact, at));
                try (TradingEngine second = builder(damaged, clock).build()) {
                    assertThat(second.holdings()).as("%s at %d", file, at).isEqualTo(first.holdings());
                    assertThat(second.equity()).isEqualTo(first.equity());
                    assertThat(second.isStarted()).isTrue();
                    recovered++;
                } catch (LevibotException e) {
                    assertThat(e.getMessage()).isNotBlank();
                    refused++;
                }
            }
        }
        assertThat(recovered).isPositive();
        if (damage == Damage.CUT) {
            assertThat(refused).as("the other snapshot is always enough").isZero();
        } else {
            assertThat(refused).isPositive();
        }
    }

    @Test
    void theLatchIsWhatItWasAndAJournalWithoutItsFileIsHalted() throws IOException {
        Path directory = newDirectory();
        SimulatedClock clock = new SimulatedClock(START);
        TradingEngine first = builder(directory, clock).build();
        first.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        Path tripped = copy(directory, root.resolve("tripped"));
        try (TradingEngine second = builder(tripped, clock).build()) {
            assertThat(second.latchStatus().state()).isEqualTo(KillState.HALTED);
            assertThat(second.latchStatus().reason()).isEqualTo("drill");
        }
        Path lost = copy(directory, root.resolve("lost"));
        Files.delete(lost.resolve("latch.bin"));
        try (TradingEngine second = builder(lost, clock).build()) {
            assertThat(second.latchStatus().state()).isEqualTo(KillState.HALTED);
        }
    }

    @Test
    void aLatchFileThatIsOlderThanTheJournalIsTightenedAgain() throws IOException {
        Path directory = newDirectory();
        byte[] armed = Files.readAllBytes(directory.resolve("latch.bin"));
        SimulatedClock clock = new SimulatedClock(START.plusSeconds(60));
        TradingEngine first = builder(directory, clock).build();
        first.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        Path crashed = copy(directory, root.resolve("crashed"));
        Files.write(crashed.resolve("latch.bin"), armed);
        try (TradingEngine second = builder(crashed, clock).build()) {
            assertThat(second.latchStatus().state()).isEqualTo(KillState.HALTED);
            assertThat(second.latchStatus().reason()).isEqualTo("drill");
        }
    }

    @Test
    void refusesAChangedConfigurationAfterACrashButTakesItAfterAClose() {
        Path directory = newDirectory();
        SimulatedClock clock = new SimulatedClock(START);
        TradingEngine first = builder(directory, clock).build();
        Path crashed = copy(directory, root.resolve("crashed"));
        first.close();
        EngineConfig other =
                EngineConfig.builder(MINUTE, List.of(BTC, ETH)).exposure(0.1).build();
        assertThatThrownBy(() -> TradingEngine.builder(other, clock)
                        .model(model)
                        .stateDirectory(crashed)
                        .build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("exposure was 0.4");
        TradingEngine.builder(other, clock)
                .model(model)
                .stateDirectory(directory)
                .build()
                .close();
    }

    @Test
    void refusesADirectoryThatAnotherEngineHas() {
        Path directory = newDirectory();
        SimulatedClock clock = new SimulatedClock(START);
        try (TradingEngine first = builder(directory, clock).build()) {
            assertThat(first.isStarted()).isFalse();
            assertThatThrownBy(() -> builder(directory, clock).build())
                    .isInstanceOf(LevibotException.class)
                    .hasMessageContaining("in use by another engine");
        }
        builder(directory, clock).build().close();
    }

    @Test
    void asksAHostsBrokerForTheOrderOfTheLastLineAndNeverDoublesIt() throws IOException {
        List<Bar> bars = bars().subList(0, 12);
        Path directory = newDirectory();
        SimulatedClock clock = new SimulatedClock(START);
        EngineConfig config = config();
        PaperBroker venue = new PaperBroker(config.costs(), config.rounding());
        TradingEngine first = builder(directory, clock).broker(venue).build();
        first.start("tester");
        Path journal = directory.resolve("journal-000001.jsonl");
        int orders = 0;
        for (Bar bar : bars) {
            clock.advanceTo(bar.closeTime());
            Decision decision = first.onBar(bar);
            if (decision.orders().isEmpty()) {
                continue;
            }
            orders++;
            String text = Files.readString(journal);
            String line = "\"type\":\"order\"";
            int end = text.indexOf('\n', text.lastIndexOf(line)) + 1;
            Path crashed =
                    copy(directory, root.resolve("order-" + bar.closeTime().getEpochSecond() + bar.symbol()));
            Files.writeString(crashed.resolve(journal.getFileName()), text.substring(0, end));
            int before = venue.query().openOrders().size();
            try (TradingEngine second = builder(crashed, clock).broker(venue).build()) {
                assertThat(venue.query().openOrders()).hasSize(before);
                assertThat(second.isReconciled()).isTrue();
            }
            assertThat(new JournalReplay(Plugins.of(), id -> model)
                            .replay(crashed.resolve(journal.getFileName()))
                            .difference())
                    .isEmpty();
            // At a venue that never saw the order it is sent once, with the same id.
            Path unsent =
                    copy(directory, root.resolve("unsent-" + bar.closeTime().getEpochSecond() + bar.symbol()));
            Files.writeString(unsent.resolve(journal.getFileName()), text.substring(0, end));
            PaperBroker without = restoredWithout(venue, decision.orders().get(0), config);
            try (TradingEngine third = builder(unsent, clock).broker(without).build()) {
                assertThat(without.query().openOrders()).hasSize(before);
                assertThat(third.isReconciled()).isTrue();
            }
        }
        assertThat(orders).isPositive();
    }

    private static PaperBroker restoredWithout(PaperBroker venue, String id, EngineConfig config) {
        io.levibot.engine.execution.PaperBrokerState state = venue.capture();
        PaperBroker other = new PaperBroker(config.costs(), config.rounding());
        other.restore(new io.levibot.engine.execution.PaperBrokerState(
                state.positions(),
                state.orders().stream()
                        .filter(order -> !order.order().clientId().equals(id))
                        .toList(),
                List.of(),
                state.forgottenUntil(),
                state.time(),
                state.draws()));
        return other;
    }
}
