package io.levibot.examples.command;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchStatus;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Stops an engine from another process: trips the kill latch of its state directory. The trip is durable before this returns,
 * and the engine's next submit sees it.
 */
@Command(name = "kill", description = "Halt trading: trip the kill latch of a state directory.")
public final class KillCommand extends BaseCommand {
    @Option(names = "--state", required = true, paramLabel = "DIR", description = "State directory of the engine.")
    private Path state;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept and shown.")
    private String reason;

    @Option(names = "--operator", required = true, paramLabel = "NAME", description = "Who; kept and shown.")
    private String operator;

    @Option(names = "--flatten", description = "Also close open positions by protective orders.")
    private boolean flatten;

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new KillCommand(), args);
    }

    @Override
    protected ExitCode run() {
        if (reason.isBlank() || operator.isBlank()) {
            throw badUsage("--reason and --operator must not be blank");
        }
        StateDirectory.requireUsed(state);
        KillVerdict.OnTrip onTrip = flatten ? KillVerdict.OnTrip.FLATTEN : KillVerdict.OnTrip.KEEP;
        try (KillLatch latch = KillLatch.open(state, InstantSource.system())) {
            LatchStatus status = latch.trip("operator:" + operator, KillVerdict.trip(KillState.HALTED, reason, onTrip));
            if (!status.problem().isEmpty()) {
                throw new LevibotException(
                        "kill-latch",
                        status.problem() + ": other processes may not see this trip; stop the engine's process");
            }
            LatchReport.print(status, out());
        }
        return ExitCode.DONE;
    }
}
