package io.levibot.engine.feature;

import io.levibot.api.Symbol;
import java.util.Locale;
import java.util.Objects;

/**
 * Another instrument's bar feature as a column.
 *
 * @param feature name of a standard bar feature that learns nothing from training bars
 * @param symbol whose bars it is computed from
 * @since 0.1.0
 */
public record CrossSource(String feature, Symbol symbol) {
    /** @throws IllegalArgumentException if there is no such feature, or it learns from training bars */
    public CrossSource {
        Objects.requireNonNull(symbol, "symbol");
        if (!StandardFeatures.get(feature).parameters().isEmpty()) {
            throw new IllegalArgumentException("feature '" + feature
                    + "' learns from training bars of its own symbol; it cannot be taken from another one");
        }
    }

    /** Returns the column's name: {@code ret_1_at_btcusdt}. */
    public String column() {
        return feature + "_at_" + symbol.name().toLowerCase(Locale.ROOT).replaceAll("[._-]", "_");
    }
}
