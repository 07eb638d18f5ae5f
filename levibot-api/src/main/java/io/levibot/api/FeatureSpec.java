package io.levibot.api;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One column of a feature schema.
 *
 * @param name lower-case letters, digits and underscores, beginning with a letter, at most 64 characters
 * @param maxAge how old the value may be at decision time before it counts as missing; positive
 * @param missing what happens when the value is missing or older than {@code maxAge}
 * @since 0.1.0
 */
public record FeatureSpec(String name, Duration maxAge, MissingRule missing) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** @throws IllegalArgumentException if the name or age is not allowed */
    public FeatureSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(maxAge, "maxAge");
        Objects.requireNonNull(missing, "missing");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "feature name '" + name + "': allowed are 1 to 64 of a-z 0-9 _ beginning with a letter");
        }
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("feature " + name + ": maximum age " + maxAge + " must be positive");
        }
    }
}
