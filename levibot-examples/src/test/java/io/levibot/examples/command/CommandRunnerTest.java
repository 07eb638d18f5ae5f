package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandRunnerTest {
    private static final String EOL = System.lineSeparator();

    @Test
    void namesEveryCommandInTheHelpAndEndsWithZero() {
        Console help = Console.run("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("kill", "rearm");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void everyCommandHasHelp() {
        CommandLine root = CommandRunner.commandLine(new io.levibot.examples.Main());
        assertThat(root.getSubcommands()).isNotEmpty();
        for (String name : root.getSubcommands().keySet()) {
            Console help = Console.run(name, "--help");
            assertThat(help.exit()).as(name).isZero();
            assertThat(help.out()).as(name).startsWith("Usage: levibot " + name).contains("--debug");
        }
    }

    @Test
    void badUsageEndsWithTwoAndAHint() {
        assertThat(Console.run("kil").err()).contains("levibot kill");
        assertThat(Console.run("kil").exit()).isEqualTo(2);
        assertThat(Console.run().exit()).isEqualTo(2);
        assertThat(Console.run("kill", "--reason", "x").exit()).isEqualTo(2);
    }

    @Test
    void aLibraryFailureIsOneLineAndEndsWithOne() {
        Console failed = Console.runWith(new Failing(new DataException("bar-csv", "line 7:\nbad\u001b[2J")));

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).isEqualTo("failing: bar-csv: line 7:; bad?[2J" + EOL);
    }

    @Test
    void aComponentCalledLikeTheCommandIsNamedOnce() {
        Console failed = Console.runWith(new Failing(new DataException("failing", "no bars")));

        assertThat(failed.err()).isEqualTo("failing: no bars" + EOL);
    }

    @Test
    void anErrorOfTheMachineIsOneLineToo() {
        Console memory = Console.runWith(new Failing(new OutOfMemoryError("Java heap space")));
        Console linkage = Console.runWith(new Failing(new NoClassDefFoundError("x/Y")));
        Console debug = Console.runWith(new Failing(new OutOfMemoryError("Java heap space")), "--debug");

        assertThat(memory.exit()).isEqualTo(1);
        assertThat(memory.err())
                .isEqualTo(
                        "failing: out of memory: Java heap space; give the process more by java -Xmx, or it less data"
                                + EOL);
        assertThat(linkage.exit()).isEqualTo(1);
        assertThat(linkage.err())
                .isEqualTo("failing: unexpected failure, see --debug: java.lang.NoClassDefFoundError: x/Y" + EOL);
        assertThat(debug.err()).contains("\tat io.levibot.examples.command");
    }

    @Test
    void theStackTraceShowsOnlyWithDebug() {
        Console debug = Console.runWith(new Failing(new DataException("bar-csv", "bad")), "--debug");

        assertThat(debug.exit()).isEqualTo(1);
        assertThat(debug.err()).contains("failing: bar-csv: bad", "\tat io.levibot.examples.command");
    }

    @Test
    void anUnexpectedFailureSaysSo() {
        Console failed = Console.runWith(new Failing(new IllegalStateException("odd")));

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err())
                .isEqualTo("failing: unexpected failure, see --debug: java.lang.IllegalStateException: odd" + EOL);
    }

    @Test
    void aFailureOfTheFileSystemNamesItsKind() {
        Console failed = Console.runWith(new Failing(new java.nio.file.AccessDeniedException("/x")));

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).isEqualTo("failing: accessdenied: /x" + EOL);
    }

    @Test
    void aSymbolOrIntervalThatIsNotAllowedIsBadUsageAndSaysWhatIs() {
        Console symbol = Console.runWith(new Failing(new IOException()), "--symbol", "btc");
        Console interval = Console.runWith(new Failing(new IOException()), "--interval", "15");

        assertThat(symbol.exit()).isEqualTo(2);
        assertThat(symbol.err()).contains("--symbol", "allowed are 1 to 32 of A-Z");
        assertThat(interval.exit()).isEqualTo(2);
        assertThat(interval.err()).contains("--interval", "30s, 15m, 4h, 1d");
    }

    @Command(name = "failing")
    private static final class Failing extends BaseCommand {
        private final Throwable failure;

        @Option(names = "--symbol")
        private Symbol symbol = Symbol.of("X");

        @Option(names = "--interval")
        private BarInterval interval = BarInterval.parse("1m");

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        protected ExitCode run() throws IOException {
            if (failure instanceof IOException io) {
                throw io;
            }
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw new AssertionError("not raised for " + symbol + " of " + interval, failure);
        }
    }
}
