package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.engine.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal of many files, written by engines that were closed, killed and configured anew, is one journal. */
final class SegmentsTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");

    /** Bytes from one cut to the next; 1 for every byte, which takes minutes. */
    private static final int STRIDE = Integer.getInteger("levibot.recovery.stride", 61);

    /** So small that every few bars fill a segment. */
    private static final int SEGMENT_BYTES = 4_096;

    @TempDir
    private Path root;

    private final ServingModel model = TestModels.momentum();
    private final ServingModel other = TestModels.ofReturn("BTCUSDT-1m-0000000000000011", frame -> 0.7);
    private SimulatedClock clock = new SimulatedClock(START);
    private final List<Bar> bars = bars();

    private static List<Bar> bars() {
        SplittableRandom random = new SplittableRandom(7);
        double[] prices = {100.0, 10.0};
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int s = 0;
            for (Symbol symbol : List.of(BTC, ETH)) {
                double before = prices[s];
                prices[s] = before * (1.0 + 0.02 * (random.nextDouble() - 0.5));
                bars.add(TestModels.bar(symbol, i, before, prices[s]));
                s++;
            }
        }
        return bars;
    }

    private static EngineConfig config(double exposure) {
        return EngineConfig.builder(MINUTE, List.of(BTC, ETH))
                .limits(RiskLimits.builder()
                        .stopLossFraction(0.015)
                        .maxTradesPerHour(300)
                        .maxTradesPerDay(1000)
                        .build())
                .exposure(exposure)
                .historyBars(5)
                .build();
    }

    private Path newDirectory(String name) {
        Path directory = root.resolve(name);
        KillLatch.initialise(directory, clock);
        return directory;
    }

    private EngineBuilder builder(Path directory) {
        return TradingEngine.builder(config(0.4), clock)
                .model(model)
                .models(this::byId)
                .plugins(Plugins.of())
                .stateDirectory(directory)
                .segmentBytes(SEGMENT_BYTES)
                .snapshotEvery(1_000_000);
    }

    private ServingModel byId(String id) {
        return id.equals(model.id()) ? model : other;
    }

    private List<Decision> feed(TradingEngine engine, int from, int to) {
        List<Decision> decisions = new ArrayList<>();
        for (Bar bar : bars.subList(from, to)) {
            clock.advanceTo(bar.closeTime());
            decisions.add(engine.onBar(bar));
        }
        return decisions;
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static Path segment(Path directory, int number) {
        return directory.resolve(String.format(java.util.Locale.ROOT, "journal-%06d.jsonl", number));
    }

    private static void removeSnapshots(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("snapshot-")) {
                    Files.delete(file);
                }
            }
        }
    }

    private void assertReplays(Path directory) {
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), this::byId).replay(directory);
        assertThat(outcome.difference()).isEmpty();
        assertThat(outcome.identical()).isTrue();
    }

    /** Clean closes, a crash, another configuration, another model, a trip and a re-arming, over many files. */
    private Path eventfulDirectory() throws IOException {
        Path first = newDirectory("first");
        try (TradingEngine engine = builder(first).build()) {
            engine.start("tester");
            feed(engine, 0, 20);
        }
        TradingEngine killed = builder(first).build();
        killed.start("tester");
        feed(killed, 20, 30);
        Path second = copy(first, root.resolve("second"));
        try (TradingEngine engine = builder(second).build()) {
            assertThat(engine.isStarted()).isTrue();
            feed(engine, 30, 50);
            engine.kill("tester", "drill", KillVerdict.OnTrip.FLATTEN);
        }
        try (TradingEngine engine = TradingEngine.builder(config(0.1), clock)
                .model(other)
                .models(this::byId)
                .stateDirectory(second)
                .segmentBytes(SEGMENT_BYTES)
                .build()) {
            assertThat(engine.latchStatus().reason()).isEqualTo("drill"); // only what was seen can be cleared
            engine.rearm("tester", "over");
            engine.start("tester");
            feed(engine, 50, bars.size());
        }
        return second;
    }

    @Test
    void manyFilesOfEnginesThatWereClosedKilledAndConfiguredAnewVerifyAndReplayAsOne() throws IOException {
        Path directory = eventfulDirectory();
        List<Path> files = StateDirectory.journalOf(directory);
        assertThat(files).hasSizeGreaterThan(8);
        Verification found = StateDirectory.verify(directory);
        assertThat(found.status()).isEqualTo(Verification.Status.SEALED);
        long lines = 0;
        for (Path file : files) {
            lines += JournalVerifier.verify(file).events();
        }
        assertThat(found.events()).isEqualTo(lines);
        JournalReplay.Outcome outcome = new JournalReplay(Plugins.of(), this::byId).replay(directory);
        assertThat(outcome.difference()).isEmpty();
        assertThat(outcome.events()).as("every line and every seal").isEqualTo(lines + files.size());
    }

    @Test
    void decidesTheSameWhateverTheSizeOfTheFiles() {
        List<List<Decision>> decisions = new ArrayList<>();
        for (int size : new int[] {1_024, SEGMENT_BYTES, 1 << 30}) {
            clock = new SimulatedClock(START);
            Path directory = newDirectory("size-" + size);
            try (TradingEngine engine = builder(directory).segmentBytes(size).build()) {
                engine.start("tester");
                decisions.add(feed(engine, 0, bars.size()));
            }
        }
        assertThat(decisions.get(0)).isEqualTo(decisions.get(1)).isEqualTo(decisions.get(2));
    }

    @Test
    void goesOnAfterACutAtAnyByteOfAnyFile() throws IOException {
        Path directory = newDirectory("whole");
        try (TradingEngine engine = builder(directory).build()) {
            engine.start("tester");
            feed(engine, 0, 2);
        }
        TradingEngine killed = builder(directory).build();
        killed.start("tester");
        feed(killed, 2, 12);
        List<Path> files = StateDirectory.journalOf(directory);
        assertThat(files).hasSizeGreaterThan(3);
        for (int last = 2; last <= files.size(); last++) {
            byte[] intact = Files.readAllBytes(segment(directory, last));
            int firstLine = new String(intact, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
            for (int length = firstLine; length <= intact.length; length += STRIDE) {
                Path cut = copy(directory, root.resolve("cut"));
                for (int later = last + 1; later <= files.size(); later++) {
                    Files.delete(segment(cut, later));
                }
                Files.write(segment(cut, last), Arrays.copyOf(intact, length));
                keepSnapshotsThatStandIn(cut, last, length);
                goOn(cut, killed, "cut of file " + last + " at " + length);
            }
        }
    }

    /** Of a process that died then there is no later snapshot. */
    private static void keepSnapshotsThatStandIn(Path directory, int segment, int length) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("snapshot-")) {
                    int number = Integer.parseInt(name.substring("snapshot-".length(), "snapshot-".length() + 6));
                    long bytes = io.levibot.engine.internal.Json.parse(Files.readAllBytes(file), "test", name)
                            .path("bytes")
                            .longValue();
                    if (number > segment || (number == segment && bytes > length)) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private void goOn(Path cut, TradingEngine killed, String what) {
        clock = new SimulatedClock(START);
        try (TradingEngine engine = builder(cut).build()) {
            if (!engine.isStarted()) {
                engine.start("tester");
            }
            feed(engine, 0, 12); // the ones that it has had are refused
            assertThat(engine.holdings()).as(what).isEqualTo(killed.holdings());
            assertThat(engine.equity()).as(what).isEqualTo(killed.equity());
        }
        Verification found = StateDirectory.verify(cut);
        assertThat(found.status()).as("%s: %s", what, found.problem()).isEqualTo(Verification.Status.SEALED);
        assertReplays(cut);
    }

    @Test
    void aProcessThatDiesBetweenTwoFilesIsContinuedInTheNext() throws IOException {
        Path directory = newDirectory("whole");
        TradingEngine killed = builder(directory).build();
        killed.start("tester");
        feed(killed, 0, 12);
        int full = StateDirectory.journalOf(directory).size() - 1;
        Path between = copy(directory, root.resolve("between"));
        Files.delete(segment(between, full + 1));
        Files.writeString(between.resolve(segment(between, full + 1).getFileName() + ".new"), "{\"seq\":0,\"ty");
        Verification found = StateDirectory.verify(between);
        assertThat(found.status()).isEqualTo(Verification.Status.OPEN);
        assertThat(found.problem())
                .isEqualTo(
                        "journal-%06d.jsonl is full and journal-%06d.jsonl, which continues it, is not there: the process"
                                + " ended between them, or it was removed",
                        full, full + 1);
        goOn(between, killed, "between two files");
        assertThat(JournalVerifier.beginning(segment(between, full + 1)).previousHead())
                .isEqualTo(JournalVerifier.verify(segment(between, full)).head());
    }

    @Test
    void isRecoveredOverAllFilesIfThereIsNoSnapshot() throws IOException {
        Path directory = eventfulDirectory();
        removeSnapshots(directory);
        Path bars40 = copy(directory, root.resolve("unsealed"));
        try (TradingEngine engine = TradingEngine.builder(config(0.2), clock)
                .model(other)
                .models(this::byId)
                .stateDirectory(bars40)
                .segmentBytes(SEGMENT_BYTES)
                .build()) {
            assertThat(engine.isReconciled()).isTrue();
            assertThat(engine.equity()).isEqualTo(equityOf(directory));
        }
        assertReplays(bars40);
    }

    /** The last mark of a journal. */
    private static double equityOf(Path directory) throws IOException {
        double equity = Double.NaN;
        for (Path file : StateDirectory.journalOf(directory)) {
            for (String line : Files.readAllLines(file)) {
                if (line.contains("\"type\":\"mark\"")) {
                    equity = Double.parseDouble(line.replaceAll(".*\"equity\":([^,]*),.*", "$1"));
                }
            }
        }
        return equity;
    }

    @Test
    void filesBehindTheSnapshotsAreNotNeededToRecoverButNamedByTheCheck() throws IOException {
        Path directory = eventfulDirectory();
        Files.delete(segment(directory, 1));
        Files.delete(segment(directory, 2));
        assertThat(StateDirectory.verify(directory).problem())
                .isEqualTo(
                        "journal-000003.jsonl: journal-000001.jsonl to journal-000002.jsonl, which come before it, are"
                                + " missing");
        assertThatThrownBy(() -> new JournalReplay(Plugins.of(), this::byId).replay(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(
                        "journal-000001.jsonl to journal-000002.jsonl, which come before it, are missing");
        builder(directory).build().close();
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path directory = eventfulDirectory();
        int last = StateDirectory.journalOf(directory).size();
        Path middle = copy(directory, root.resolve("middle"));
        Files.delete(segment(middle, last - 1));
        assertThat(StateDirectory.verify(middle).problem())
                .isEqualTo("journal-%06d.jsonl: journal-%06d.jsonl, which comes before it, is missing", last, last - 1);
        removeSnapshots(middle);
        assertThatThrownBy(() -> builder(middle).build())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("journal-%06d.jsonl, which comes before it, is missing", last - 1);
        Path end = copy(directory, root.resolve("end"));
        Files.delete(segment(end, last));
        assertThat(StateDirectory.verify(end).status()).isEqualTo(Verification.Status.BROKEN);
        assertThat(StateDirectory.verify(end).problem())
                .isEqualTo("journal-%06d.jsonl, of which there is a snapshot, is missing", last);
        assertThatThrownBy(() -> builder(end).build())
                .isInstanceOf(LevibotException.class)
                .hasMessageContaining("has no journal-%06d.jsonl", last);
        for (int number = last - 1; number > 0; number--) {
            Files.delete(segment(end, number));
        }
        assertThatThrownBy(() -> builder(end).build())
                .isInstanceOf(LevibotException.class)
                .hasMessageContaining("has snapshots but no journal");
    }

    @Test
    void aFileOfAnotherJournalIsFound() throws IOException {
        Path directory = eventfulDirectory();
        clock = new SimulatedClock(START.plusSeconds(1));
        Path stranger = newDirectory("stranger");
        try (TradingEngine engine = builder(stranger).build()) {
            engine.start("tester");
            feed(engine, 0, bars.size());
        }
        Files.copy(segment(stranger, 2), segment(directory, 2), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(StateDirectory.verify(directory).problem())
                .isEqualTo("journal-000002.jsonl: it does not continue the segment before it");
        // Rewritten as a whole: only the snapshot, or a head kept apart, tells.
        for (int number = 1; Files.exists(segment(directory, number)); number++) {
            Files.delete(segment(directory, number));
        }
        for (int number = 1; Files.exists(segment(stranger, number)); number++) {
            Files.copy(segment(stranger, number), segment(directory, number));
        }
        assertThat(StateDirectory.verify(directory).status()).isEqualTo(Verification.Status.BROKEN);
    }

    @Test
    void aFileAloneProvesNothing() throws IOException {
        Path directory = eventfulDirectory();
        assertThatThrownBy(() -> new JournalReplay(Plugins.of(), this::byId).replay(segment(directory, 2)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("continues the journal before it");
        assertThat(new JournalReplay(Plugins.of(), this::byId)
                        .replay(segment(directory, 1))
                        .difference())
                .isEmpty();
    }

    @Test
    void goesOnInAFullFileWhileThereIsNoRoomForAnother() throws IOException {
        Path directory = newDirectory("no-room");
        Path inTheWay = Files.createDirectories(
                directory.resolve("journal-000002.jsonl.new").resolve("full"));
        try (TradingEngine engine = builder(directory).build()) {
            engine.start("tester");
            feed(engine, 0, 20);
            assertThat(StateDirectory.journalOf(directory)).hasSize(1);
            assertThat(engine.health().tradingAllowed()).isTrue();
            Files.delete(inTheWay);
            feed(engine, 20, 40);
            assertThat(StateDirectory.journalOf(directory)).hasSizeGreaterThan(2);
        }
        assertThat(StateDirectory.verify(directory).status()).isEqualTo(Verification.Status.SEALED);
        assertReplays(directory);
    }

    @Test
    void anEventThatNothingJournalledFollowsIsADifference() throws IOException {
        Path directory = eventfulDirectory();
        JournalReplay.Outcome outcome = new JournalReplay(
                        Plugins.of(),
                        id -> id.equals(model.id()) ? model : TestModels.ofReturn(other.id(), frame -> 0.65))
                .replay(directory);
        assertThat(outcome.identical()).isFalse();
        assertThat(outcome.difference()).matches("(?s)journal-0000\\d\\d.jsonl line \\d+ differs at byte \\d+.*");
    }
}
