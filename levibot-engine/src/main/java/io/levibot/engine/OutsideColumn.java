package io.levibot.engine;

import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.Symbol;
import io.levibot.engine.feature.CrossSource;
import io.levibot.engine.feature.FeatureSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of the served model that does not come from a symbol's own bars.
 *
 * @param maxAgeSeconds from which age on it counts as missing
 * @param required whether the model abstains without it
 * @param source the instrument that it comes from; null if a host offers it
 */
record OutsideColumn(
        String name,
        double maxAgeSeconds,
        boolean required,
        @Nullable Symbol source) {
    static List<OutsideColumn> of(FeatureSet features) {
        Map<String, Symbol> sources = new HashMap<>();
        for (CrossSource cross : features.crossSources()) {
            sources.put(cross.column(), cross.symbol());
        }
        return features.outsideColumns().stream()
                .map(spec -> of(spec, sources.get(spec.name())))
                .toList();
    }

    private static OutsideColumn of(FeatureSpec spec, @Nullable Symbol source) {
        return new OutsideColumn(
                spec.name(), spec.maxAge().toMillis() / 1e3, spec.missing() == MissingRule.ABSTAIN, source);
    }
}
