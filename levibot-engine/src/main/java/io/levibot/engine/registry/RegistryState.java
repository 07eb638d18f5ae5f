package io.levibot.engine.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a registry's aliases name, and what is wrong with its files.
 *
 * @param aliases what the aliases name
 * @param move the event that made them so; null before the first
 * @param problems damage that was found and worked around, for people; empty if all is well
 * @since 0.1.0
 */
public record RegistryState(Aliases aliases, @Nullable RegistryEvent move, List<String> problems) {
    /** Copies the list. */
    public RegistryState {
        Objects.requireNonNull(aliases, "aliases");
        problems = List.copyOf(problems);
    }

    /** Returns the event that moved an alias last. */
    public Optional<RegistryEvent> lastMove() {
        return Optional.ofNullable(move);
    }
}
