package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.internal.Hashes;

/**
 * The features that a bundle's model reads.
 *
 * @param set the feature set's own JSON, with what was learnt from training bars; copied in and out
 * @param schemaFingerprint fingerprint of its schema: 64 lower-case hex digits
 * @since 0.1.0
 */
public record FeatureFacts(JsonNode set, String schemaFingerprint) {
    /** @throws IllegalArgumentException if the fingerprint is not a SHA-256 in lower-case hex */
    public FeatureFacts {
        set = FreeJson.object("feature set", set);
        if (!Hashes.isSha256Hex(schemaFingerprint)) {
            throw new IllegalArgumentException("schema fingerprint '" + Texts.shown(schemaFingerprint)
                    + "': allowed are 64 lower-case hex digits");
        }
    }

    /**
     * @param set the fitted feature set
     * @return the facts
     */
    public static FeatureFacts of(FeatureSet set) {
        return new FeatureFacts(set.toJson(), set.schema().fingerprint());
    }

    /** Returns a copy of the feature set's JSON. */
    @Override
    public JsonNode set() {
        return set.deepCopy();
    }
}
