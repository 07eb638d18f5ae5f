package io.levibot.examples.command;

import io.levibot.api.ConfigException;
import io.levibot.engine.JournalReplay;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModelLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the inputs of a journal again, over all its segments, and compares byte for byte. */
@Command(name = "replay", description = "Run a journal again and compare what comes out, byte for byte.")
public final class ReplayCommand extends BaseCommand {
    @Mixin
    private JournalOptions options = new JournalOptions();

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description =
                    "Registry with the bundles that the journal names. Default: the directory 'registry' in its directory or"
                            + " beside that.")
    private @Nullable Path registry;

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new ReplayCommand(), args);
    }

    @Override
    protected ExitCode run() {
        Verification found = options.verify();
        if (!options.allows(found)) {
            err().println("replay: " + options.journal() + " is " + found.status() + ": " + found.problem());
            return ExitCode.FAILED;
        }
        JournalReplay.Outcome outcome = replay();
        if (!outcome.identical()) {
            err().println("replay: " + outcome.difference());
            return ExitCode.FAILED;
        }
        out().println("identical: " + outcome.events() + " lines, head " + found.head());
        return ExitCode.DONE;
    }

    private JournalReplay.Outcome replay() {
        Map<String, ServingModel> loaded = new HashMap<>();
        try (Work work = new Work()) {
            ModelRegistry named = registry == null ? null : RegistryOption.openExisting(registry);
            ServingModelLoader loader = RegistryOption.loader(work.plugins());
            Function<String, ServingModel> load = id -> {
                // A journal in which no model ever decided needs no registry.
                ModelRegistry models = named == null ? RegistryOption.openExisting(registryBeside()) : named;
                return loader.load(models.read(id));
            };
            return new JournalReplay(work.plugins(), id -> loaded.computeIfAbsent(id, load)).replay(options.journal());
        } finally {
            loaded.values().forEach(ServingModel::close);
        }
    }

    private Path registryBeside() {
        Path journal = options.journal().toAbsolutePath();
        Path directory = Files.isDirectory(journal) ? journal : journal.getParent();
        for (Path beside : directory == null ? List.<Path>of() : List.of(directory, directory.resolve(".."))) {
            if (Files.isDirectory(beside.resolve("registry"))) {
                return beside.resolve("registry").normalize();
            }
        }
        throw new ConfigException(
                "registry", "there is no directory 'registry' beside " + options.journal() + "; name it by --registry");
    }
}
