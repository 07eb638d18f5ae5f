package io.levibot.examples.command;

import io.levibot.engine.journal.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the chain and the seal of a journal, over all its segments. Done only for SEALED, or for OPEN where that is allowed. */
@Command(name = "verify", description = "Check a journal: SEALED, OPEN (a crash tail) or BROKEN.")
public final class VerifyCommand extends BaseCommand {
    @Mixin
    private JournalOptions options = new JournalOptions();

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new VerifyCommand(), args);
    }

    @Override
    protected ExitCode run() {
        Verification found = options.verify();
        out().println(found.status() + ": " + found.events() + " events, head " + found.head());
        if (!found.problem().isEmpty()) {
            err().println("verify: " + found.problem());
        }
        return options.allows(found) ? ExitCode.DONE : ExitCode.FAILED;
    }
}
