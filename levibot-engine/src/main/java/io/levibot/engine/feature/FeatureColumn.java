package io.levibot.engine.feature;

import io.levibot.api.FeatureSpec;

/** One column of a recipe or set. */
record FeatureColumn(FeatureSpec spec, Origin origin) {

    enum Origin {
        /** Computed from the symbol's own bars by the catalogue entry of that name. */
        BARS,
        /** Offered from outside, joined as of the bar's close. */
        EXTERNAL
    }

    static FeatureColumn ofBars(FeatureSpec spec) {
        return new FeatureColumn(spec, Origin.BARS);
    }

    static FeatureColumn external(FeatureSpec spec) {
        return new FeatureColumn(spec, Origin.EXTERNAL);
    }

    boolean isExternal() {
        return origin == Origin.EXTERNAL;
    }

    String name() {
        return spec.name();
    }

    FeatureDescription description() {
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
