package io.levibot.examples.command;

import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchStatus;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets an engine trade again: re-arms the kill latch of its state directory, the only way to loosen it. */
@Command(name = "rearm", description = "Allow trading again: re-arm the kill latch of a state directory.")
public final class RearmCommand extends BaseCommand {
    @Option(names = "--state", required = true, paramLabel = "DIR", description = "State directory of the engine.")
    private Path state;

    @Option(
            names = {"--reason", "--note"},
            required = true,
            paramLabel = "TEXT",
            description = "Why it is safe again; kept and shown.")
    private String reason;

    @Option(names = "--operator", required = true, paramLabel = "NAME", description = "Who; kept and shown.")
    private String operator;

    @Option(
            names = "--seen",
            paramLabel = "STAMP",
            description =
                    "Stamp of the status that you saw, as 'kill' and the host show it: a trip that came after it is not "
                            + "cleared. Without it, what this command shows first is cleared.")
    private @Nullable String seen;

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new RearmCommand(), args);
    }

    @Override
    protected ExitCode run() {
        if (reason.isBlank() || operator.isBlank()) {
            throw badUsage("--reason and --operator must not be blank");
        }
        StateDirectory.requireUsed(state);
        try (KillLatch latch = KillLatch.open(state, InstantSource.system())) {
            LatchStatus before = latch.status();
            LatchReport.print(before, out());
            LatchReport.print(latch.rearm(operator, reason, seen == null ? before.stamp() : seen), out());
        }
        return ExitCode.DONE;
    }
}
