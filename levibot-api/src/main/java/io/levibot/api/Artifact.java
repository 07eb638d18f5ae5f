package io.levibot.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Saved state of a fitted plugin: a few named byte strings. The engine stores them in a bundle, hashes them, and hands them
 * back unread. Immutable; arrays are copied in and out. The content may come from an untrusted place: whoever reads it checks
 * it.
 *
 * @since 0.1.0
 */
public final class Artifact {
    /** Most bytes that one entry may have: 256 MiB. */
    public static final int MAX_ENTRY_BYTES = 256 << 20;

    /** Most entries that an artifact may have. */
    public static final int MAX_ENTRIES = 64;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final SortedMap<String, byte[]> entries;

    private Artifact(SortedMap<String, byte[]> entries) {
        this.entries = entries;
    }

    /**
     * @param entries content by name; a name is 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit
     * @return an artifact holding copies
     * @throws IllegalArgumentException if it is empty, a name is not allowed, or a limit is exceeded
     */
    public static Artifact of(Map<String, byte[]> entries) {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "artifact of " + entries.size() + " entries: allowed are 1 to " + MAX_ENTRIES);
        }
        SortedMap<String, byte[]> copy = new TreeMap<>();
        entries.forEach((name, content) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("artifact entry name '" + name
                        + "': allowed are 1 to 64 of a-z 0-9 . _ - beginning with a letter or digit");
            }
            if (content.length > MAX_ENTRY_BYTES) {
                throw new IllegalArgumentException("artifact entry " + name + " of " + content.length
                        + " bytes: at most " + MAX_ENTRY_BYTES + " are allowed");
            }
            copy.put(name, content.clone());
        });
        return new Artifact(copy);
    }

    /**
     * @param name entry name
     * @param text content, stored as UTF-8
     * @return an artifact of one text entry
     */
    public static Artifact ofText(String name, String text) {
        return of(Map.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the entry names in ascending order. */
    public List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    /**
     * @param name entry name
     * @return a copy of the entry's bytes
     * @throws ArtifactException if there is no such entry
     */
    public byte[] bytes(String name) {
        byte[] content = entries.get(Objects.requireNonNull(name, "name"));
        if (content == null) {
            throw new ArtifactException("artifact", "no entry '" + name + "'; there are " + entries.keySet());
        }
        return content.clone();
    }

    /**
     * @param name entry name
     * @return the entry decoded as UTF-8
     * @throws ArtifactException if there is no such entry
     */
    public String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Artifact that) || !entries.keySet().equals(that.entries.keySet())) {
            return false;
        }
        return entries.entrySet().stream()
                .allMatch(entry -> Arrays.equals(entry.getValue(), that.entries.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            hash = 31 * hash + entry.getKey().hashCode() * 31 + Arrays.hashCode(entry.getValue());
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Artifact[");
        entries.forEach((name, content) ->
                text.append(name).append(" (").append(content.length).append(" bytes) "));
        return text.toString().stripTrailing() + "]";
    }
}
