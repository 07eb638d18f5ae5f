package io.levibot.examples.command;

import io.levibot.engine.risk.LatchStatus;
import java.io.PrintWriter;

/** Shows a kill latch to people. */
final class LatchReport {
    private LatchReport() {}

    static void print(LatchStatus status, PrintWriter out) {
        out.println("kill latch: " + status.state() + " since " + status.since() + " by "
                + CommandRunner.oneLine(status.source()) + ": " + CommandRunner.oneLine(status.reason())
                + " [" + status.stamp() + "]");
        for (String later : status.laterReasons()) {
            out.println("  also asked for by " + CommandRunner.oneLine(later));
        }
        if (!status.problem().isEmpty()) {
            out.println("  problem: " + CommandRunner.oneLine(status.problem()));
        }
    }
}
