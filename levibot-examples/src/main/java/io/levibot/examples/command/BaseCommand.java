package io.levibot.examples.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What every command has: {@code --help}, {@code --debug}, its own writers and one way to end. A subclass does its work in
 * {@link #run}, prints results to {@link #out}, and fails by an exception: {@link CommandRunner} turns it into one line.
 */
public abstract class BaseCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Option(names = "--debug", description = "Show the stack trace of a failure.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    /**
     * Does the work.
     *
     * @return how it ended
     * @throws IOException if a file or connection fails
     * @throws InterruptedException if the thread is asked to stop
     */
    protected abstract ExitCode run() throws IOException, InterruptedException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try {
            ExitCode end = run();
            out().flush();
            return end.code();
        } catch (VirtualMachineError | LinkageError | AssertionError e) {
            // Not to carry on: the one way out that prints one line and ends with a code.
            throw new FatalError(e);
        }
    }

    /** Returns where results go: stdout, or what a test put in its place. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Returns where notes for people go: stderr, or what a test put in its place. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /**
     * Makes the exception for options that are each fine and do not go together.
     *
     * @param message what is wrong and what is allowed
     * @return an exception that ends the command with {@link ExitCode#USAGE}
     */
    protected final ParameterException badUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Begins a progress bar on stderr. It shows on a terminal only, and only once a second has passed.
     *
     * @param task what is being done, a few words
     * @param total steps until it is done, or {@link Progress#UNKNOWN}
     * @return the bar; closing it wipes it off
     */
    protected final Progress progress(String task, long total) {
        return Progress.onTerminal(task, total);
    }

    boolean isDebug() {
        return debug;
    }
}
