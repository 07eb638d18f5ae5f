package io.levibot.api.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A configuration key that a provider understands.
 *
 * @param name 1 to 64 of a-z 0-9 . _ - beginning with a letter
 * @param description what it means, with unit, range and default, for people
 * @param sensitivity whether the value may be shown
 * @since 0.1.0
 */
public record ConfigKey(String name, String description, Sensitivity sensitivity) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

    /**
     * Whether a value may appear in a message, log, journal or bundle.
     *
     * @since 0.1.0
     */
    public enum Sensitivity {
        /** May be shown and stored. */
        PLAIN,
        /** Never shown and never stored. */
        SECRET
    }

    /** @throws IllegalArgumentException if the name is not allowed */
    public ConfigKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(sensitivity, "sensitivity");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "config key '" + name + "': allowed are 1 to 64 of a-z 0-9 . _ - beginning with a letter");
        }
    }

    /**
     * @param name the key
     * @param description what it means, with unit, range and default
     * @return a key whose value may be shown
     */
    public static ConfigKey of(String name, String description) {
        return new ConfigKey(name, description, Sensitivity.PLAIN);
    }

    /**
     * @param name the key
     * @param description what it means
     * @return a key whose value is a secret
     */
    public static ConfigKey secret(String name, String description) {
        return new ConfigKey(name, description, Sensitivity.SECRET);
    }
}
