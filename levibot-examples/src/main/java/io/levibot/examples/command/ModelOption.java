package io.levibot.examples.command;

import io.levibot.engine.registry.ModelRegistry;
import picocli.CommandLine.Option;

/** The bundle that a command works on. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "ID",
            defaultValue = ModelRegistry.LATEST,
            description = "A bundle's id, champion, challenger, previous or latest. Default: ${DEFAULT-VALUE}.")
    private String reference = ModelRegistry.LATEST;

    String reference() {
        return reference;
    }
}
