package io.levibot.engine.feature;

import io.levibot.api.FeatureSpec;
import org.jspecify.annotations.Nullable;

/** One column of a recipe or set. */
record FeatureColumn(
        FeatureSpec spec, Origin origin, @Nullable CrossSource cross) {

    enum Origin {
        /** Computed from the symbol's own bars by the catalogue entry of that name. */
        BARS,
        /** Offered from outside, joined as of the bar's close. */
        EXTERNAL,
        /** Computed from another symbol's bars, joined as of the bar's close. */
        CROSS
    }

    static FeatureColumn ofBars(FeatureSpec spec) {
        return new FeatureColumn(spec, Origin.BARS, null);
    }

    static FeatureColumn external(FeatureSpec spec) {
        return new FeatureColumn(spec, Origin.EXTERNAL, null);
    }

    static FeatureColumn cross(FeatureSpec spec, CrossSource source) {
        return new FeatureColumn(spec, Origin.CROSS, source);
    }

    /** Whether the value comes from anywhere but the symbol's own bars. */
    boolean isExternal() {
        return origin != Origin.BARS;
    }

    String name() {
        return spec.name();
    }

    FeatureDescription description() {
        CrossSource source = cross;
        if (source != null) {
            FeatureDescription own = StandardFeatures.get(source.feature()).description();
            return new FeatureDescription(
                    name(),
                    own.name() + " of " + source.symbol() + " at its newest bar",
                    own.lookbackBars(),
                    "NaN before the first and once older than the maximum age");
        }
        return isExternal()
                ? new FeatureDescription(
                        name(),
                        "latest value available at the close",
                        0,
                        "NaN before the first and once older than the maximum age")
                : StandardFeatures.get(name()).description();
    }

    int lookbackBars() {
        return description().lookbackBars();
    }
}
