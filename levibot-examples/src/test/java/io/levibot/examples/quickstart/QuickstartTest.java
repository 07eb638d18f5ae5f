package io.levibot.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.examples.Main;
import io.levibot.examples.command.CommandRunner;
import io.levibot.examples.report.OutputDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The main job as a newcomer runs it, on the built-in trades. */
final class QuickstartTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = CommandRunner.commandLine(new Main());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    private static JsonNode report(Path directory) throws IOException {
        return new ObjectMapper().readTree(directory.resolve("report.json").toFile());
    }

    @Test
    void givesTheSameBundleReportAndJournalTwiceAndServesWhatItEvaluated() throws IOException {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        assertThat(run("quickstart", "--out", one.toString()))
                .as(err.toString())
                .isZero();
        assertThat(run("quickstart", "--out", two.toString())).isZero();

        assertThat(two.resolve("report.json")).hasSameBinaryContentAs(one.resolve("report.json"));
        assertThat(two.resolve("journal.jsonl")).hasSameBinaryContentAs(one.resolve("journal.jsonl"));
        JsonNode report = report(one);
        assertThat(report.path("parity").path("servedEqualsEvaluated").asBoolean())
                .isTrue();
        assertThat(report.path("parity").path("rows").asInt()).isGreaterThan(1000);
        assertThat(report.path("parity").path("native").path("scoresEqual").asBoolean())
                .isTrue();
        assertThat(report.path("promotion").path("decision").asText()).isEqualTo("REFUSED");
        assertThat(out.toString()).contains("NOT PROMOTED");
        assertThat(Files.readString(one.resolve("report.html")))
                .contains("<svg")
                .doesNotContain("href=\"http")
                .doesNotContain("src=");
    }

    @Test
    void theJournalReplaysByteForByteAndAChangedCharacterIsFound() throws IOException {
        Path made = directory.resolve("made");
        assertThat(run("quickstart", "--out", made.toString()))
                .as(err.toString())
                .isZero();
        String journal = made.resolve("journal.jsonl").toString();
        assertThat(run("verify", "--journal", journal)).isZero();
        assertThat(run("replay", "--journal", journal)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("SEALED", "identical");

        String text = Files.readString(made.resolve("journal.jsonl"));
        int at = text.indexOf("\"close\":") + 9;
        char changed = text.charAt(at) == '1' ? '2' : '1';
        Files.writeString(made.resolve("journal.jsonl"), text.substring(0, at) + changed + text.substring(at + 1));
        assertThat(run("verify", "--journal", journal)).isEqualTo(1);
        assertThat(run("replay", "--journal", journal)).isEqualTo(1);
    }

    @Test
    void refusesARandomWalkWithTheAucAndEceGatesOff() throws IOException {
        Path walk = directory.resolve("walk");
        assertThat(run(
                        "quickstart",
                        "--data",
                        "random-walk",
                        "--seed",
                        "1",
                        "--without-gate",
                        "auc,ece",
                        "--out",
                        walk.toString()))
                .as(err.toString())
                .isZero();
        assertThat(report(walk).path("promotion").path("decision").asText()).isEqualTo("REFUSED");
    }

    @Test
    void promoteRefusesWithExitOneUnlessOverridden() {
        Path made = directory.resolve("made");
        assertThat(run("quickstart", "--out", made.toString())).isZero();
        String registry = made.resolve("registry").toString();
        assertThat(run("promote", "--registry", registry)).isEqualTo(1);
        assertThat(err.toString()).contains("REFUSED");
        assertThat(run("promote", "--registry", registry, "--override", "a drill"))
                .isZero();
        assertThat(out.toString()).contains("OVERRIDDEN because a drill");
    }

    @Test
    void aRegistryThatLostItsHistoryIsWarnedOfByEveryCommandThatReliesOnIt() throws IOException {
        Path made = directory.resolve("made");
        assertThat(run("quickstart", "--out", made.toString())).isZero();
        String registry = made.resolve("registry").toString();
        assertThat(run("promote", "--registry", registry, "--override", "a drill"))
                .isZero();
        Files.delete(made.resolve("registry/history.jsonl"));

        assertThat(run("promote", "--registry", registry)).isEqualTo(1);
        assertThat(err.toString()).contains("warning: registry: ", "history.jsonl is missing");
        assertThat(run("rollback", "--registry", registry)).isEqualTo(1);
        assertThat(err.toString()).contains("warning: registry: ", "no previous champion");
        assertThat(run("backtest", "--registry", registry, "--symbol", "OTHER", "--out", made + "/other.jsonl"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("warning: registry: ", "not for OTHER at 1m");
        assertThat(Files.exists(made.resolve("other.jsonl"))).isFalse();
        assertThat(Files.exists(made.resolve("other.jsonl.reserve"))).isFalse();
    }

    @Test
    void aSecondRunOnOneOutputDirectoryIsRefusedAtOnceAndTouchesNothing() throws IOException {
        Path shared = directory.resolve("shared");
        try (OutputDirectory.Claim first = OutputDirectory.claim(shared)) {
            Files.writeString(first.directory().json(), "half a report");

            assertThat(run("quickstart", "--data", "random-walk", "--out", shared.toString()))
                    .isEqualTo(1);

            assertThat(err.toString().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("another run is writing");
            assertThat(first.directory().json()).hasContent("half a report");
        }
        try (OutputDirectory.Claim next = OutputDirectory.claim(shared)) {
            assertThat(next.directory().json()).doesNotExist();
        }
    }

    @Test
    void refusesAnOutputDirectoryOfSomebodyElse() throws IOException {
        Files.writeString(directory.resolve("precious.txt"), "mine");
        assertThat(run("quickstart", "--out", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("not of an earlier run");
        assertThat(directory.resolve("precious.txt")).exists();
    }

    @Test
    void aMissingBarFileIsOneClearLine() {
        assertThat(run(
                        "quickstart",
                        "--data",
                        directory.resolve("no.csv").toString(),
                        "--out",
                        directory.resolve("x").toString()))
                .isEqualTo(1);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).contains("no.csv");
    }
}
