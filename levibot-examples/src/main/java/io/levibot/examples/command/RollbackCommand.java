package io.levibot.examples.command;

import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.RegistryEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the champion before champion again. */
@Command(name = "rollback", description = "Make the previous champion champion again.")
public final class RollbackCommand extends BaseCommand {
    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Option(names = "--notes", paramLabel = "TEXT", description = "Kept in the history.")
    private String notes = "rolled back by command";

    @Option(names = "--operator", paramLabel = "NAME", description = "Who; kept in the history.")
    private String operator = "operator";

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new RollbackCommand(), args);
    }

    @Override
    protected ExitCode run() {
        if (notes.isBlank() || operator.isBlank()) {
            throw badUsage("--notes and --operator must not be blank");
        }
        ModelRegistry models = registry.openExisting();
        RegistryWarnings.print(models, err());
        RegistryEvent event = models.rollback(operator, notes);
        out().println("champion is " + event.bundle() + " again");
        return ExitCode.DONE;
    }
}
