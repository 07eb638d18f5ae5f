package io.levibot.engine.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import io.levibot.api.LevibotException;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.Hashes;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import io.levibot.engine.journal.JournalPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a state directory: files {@code snapshot-SSSSSS-EEEEEEEEEEEE.json}, named by the journal's segment and the
 * number of events before them, so that the last name is the newest. Each is one JSON document that ends with the SHA-256 of
 * everything before it, written to a temporary file, forced to the device and renamed. The last two are kept: if the newest is
 * damaged the one before it and the journal after that give the same state.
 */
final class SnapshotFiles {
    /** How many are kept. */
    static final int KEPT = 2;

    private static final int VERSION = 1;
    private static final String COMPONENT = "snapshot";
    private static final Pattern NAME = Pattern.compile("snapshot-[0-9]{6}-[0-9]{12}\\.json");
    private static final String UNFINISHED = AtomicFiles.TEMPORARY_PREFIX + "snapshot-*";
    private static final byte[] CHECKSUM = ",\"sha256\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_CHARS = 64;

    private final Path directory;

    SnapshotFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes a snapshot and removes the ones that are no longer kept. */
    Path write(Snapshot snapshot) {
        Path file = directory.resolve(String.format(
                Locale.ROOT,
                "snapshot-%06d-%012d.json",
                snapshot.segment(),
                snapshot.position().events()));
        try {
            byte[] content = encode(snapshot);
            if (content.length > Json.MAX_OWN_DOCUMENT_BYTES) {
                throw new LevibotException(
                        COMPONENT,
                        file + " would have " + content.length + " bytes, of which at most "
                                + Json.MAX_OWN_DOCUMENT_BYTES
                                + " could be read again; remember fewer bars (historyBars)");
            }
            AtomicFiles.write(file, content);
            List<Path> all = newestFirst();
            for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
                Files.deleteIfExists(old);
            }
            return file;
        } catch (IOException e) {
            throw new LevibotException(COMPONENT, file + " cannot be written: " + AtomicFiles.reason(e), e);
        }
    }

    /** Removes what a process that died left of snapshots in the making. */
    void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, UNFINISHED)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * @param damaged is told of every newer one that is not intact
     * @return the newest intact one, null if there is none
     */
    @Nullable
    Snapshot newestIntact(List<String> damaged) {
        for (Path file : newestFirst()) {
            try {
                return read(file);
            } catch (ArtifactException e) {
                damaged.add(String.valueOf(e.getMessage()));
            }
        }
        return null;
    }

    /** The files, newest first. */
    List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = new ArrayList<>(files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList());
            Collections.sort(found, Collections.reverseOrder());
            return found;
        } catch (IOException e) {
            throw new LevibotException(COMPONENT, directory + " cannot be listed: " + AtomicFiles.reason(e), e);
        }
    }

    /**
     * @throws ArtifactException if the file is damaged in any way
     */
    static Snapshot read(Path file) {
        String name = String.valueOf(file.getFileName());
        byte[] content;
        try {
            if (Files.size(file) > Json.MAX_OWN_DOCUMENT_BYTES) {
                throw new ArtifactException(COMPONENT, name + " is longer than any snapshot");
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ArtifactException(COMPONENT, name + " cannot be read: " + AtomicFiles.reason(e), e);
        }
        requireChecksum(content, name);
        return decode(JsonFields.of(Json.parseOwn(content, COMPONENT, name), COMPONENT, name));
    }

    private static byte[] encode(Snapshot snapshot) {
        ObjectNode root = Json.object();
        root.put("format", VERSION);
        root.put("segment", snapshot.segment());
        root.put("events", snapshot.position().events());
        root.put("bytes", snapshot.position().bytes());
        root.put("head", snapshot.position().head());
        root.set("state", snapshot.state());
        byte[] text = Json.compact(root);
        byte[] hashed = Arrays.copyOf(text, text.length - 1);
        byte[] hash = Hashes.sha256Hex(hashed).getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[hashed.length + CHECKSUM.length + hash.length + END.length];
        System.arraycopy(hashed, 0, whole, 0, hashed.length);
        System.arraycopy(CHECKSUM, 0, whole, hashed.length, CHECKSUM.length);
        System.arraycopy(hash, 0, whole, hashed.length + CHECKSUM.length, hash.length);
        System.arraycopy(END, 0, whole, whole.length - END.length, END.length);
        return whole;
    }

    private static void requireChecksum(byte[] content, String name) {
        int hashed = content.length - CHECKSUM.length - HASH_CHARS - END.length;
        if (hashed > 0) {
            byte[] body = Arrays.copyOf(content, hashed);
            String tail = new String(content, hashed, content.length - hashed, StandardCharsets.ISO_8859_1);
            String expected = new String(CHECKSUM, StandardCharsets.US_ASCII)
                    + Hashes.sha256Hex(body)
                    + new String(END, StandardCharsets.US_ASCII);
            if (tail.equals(expected)) {
                return;
            }
        }
        throw new ArtifactException(COMPONENT, name + " does not have the checksum that it states: it is damaged");
    }

    private static Snapshot decode(JsonFields root) {
        long format = root.integer("format", 1, Integer.MAX_VALUE);
        if (format != VERSION) {
            throw root.refuse("format", "this version reads format " + VERSION);
        }
        int segment = (int) root.integer("segment", 1, 999_999);
        JournalPosition position = new JournalPosition(
                root.integer("events", 0, Long.MAX_VALUE), root.integer("bytes", 0, Long.MAX_VALUE), root.text("head"));
        JsonNode state = root.node("state");
        root.text("sha256");
        root.end();
        return new Snapshot(segment, position, state);
    }
}
