package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.Hashes;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Files of JSON lines, each with a hash of its own: {@code {"body":{…},"check":"…"}}. A line that is damaged or was cut off by a
 * crash is noticed and costs nothing but itself.
 */
final class CheckedLines {
    private static final String COMPONENT = "registry";
    private static final long MAX_BYTES = 256L << 20;

    private final List<JsonNode> bodies = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean tornTail;

    private CheckedLines() {}

    /** The bodies of the intact lines, in the order of the file. */
    List<JsonNode> bodies() {
        return bodies;
    }

    /** One text for each line that is damaged, the torn end apart. */
    List<String> problems() {
        return problems;
    }

    /** Whether the end of the file is a line that was never finished. */
    boolean hasTornTail() {
        return tornTail;
    }

    static byte[] line(ObjectNode body) {
        byte[] compact = Json.compact(Json.object().put("check", checkOf(body)).set("body", body));
        byte[] line = Arrays.copyOf(compact, compact.length + 1);
        line[compact.length] = '\n';
        return line;
    }

    /** The body of one line without its line end. */
    static JsonNode body(byte[] line, String where) {
        JsonFields fields = JsonFields.of(Json.parse(line, COMPONENT, where), COMPONENT, where);
        String check = fields.text("check");
        JsonNode body = fields.node("body");
        fields.end();
        if (!check.equals(checkOf(body))) {
            throw fields.refuse("has been changed: its check does not fit");
        }
        return body;
    }

    /** Reads a whole file; one that does not exist is empty. */
    static CheckedLines read(Path file) throws IOException {
        CheckedLines lines = new CheckedLines();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return lines;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " has more than " + MAX_BYTES + " bytes; move it away");
        }
        byte[] content = Files.readAllBytes(file);
        int number = 0;
        for (int start = 0; start < content.length; ) {
            int end = lineEnd(content, start);
            lines.add(Arrays.copyOfRange(content, start, end), file + " line " + ++number, end == content.length);
            start = end + 1;
        }
        return lines;
    }

    /** Adds a line durably. What a crash left of an unfinished line is cut off first. */
    static void append(Path file, ObjectNode body) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            mendEnd(file);
        }
        AtomicFiles.append(file, line(body));
    }

    private void add(byte[] line, String where, boolean last) {
        try {
            bodies.add(body(line, where));
        } catch (ArtifactException e) {
            if (last) {
                tornTail = true;
            } else {
                problems.add(e.getMessage());
            }
        }
    }

    private static void mendEnd(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int start = content.length;
        while (start > 0 && content[start - 1] != '\n') {
            start--;
        }
        if (start == content.length) {
            return;
        }
        try {
            body(Arrays.copyOfRange(content, start, content.length), file.toString());
            AtomicFiles.append(file, "\n".getBytes(StandardCharsets.US_ASCII));
        } catch (ArtifactException e) {
            AtomicFiles.write(file, Arrays.copyOf(content, start));
        }
    }

    private static int lineEnd(byte[] content, int start) {
        int end = start;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String checkOf(JsonNode body) {
        return Hashes.sha256Hex(Json.compact(body));
    }
}
