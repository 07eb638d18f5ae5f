package io.levibot.examples.command;

import io.levibot.api.spi.PluginContext;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.ServingModelLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** The registry that a command works on. */
final class RegistryOption {
    @Option(names = "--registry", required = true, paramLabel = "DIR", description = "Directory of the model registry.")
    private Path directory = Path.of("");

    ModelRegistry open() {
        return ModelRegistry.open(directory, InstantSource.system());
    }

    static ServingModelLoader loader(Plugins plugins) {
        return new ServingModelLoader(
                plugins,
                PluginContext.builder(InstantSource.system()).lookup(plugins).build());
    }
}
