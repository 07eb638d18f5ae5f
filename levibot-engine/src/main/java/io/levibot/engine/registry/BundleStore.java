package io.levibot.engine.registry;

import io.levibot.engine.internal.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The directory that holds the bundles, each under its id. */
final class BundleStore {
    private final Path directory;

    BundleStore(Path registry) {
        this.directory = registry.resolve("bundles");
    }

    Path directory() {
        return directory;
    }

    boolean holds(BundleId id) {
        return Files.exists(directory.resolve(id.value()), LinkOption.NOFOLLOW_LINKS);
    }

    /** The ids of all bundles in ascending order, damaged ones included. */
    List<BundleId> ids() {
        try (Stream<Path> children = Files.list(directory)) {
            TreeSet<BundleId> ids = new TreeSet<>();
            children.map(child -> String.valueOf(child.getFileName()))
                    .filter(BundleId::isId)
                    .forEach(name -> ids.add(new BundleId(name)));
            return List.copyOf(ids);
        } catch (IOException e) {
            throw new RegistryException("bundles cannot be listed: " + AtomicFiles.reason(e), e);
        }
    }

    Bundle read(BundleId id) {
        return BundleReader.read(directory.resolve(id.value()), id);
    }

    ManifestReader manifest(BundleId id) {
        return BundleReader.manifest(directory.resolve(id.value()), id);
    }

    Bundle write(BundleContent content) {
        return BundleWriter.write(directory, content);
    }

    /** Removes what crashed writers have left. Only for who holds the registry's lock: a living writer does too. */
    static void sweep(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            for (Iterator<Path> each = children.iterator(); each.hasNext(); ) {
                Path child = each.next();
                if (String.valueOf(child.getFileName()).startsWith(AtomicFiles.TEMPORARY_PREFIX)) {
                    AtomicFiles.remove(child);
                }
            }
        }
    }
}
