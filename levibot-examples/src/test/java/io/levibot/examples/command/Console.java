package io.levibot.examples.command;

import io.levibot.examples.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs a command line as the shell would and keeps what it wrote. */
public record Console(int exit, String out, String err) {

    public static Console run(String... args) {
        return runWith(new Main(), args);
    }

    static Console runWith(Object command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = CommandRunner.commandLine(command);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exit = line.execute(args);
        return new Console(exit, out.toString(), err.toString());
    }
}
