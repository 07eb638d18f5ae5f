package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.levibot.examples.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every command: help, exit codes, and one clear line for what goes wrong. */
final class EveryCommandTest {
    @TempDir
    private Path directory;

    /**
     * A command line that cannot succeed for each command, with what the one line must name; DIR is an empty
     * directory, EXCHANGE a service that refuses everything.
     */
    private static final Map<String, List<String>> FAILING = new TreeMap<>(Map.ofEntries(
            row("quickstart", "DIR/no.csv", "--data", "DIR/no.csv", "--out", "DIR/out"),
            row("train", "DIR/no.csv", "--data", "DIR/no.csv", "--registry", "DIR/registry"),
            row("calibrate", "no bundles", "--data", "random-walk", "--registry", "DIR/registry"),
            row("promote", "DIR/mistyped", "--registry", "DIR/mistyped"),
            row("rollback", "DIR/mistyped", "--registry", "DIR/mistyped"),
            row("backtest", "DIR/mistyped", "--data", "random-walk", "--registry", "DIR/mistyped"),
            row("serve", "DIR/mistyped", "--data", "DIR/no.csv", "--registry", "DIR/mistyped", "--state", "DIR/state"),
            row("score", "DIR/no.txt", "--headlines", "DIR/no.txt"),
            row("ingest", "banned", "--out", "DIR/bars.csv", "--base-url", "EXCHANGE"),
            row("kill", "DIR/state", "--state", "DIR/state", "--reason", "a drill", "--operator", "ops"),
            row("rearm", "DIR/state", "--state", "DIR/state", "--operator", "ops", "--note", "fine"),
            row("replay", "DIR/no.jsonl", "--journal", "DIR/no.jsonl"),
            row("verify", "DIR/no.jsonl", "--journal", "DIR/no.jsonl")));

    private static HttpServer refusing;

    @BeforeAll
    static void openExchange() throws IOException {
        refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            byte[] body = "{\"msg\":\"banned\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(418, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        refusing.start();
    }

    @AfterAll
    static void closeExchange() {
        refusing.stop(0);
    }

    private static String exchange() {
        return "http://127.0.0.1:" + refusing.getAddress().getPort();
    }

    private static Map.Entry<String, List<String>> row(String command, String named, String... options) {
        List<String> row = new ArrayList<>(List.of(named));
        row.addAll(Arrays.asList(options));
        return Map.entry(command, row);
    }

    private static Stream<String> commands() {
        return CommandRunner.commandLine(new Main()).getSubcommands().keySet().stream();
    }

    private String[] failing(String command, String... more) {
        List<String> args = new ArrayList<>(List.of(command));
        FAILING.get(command).stream().skip(1).forEach(args::add);
        args.addAll(Arrays.asList(more));
        return args.stream()
                .map(arg -> arg.replace("DIR", directory.toString()).replace("EXCHANGE", exchange()))
                .toArray(String[]::new);
    }

    @Test
    void theTableKnowsEveryCommand() {
        assertThat(commands()).containsExactlyInAnyOrderElementsOf(FAILING.keySet());
    }

    @TestFactory
    Stream<DynamicTest> saysWhatItDoesAndEndsWithZero() {
        return commands()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Console help = Console.run(name, "--help");
                    assertThat(help.exit()).isZero();
                    assertThat(help.err()).isEmpty();
                    assertThat(help.out()).startsWith("Usage: levibot " + name).contains("--debug");
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesAnOptionItDoesNotKnowWithTwo() {
        return commands()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Console refused = Console.run(failing(name, "--no-such-option"));
                    assertThat(refused.exit()).isEqualTo(2);
                    assertThat(refused.out()).isEmpty();
                    assertThat(refused.err())
                            .contains("--no-such-option", "Try 'levibot " + name + " --help'.")
                            .doesNotContain("\tat ");
                }));
    }

    @TestFactory
    Stream<DynamicTest> failsWithOneAndOneLineThatNamesTheThing() {
        return commands()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Console failed = Console.run(failing(name));
                    String named = FAILING.get(name).get(0).replace("DIR", directory.toString());
                    assertThat(failed.exit()).as(failed.err()).isEqualTo(1);
                    assertThat(failed.err().strip())
                            .hasLineCount(1)
                            .startsWith(name + ": ")
                            .doesNotStartWith(name + ": " + name + ": ")
                            .contains(named);
                    assertThat(failed.err()).doesNotContain("\tat ").doesNotContain("unexpected failure");
                }));
    }

    @TestFactory
    Stream<DynamicTest> showsTheStackTraceOnlyWithDebug() {
        return commands()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Console failed = Console.run(failing(name, "--debug"));
                    assertThat(failed.exit()).isEqualTo(1);
                    assertThat(failed.err()).contains("\tat io.levibot.");
                }));
    }

    @TestFactory
    Stream<DynamicTest> leavesNothingBehindWhereItFailed() {
        return Stream.of(
                        "quickstart",
                        "promote",
                        "rollback",
                        "backtest",
                        "serve",
                        "score",
                        "ingest",
                        "kill",
                        "rearm",
                        "replay",
                        "verify")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Console.run(failing(name));
                    try (Stream<Path> left = Files.list(directory)) {
                        assertThat(left.map(path -> path.getFileName().toString()))
                                .isEmpty();
                    }
                }));
    }
}
