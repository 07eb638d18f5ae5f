package io.levibot.engine.registry;

import io.levibot.engine.internal.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Writes bundles. A bundle appears whole or not at all: it is written into a temporary directory, forced to the device, and
 * renamed.
 *
 * <p>Thread-safety: stateless.
 *
 * @since 0.1.0
 */
public final class BundleWriter {
    private BundleWriter() {}

    /**
     * @param content any content
     * @return the id that a bundle of this content has
     */
    public static BundleId idOf(BundleContent content) {
        return ManifestJson.write(content, BundleFiles.entries(BundleFiles.of(content)))
                .id();
    }

    /**
     * Writes a bundle into a directory named by its id.
     *
     * @param parent an existing directory
     * @param content what to write
     * @return the stored bundle
     * @throws RegistryException if something of that name exists, or a file cannot be written (a full disk, an unwritable
     *     directory); nothing is left behind
     */
    public static Bundle write(Path parent, BundleContent content) {
        Objects.requireNonNull(content, "content");
        SortedMap<String, byte[]> files = BundleFiles.of(content);
        ManifestJson.Written manifest = ManifestJson.write(content, BundleFiles.entries(files));
        Path target = parent.resolve(manifest.id().value());
        Path temporary = null;
        try {
            temporary = AtomicFiles.newTemporaryDirectory(parent, manifest.id().value());
            fill(temporary, files, manifest.bytes());
            AtomicFiles.publish(temporary, target);
        } catch (IOException e) {
            throw failed(manifest.id(), parent, temporary, e);
        }
        return new Bundle(manifest.id(), manifest.contentHash(), target, content);
    }

    private static void fill(Path directory, SortedMap<String, byte[]> files, byte[] manifest) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            AtomicFiles.writeNew(path, file.getValue());
        }
        AtomicFiles.writeNew(directory.resolve(BundleFiles.MANIFEST), manifest);
        for (String folder : BundleFiles.FOLDERS) {
            if (Files.isDirectory(directory.resolve(folder))) {
                AtomicFiles.forceDirectory(directory.resolve(folder));
            }
        }
    }

    private static RegistryException failed(
            BundleId id, Path parent, @org.jspecify.annotations.Nullable Path temporary, IOException failure) {
        String left = "nothing was left behind";
        if (temporary != null) {
            try {
                AtomicFiles.remove(temporary);
            } catch (IOException e) {
                failure.addSuppressed(e);
                left = "remove what was left in " + temporary;
            }
        }
        return new RegistryException(
                "bundle " + id + " could not be written to " + parent + ": " + AtomicFiles.reason(failure)
                        + "; free space there or make it writable, and try again; " + left,
                failure);
    }
}
