package io.levibot.examples;

import io.levibot.examples.command.BacktestCommand;
import io.levibot.examples.command.CalibrateCommand;
import io.levibot.examples.command.CommandRunner;
import io.levibot.examples.command.IngestCommand;
import io.levibot.examples.command.KillCommand;
import io.levibot.examples.command.PromoteCommand;
import io.levibot.examples.command.QuickstartCommand;
import io.levibot.examples.command.RearmCommand;
import io.levibot.examples.command.ReplayCommand;
import io.levibot.examples.command.RollbackCommand;
import io.levibot.examples.command.ScoreCommand;
import io.levibot.examples.command.ServeCommand;
import io.levibot.examples.command.TrainCommand;
import io.levibot.examples.command.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line. A command is added by one line in the list of subcommands. */
@Command(
        name = "levibot",
        description = "Calibrated ML trading, from bars to decisions that can be defended.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class,
        subcommands = {
            QuickstartCommand.class,
            TrainCommand.class,
            CalibrateCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            BacktestCommand.class,
            ReplayCommand.class,
            VerifyCommand.class,
            ServeCommand.class,
            ScoreCommand.class,
            IngestCommand.class,
            KillCommand.class,
            RearmCommand.class,
        })
public final class Main implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean version;

    @Spec
    private CommandSpec spec;

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command's name and its options
     */
    public static void main(String[] args) {
        CommandRunner.main(new Main(), args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    /** Reads the version off the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"levibot " + (version == null ? "(not packaged)" : version)};
        }
    }
}
