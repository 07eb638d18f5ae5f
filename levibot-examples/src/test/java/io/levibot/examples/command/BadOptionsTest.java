package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.engine.registry.ModelRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that options do not take: refused before anything was begun, with what is allowed. */
final class BadOptionsTest {
    @TempDir
    private Path directory;

    private Path registry;

    @BeforeEach
    void makeRegistry() {
        registry = directory.resolve("registry");
        ModelRegistry.open(registry, InstantSource.system());
    }

    private Console serve(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "serve",
                "--registry",
                registry.toString(),
                "--state",
                directory.resolve("state").toString()));
        args.addAll(List.of(more));
        return Console.run(args.toArray(String[]::new));
    }

    private void refused(Console console, String... named) throws IOException {
        assertThat(console.exit()).as(console.err()).isEqualTo(2);
        assertThat(console.err()).contains(named).doesNotContain("unexpected failure");
        nothingBegun();
    }

    private void failed(Console console, String... named) throws IOException {
        assertThat(console.exit()).as(console.err()).isEqualTo(1);
        assertThat(console.err().strip()).hasLineCount(1).contains(named).doesNotContain("unexpected failure");
        nothingBegun();
    }

    private void nothingBegun() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("registry");
        }
    }

    @Test
    void serveRefusesAPortThatIsNone() throws IOException {
        refused(serve("--port", "99999"), "--port 99999", "65535");
        refused(serve("--port=-5"), "--port -5", "65535");
    }

    @Test
    void serveRefusesARateThatIsNone() throws IOException {
        refused(serve("--bars-per-second", "0"), "--bars-per-second 0.0", "above 0");
        refused(serve("--bars-per-second", "NaN"), "--bars-per-second NaN", "above 0");
        refused(serve("--bars-per-second", "Infinity"), "--bars-per-second Infinity", "above 0");
    }

    @Test
    void serveRefusesDataBesideLive() throws IOException {
        refused(serve("--live", "--data", "random-walk"), "--live", "--data");
        refused(serve("--live", "--data", "builtin"), "--live", "--data");
        refused(serve("--live", "--bars-per-second", "5"), "--live", "--bars-per-second");
    }

    @Test
    void serveRefusesALengthOfLiveBarsThatTheExchangeLacks() throws IOException {
        refused(serve("--live", "--interval", "7m"), "7m", "15m", "1h");
    }

    @Test
    void liveBarsAreOfFifteenMinutesUnlessToldOtherwise() {
        MarketOptions options = new MarketOptions();

        assertThat(options.interval()).hasToString("1m");
        assertThat(options.liveInterval()).hasToString("15m");
    }

    @Test
    void serveTellsAForeignAddressFromATakenPortAndLeavesNoJournal() throws IOException {
        failed(serve("--address", "192.0.2.1"), "192.0.2.1", "none of this machine's");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            failed(serve("--port", String.valueOf(taken.getLocalPort())), "port " + taken.getLocalPort(), "--port");
        }
    }

    @Test
    void promoteRefusesAnOverrideWithoutReason() throws IOException {
        refused(Console.run("promote", "--registry", registry.toString(), "--override", ""), "--override", "reason");
        refused(Console.run("promote", "--registry", registry.toString(), "--notes", " "), "--notes");
        refused(Console.run("rollback", "--registry", registry.toString(), "--operator", ""), "--operator");
    }

    @Test
    void dataThatIsEmptyIsRefusedAsSuch() throws IOException {
        refused(
                Console.run(
                        "quickstart",
                        "--data",
                        "",
                        "--out",
                        directory.resolve("out").toString()),
                "--data",
                "empty",
                "builtin");
    }

    @Test
    void verifyRefusesAHeadThatIsNoHash() throws IOException {
        String journal = directory.resolve("no.jsonl").toString();
        refused(Console.run("verify", "--journal", journal, "--expect-head", "zz"), "'zz'", "64 hexadecimal");
        failed(Console.run("verify", "--journal", journal, "--expect-head", "A".repeat(64)), "no.jsonl");
    }

    @Test
    void ingestLooksAtItsTargetBeforeItAsksAnybody() throws IOException {
        String nobody = "http://127.0.0.1:1";
        failed(
                Console.run("ingest", "--out", registry.toString(), "--base-url", nobody),
                registry.toString(),
                "is a directory");
        failed(
                Console.run("ingest", "--out", directory.resolve("no/bars.csv").toString(), "--base-url", nobody),
                "no directory " + directory.resolve("no"));
    }

    @Test
    void replayDoesNotMakeTheRegistryThatItWasGiven() {
        Console failed = Console.run(
                "backtest", "--registry", directory.resolve("mistyped").toString(), "--data", "random-walk");

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("there is no registry in " + directory.resolve("mistyped"));
        assertThat(directory.resolve("mistyped")).doesNotExist();
    }
}
