package io.levibot.engine.registry;

import io.levibot.engine.internal.Hashes;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A stored bundle whose every byte has been verified. Immutable.
 *
 * @param id its name, which derives from its content
 * @param contentHash SHA-256, in lower-case hex, over the manifest without the id, which holds the hashes of all other files
 * @param directory where it lies
 * @param content what is in it
 * @since 0.1.0
 */
public record Bundle(BundleId id, String contentHash, Path directory, BundleContent content) {
    /** @throws IllegalArgumentException if the hash is not a SHA-256 in lower-case hex */
    public Bundle {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(content, "content");
        if (!Hashes.isSha256Hex(contentHash)) {
            throw new IllegalArgumentException("content hash '" + Texts.shown(contentHash) + "' is not a SHA-256");
        }
    }

    /** Returns how far the bundle is. */
    public BundleKind kind() {
        return content.kind();
    }

    @Override
    public String toString() {
        return "Bundle[" + id + ", " + kind() + "]";
    }
}
