package io.levibot.engine.feature;

import java.time.Instant;
import java.util.Objects;

/**
 * A value that does not come from the symbol's own bars: a sentiment score, another asset's figure, chain data.
 *
 * @param feature name of an external column
 * @param value finite; a value that could not be had is not offered at all
 * @param availableAt from when on it could be known; a bar uses it only if the bar closes then or later
 * @since 0.1.0
 */
public record ExternalValue(String feature, double value, Instant availableAt) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** @throws IllegalArgumentException if the value is not finite or the time outside 1970 to 9999 */
    public ExternalValue {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(availableAt, "availableAt");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value of " + feature + " is " + value
                    + ": allowed is a finite number; offer nothing if it is missing");
        }
        if (availableAt.isBefore(Instant.EPOCH) || availableAt.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "value of " + feature + " available at " + availableAt + ": allowed is 1970 to 9999");
        }
    }
}
