package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.engine.internal.Hashes;
import io.levibot.engine.internal.Json;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names and bytes of a bundle's files, the manifest apart. */
final class BundleFiles {
    static final String MANIFEST = "manifest.json";
    static final String EVALUATION = "evaluation.json";
    static final String DRIFT = "drift.json";
    static final String GOLDEN = "golden.json";
    static final String PREDICTOR = "predictor";
    static final String CALIBRATOR = "calibrator";
    static final String POLICY = "policy";

    /** Folders that hold the entries of an artifact. */
    static final List<String> FOLDERS = List.of(CALIBRATOR, POLICY, PREDICTOR);

    private static final Pattern ARTIFACT_PATH =
            Pattern.compile("(?:predictor|calibrator|policy)/[a-z0-9][a-z0-9._-]{0,63}");
    private static final List<String> DOCUMENTS = List.of(EVALUATION, DRIFT, GOLDEN);

    private BundleFiles() {}

    /**
     * A file as the manifest lists it.
     *
     * @param path relative to the bundle's directory, with slashes
     * @param size in bytes
     * @param sha256 of the bytes, in lower-case hex
     */
    record Entry(String path, long size, String sha256) {}

    static boolean isAllowed(String path) {
        return DOCUMENTS.contains(path) || ARTIFACT_PATH.matcher(path).matches();
    }

    /** Every file but the manifest, by path in ascending order. */
    static SortedMap<String, byte[]> of(BundleContent content) {
        SortedMap<String, byte[]> files = artifactFiles(content);
        content.completion().ifPresent(completion -> {
            files.put(EVALUATION, Json.pretty(completion.evaluation()));
            files.put(DRIFT, Json.pretty(completion.drift()));
            files.put(GOLDEN, GoldenJson.write(completion.golden()));
        });
        return files;
    }

    static List<Entry> entries(SortedMap<String, byte[]> files) {
        return files.entrySet().stream()
                .map(file -> new Entry(file.getKey(), file.getValue().length, Hashes.sha256Hex(file.getValue())))
                .toList();
    }

    static List<Entry> artifactsOf(BundleContent content) {
        return entries(artifactFiles(content));
    }

    static List<Entry> artifactsOf(Artifact predictor, Artifact calibrator, Artifact policy) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        put(files, PREDICTOR, predictor);
        put(files, CALIBRATOR, calibrator);
        put(files, POLICY, policy);
        return entries(files);
    }

    /** The artifact whose entries lie in a folder. */
    static Artifact artifact(String folder, SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        String prefix = folder + "/";
        files.forEach((path, bytes) -> {
            if (path.startsWith(prefix)) {
                entries.put(path.substring(prefix.length()), bytes);
            }
        });
        return Artifact.of(entries);
    }

    private static SortedMap<String, byte[]> artifactFiles(BundleContent content) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        put(files, PREDICTOR, content.predictor().artifact());
        content.completion().ifPresent(completion -> {
            put(files, CALIBRATOR, completion.calibrator().artifact());
            put(files, POLICY, completion.policy().artifact());
        });
        return files;
    }

    private static void put(SortedMap<String, byte[]> files, String folder, Artifact artifact) {
        for (String name : artifact.names()) {
            files.put(folder + "/" + name, artifact.bytes(name));
        }
    }
}
