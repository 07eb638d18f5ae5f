package io.levibot.examples.command;

import io.levibot.engine.registry.ModelRegistry;
import java.io.PrintWriter;
import java.util.List;

/** Tells people about damage that a registry worked around. */
final class RegistryWarnings {
    private RegistryWarnings() {}

    /**
     * Prints one line for each problem.
     *
     * @return what was found; empty if all is well
     */
    static List<String> print(ModelRegistry registry, PrintWriter err) {
        List<String> problems = registry.state().problems();
        for (String problem : problems) {
            err.println("warning: registry: " + CommandRunner.oneLine(problem));
        }
        err.flush();
        return problems;
    }
}
