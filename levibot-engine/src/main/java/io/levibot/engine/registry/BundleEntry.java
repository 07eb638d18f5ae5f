package io.levibot.engine.registry;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One bundle in a registry's list. Its manifest was verified, its other files were not looked at.
 *
 * @param id its name
 * @param kindOrNull how far it is; null if its manifest is damaged
 * @param createdAtOrNull when it was made, by the data's clock; null if its manifest is damaged
 * @param aliases the aliases that name it
 * @param problemOrNull what is wrong with its manifest; null if nothing is
 * @since 0.1.0
 */
public record BundleEntry(
        BundleId id,
        @Nullable BundleKind kindOrNull,
        @Nullable Instant createdAtOrNull,
        List<String> aliases,
        @Nullable String problemOrNull) {
    /** Copies the list. */
    public BundleEntry {
        Objects.requireNonNull(id, "id");
        aliases = List.copyOf(aliases);
    }

    /** Returns how far it is, empty if its manifest is damaged. */
    public Optional<BundleKind> kind() {
        return Optional.ofNullable(kindOrNull);
    }

    /** Returns when it was made, empty if its manifest is damaged. */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAtOrNull);
    }

    /** Returns what is wrong with its manifest. */
    public Optional<String> problem() {
        return Optional.ofNullable(problemOrNull);
    }
}
