package io.levibot.examples.command;

import io.levibot.api.LevibotException;
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

    /** Opens the registry for a command that stores bundles, and creates it where there is none. */
    ModelRegistry open() {
        return ModelRegistry.open(directory, InstantSource.system());
    }

    /** Opens the registry for a command that only works on what is there: a mistyped path must not look like an empty one. */
    ModelRegistry openExisting() {
        return openExisting(directory);
    }

    /**
     * @throws LevibotException if no registry is there; nothing is created
     */
    static ModelRegistry openExisting(Path directory) {
        if (!ModelRegistry.exists(directory)) {
            throw new LevibotException(
                    "registry",
                    "there is no registry in " + directory
                            + ", and nothing was changed; give the --registry that 'train' was given");
        }
        return ModelRegistry.open(directory, InstantSource.system());
    }

    static ServingModelLoader loader(Plugins plugins) {
        return new ServingModelLoader(
                plugins,
                PluginContext.builder(InstantSource.system()).lookup(plugins).build());
    }
}
