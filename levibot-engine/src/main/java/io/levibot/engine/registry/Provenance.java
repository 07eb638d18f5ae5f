package io.levibot.engine.registry;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a bundle comes from.
 *
 * @param createdAt time of the data's clock when it was made: the close of the last bar used, not the wall clock, so that the
 *     same data gives the same bundle
 * @param seed from which all randomness of its making derived
 * @param libraryVersion version of levibot that made it
 * @param split bars it was trained, calibrated, tuned and tested on
 * @since 0.1.0
 */
public record Provenance(Instant createdAt, long seed, String libraryVersion, DataSplit split) {
    private static final int LONGEST_VERSION = 64;

    /** @throws IllegalArgumentException if the version is empty or too long */
    public Provenance {
        Objects.requireNonNull(createdAt, "createdAt");
        Texts.require("library version", libraryVersion, LONGEST_VERSION);
        Objects.requireNonNull(split, "split");
    }
}
