package io.levibot.examples.command;

import io.levibot.api.BarInterval;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Runs commands: reads their options, and turns every failure into one clear line and an exit code. */
public final class CommandRunner {
    private static final int HELP_COLUMNS = 110;

    private CommandRunner() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param command a command, or a root of commands
     * @param args the command line
     */
    public static void main(Object command, String[] args) {
        System.exit(commandLine(command).execute(args));
    }

    /**
     * Makes the command line of a command. Its writers can be replaced, as a test does.
     *
     * @param command a command, or a root of commands
     * @return a command line with the conversions, messages and exit codes of all commands
     */
    public static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .registerConverter(Symbol.class, checked(Symbol::of))
                .registerConverter(BarInterval.class, checked(BarInterval::parse))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_COLUMNS)
                .setParameterExceptionHandler((failure, args) -> badUsage(failure))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
    }

    private static <T> ITypeConverter<T> checked(ITypeConverter<T> parse) {
        return text -> {
            try {
                return parse.convert(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static int badUsage(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(oneLine(failure.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE.code();
    }

    private static int failed(Exception failure, CommandLine line) {
        PrintWriter err = line.getErr();
        boolean debug = line.getCommand() instanceof BaseCommand command && command.isDebug();
        err.println(line.getCommandName() + ": " + withoutName(line.getCommandName(), describe(failure)));
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FAILED.code();
    }

    /** A part that is called like its command is named once. */
    private static String withoutName(String command, String text) {
        String name = command + ": ";
        return text.startsWith(name) ? text.substring(name.length()) : text;
    }

    private static String describe(Exception failure) {
        if (failure instanceof FatalError fatal) {
            return oneLine(fatal.advice());
        }
        if (failure instanceof LevibotException) {
            return oneLine(failure.getMessage());
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            return oneLine(
                    failure.getClass().getSimpleName().replace("Exception", "").toLowerCase(Locale.ROOT) + ": "
                            + failure.getMessage());
        }
        return "unexpected failure, see --debug: " + oneLine(failure.toString());
    }

    /** Takes control characters out: what a file or a peer said must not draw on the terminal. */
    static String oneLine(@Nullable String text) {
        if (text == null) {
            return "no details";
        }
        return text.replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
    }
}
