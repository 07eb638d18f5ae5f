package io.levibot.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names, order and freshness rules of a model's input columns, with a fingerprint that binds a model to them. Immutable.
 *
 * @since 0.1.0
 */
public final class FeatureSchema {
    /** Most columns that a schema may have. */
    public static final int MAX_FEATURES = 4096;

    private final List<FeatureSpec> features;
    private final Map<String, Integer> indexByName;
    private final String fingerprint;

    /**
     * @param features the columns in order; may be empty (a model without inputs)
     * @throws IllegalArgumentException if a name occurs twice or there are more than {@link #MAX_FEATURES}
     */
    public FeatureSchema(List<FeatureSpec> features) {
        this.features = List.copyOf(features);
        if (this.features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "schema of " + this.features.size() + " features: at most " + MAX_FEATURES + " are allowed");
        }
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < this.features.size(); i++) {
            String name = this.features.get(i).name();
            if (index.put(name, i) != null) {
                throw new IllegalArgumentException("feature '" + name + "' occurs twice in the schema");
            }
        }
        this.indexByName = Map.copyOf(index);
        this.fingerprint = fingerprintOf(this.features);
    }

    /** Returns the columns in order, unmodifiable. */
    public List<FeatureSpec> features() {
        return features;
    }

    /** Returns the number of columns. */
    public int size() {
        return features.size();
    }

    /**
     * @param name a feature name
     * @return its column, from 0
     * @throws IllegalArgumentException if the schema has no such feature
     */
    public int indexOf(String name) {
        Integer index = indexByName.get(name);
        if (index == null) {
            throw new IllegalArgumentException("no feature '" + name + "' in the schema; it has "
                    + features.stream().map(FeatureSpec::name).toList());
        }
        return index;
    }

    /**
     * Returns the SHA-256, in lower-case hex, of one UTF-8 line {@code name|maxAgeMillis|missingRule} per column, each ended by
     * a line feed. Two schemas are interchangeable for a model exactly when their fingerprints are equal.
     */
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeatureSchema that && features.equals(that.features);
    }

    @Override
    public int hashCode() {
        return Objects.hash(features);
    }

    @Override
    public String toString() {
        return "FeatureSchema[" + features.size() + " features, " + fingerprint.substring(0, 12) + "]";
    }

    private static String fingerprintOf(List<FeatureSpec> features) {
        StringBuilder text = new StringBuilder();
        for (FeatureSpec spec : features) {
            text.append(spec.name())
                    .append('|')
                    .append(spec.maxAge().toMillis())
                    .append('|')
                    .append(spec.missing().name())
                    .append('\n');
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
