package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.Hashes;
import io.levibot.engine.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads bundles from places that are not trusted. A bundle is read whole and bounded, or refused with what is wrong and where: a
 * wrong hash or size, a missing, unknown or additional file, field or link, a number that is not finite, an unknown format.
 *
 * <p>Thread-safety: stateless. Each file is read once; what was verified is what is returned.
 *
 * @since 0.1.0
 */
public final class BundleReader {
    /** Most bytes that all files of a bundle may have together: 1 GiB. */
    public static final long MAX_TOTAL_BYTES = 1L << 30;

    private static final int MAX_FILES = 256;
    private static final String COMPONENT = ManifestReader.COMPONENT;

    private BundleReader() {}

    /**
     * @param directory a bundle's directory
     * @return the verified bundle
     * @throws ArtifactException if anything is wrong with it; nothing is changed
     */
    public static Bundle read(Path directory) {
        try {
            SortedSet<String> present = list(directory);
            ManifestReader manifest = manifest(directory);
            requireSameFiles(directory, manifest, present);
            SortedMap<String, byte[]> files = new TreeMap<>();
            long total = 0;
            for (BundleFiles.Entry entry : manifest.files()) {
                total += entry.size();
                if (entry.size() > limit(entry.path()) || total > MAX_TOTAL_BYTES) {
                    throw refuse(directory.resolve(entry.path()), "has " + entry.size() + " bytes, more than is read");
                }
                files.put(entry.path(), verified(directory.resolve(entry.path()), entry));
            }
            return new Bundle(manifest.id(), manifest.contentHash(), directory, manifest.content(files));
        } catch (IOException e) {
            throw new ArtifactException(
                    COMPONENT, "bundle in " + directory + " cannot be read: " + AtomicFiles.reason(e), e);
        }
    }

    /**
     * @param directory a bundle's directory
     * @param expected the id that it must have
     * @return the verified bundle
     * @throws ArtifactException if anything is wrong with it, or it is another bundle
     */
    public static Bundle read(Path directory, BundleId expected) {
        Bundle bundle = read(directory);
        requireId(directory, bundle.id(), expected);
        return bundle;
    }

    /** Reads the manifest alone, which its own hash verifies; the other files are not looked at. */
    static ManifestReader manifest(Path directory, BundleId expected) {
        try {
            ManifestReader manifest = manifest(directory);
            requireId(directory, manifest.id(), expected);
            return manifest;
        } catch (IOException e) {
            throw new ArtifactException(
                    COMPONENT, "manifest of bundle " + expected + " cannot be read: " + AtomicFiles.reason(e), e);
        }
    }

    private static ManifestReader manifest(Path directory) throws IOException {
        Path file = directory.resolve(BundleFiles.MANIFEST);
        return new ManifestReader(bounded(file, Json.MAX_DOCUMENT_BYTES), file.toString());
    }

    private static void requireId(Path directory, BundleId actual, BundleId expected) {
        if (!actual.equals(expected)) {
            throw refuse(directory, "holds bundle " + actual + ", not " + expected);
        }
    }

    private static void requireSameFiles(Path directory, ManifestReader manifest, SortedSet<String> present) {
        SortedSet<String> additional = new TreeSet<>(present);
        SortedSet<String> missing = new TreeSet<>();
        additional.remove(BundleFiles.MANIFEST);
        for (BundleFiles.Entry entry : manifest.files()) {
            if (!additional.remove(entry.path())) {
                missing.add(entry.path());
            }
        }
        if (!missing.isEmpty()) {
            throw refuse(directory, "lacks " + missing + ", which its manifest lists");
        }
        if (!additional.isEmpty()) {
            throw refuse(directory, "holds " + shown(additional) + ", which its manifest does not list");
        }
    }

    private static byte[] verified(Path file, BundleFiles.Entry entry) throws IOException {
        byte[] content = bounded(file, (int) entry.size());
        if (content.length != entry.size()) {
            throw refuse(file, "has " + content.length + " bytes; its manifest says " + entry.size());
        }
        String hash = Hashes.sha256Hex(content);
        if (!hash.equals(entry.sha256())) {
            throw refuse(file, "has been changed: its hash is " + hash + "; its manifest says " + entry.sha256());
        }
        return content;
    }

    private static int limit(String path) {
        return path.contains("/") ? Artifact.MAX_ENTRY_BYTES : Json.MAX_DOCUMENT_BYTES;
    }

    private static byte[] bounded(Path file, int limit) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw refuse(file, "is a symbolic link; a bundle holds plain files only");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw refuse(file, "has more than the " + limit + " bytes that are expected of it");
            }
            return content;
        }
    }

    /** The relative paths of all files; anything but plain files in plain directories is refused. */
    private static SortedSet<String> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw refuse(directory, Files.exists(directory) ? "is not a plain directory" : "does not exist");
        }
        SortedSet<String> files = new TreeSet<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = relative(directory, folder);
                if (!name.isEmpty() && !BundleFiles.FOLDERS.contains(name)) {
                    throw refuse(folder, "is a directory that no bundle has");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isRegularFile()) {
                    throw refuse(file, "is a link or special file; a bundle holds plain files only");
                }
                files.add(relative(directory, file));
                if (files.size() > MAX_FILES) {
                    throw refuse(directory, "holds more than " + MAX_FILES + " files");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static String relative(Path directory, Path path) {
        return directory.relativize(path).toString().replace('\\', '/');
    }

    private static String shown(SortedSet<String> names) {
        return names.stream().limit(5).map(Texts::shown).toList().toString();
    }

    private static ArtifactException refuse(Path path, String why) {
        return new ArtifactException(COMPONENT, path + " " + why);
    }
}
