package io.levibot.engine.label;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The event whose probability a model states: "from the close of this bar on, …". It is kept in a model's bundle, because a
 * probability means nothing without it.
 *
 * <p>Horizons are lengths of time, counted in bars of the series' interval: the event of a bar is settled at the latest
 * {@code horizonBars} intervals after the bar's close, whether or not bars are missing in between. {@link Labels#of} applies a
 * definition to bars.
 *
 * <p>Immutable values.
 *
 * @since 0.1.0
 */
public sealed interface LabelDefinition permits HorizonDirection, CostAware, TripleBarrier {
    /** Longest horizon, in bars. */
    int MAX_HORIZON_BARS = 10_000;

    /** Returns after how many intervals the event is settled at the latest; 1 to {@link #MAX_HORIZON_BARS}. */
    int horizonBars();

    /**
     * Returns whether the label's absence is the opposite event, so that 1 - p is the probability of a fall and 0.5 means "no
     * opinion". If not, thresholds belong around the base rate.
     */
    boolean twoWay();

    /** Returns the definition as JSON; {@link #fromJson} reads it back to the bit. */
    default JsonNode toJson() {
        return LabelJson.write(this);
    }

    /**
     * @param json what {@link #toJson} returned
     * @param where what is read (a file name), for messages
     * @return the definition
     * @throws io.levibot.api.ArtifactException if the type is unknown or a field is missing, unknown or out of range
     */
    static LabelDefinition fromJson(JsonNode json, String where) {
        return LabelJson.read(json, where);
    }
}
