package io.levibot.engine.feature;

import java.util.Objects;

/**
 * What a feature is, for model cards and for people.
 *
 * @param name as in the schema
 * @param formula how it is computed; c, h, l, v are close, high, low and volume, c[k] that of k bars before
 * @param lookbackBars bars that the value depends on, the current one included; 0 if it does not come from bars
 * @param edgeCases what it is where the formula has no value; empty if it always has one
 * @since 0.1.0
 */
public record FeatureDescription(String name, String formula, int lookbackBars, String edgeCases) {
    /** @throws IllegalArgumentException if the look-back is negative */
    public FeatureDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(formula, "formula");
        Objects.requireNonNull(edgeCases, "edgeCases");
        if (lookbackBars < 0) {
            throw new IllegalArgumentException("look-back of " + lookbackBars + " bars: allowed is 0 or more");
        }
    }
}
