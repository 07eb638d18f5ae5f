package io.levibot.model.lightgbm;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.SchemaMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A trained model as it is saved: the entry {@value #MODEL} in LightGBM's text format, and the entry {@value #METADATA} of four
 * lines that bind it to a feature schema.
 *
 * @param modelText the model in LightGBM's text format
 * @param schemaFingerprint fingerprint of the schema that it was trained on
 * @param features names of the columns in order
 * @param rounds boosting rounds
 */
record ModelArtifact(String modelText, String schemaFingerprint, List<String> features, int rounds) {
    static final String MODEL = "model.txt";
    static final String METADATA = "metadata.txt";

    private static final String FORMAT = "levibot-lightgbm=1";
    private static final String SCHEMA = "schema=";
    private static final String FEATURES = "features=";
    private static final String ROUNDS = "rounds=";
    private static final Pattern LINES = Pattern.compile(
            FORMAT + "\n" + SCHEMA + "([0-9a-f]{64})\n" + FEATURES + "([a-z0-9_ ]*)\n" + ROUNDS + "([0-9]{1,9})\n");

    ModelArtifact {
        features = List.copyOf(features);
    }

    /**
     * @param modelText the model in LightGBM's text format
     * @param schema schema that it was trained on
     * @param rounds boosting rounds
     */
    static ModelArtifact of(String modelText, FeatureSchema schema, int rounds) {
        return new ModelArtifact(modelText, schema.fingerprint(), names(schema), rounds);
    }

    /**
     * @param artifact saved state
     * @return the model
     * @throws ArtifactException if an entry is missing or the metadata is damaged or of another format
     */
    static ModelArtifact read(Artifact artifact) {
        var lines = LINES.matcher(artifact.text(METADATA));
        if (!lines.matches()) {
            throw new ArtifactException(
                    NativeLibrary.COMPONENT,
                    "entry " + METADATA + " is not of the format " + FORMAT + ": expected are four lines " + FORMAT + ", "
                            + SCHEMA + "<64 hex digits>, " + FEATURES + "<names>, " + ROUNDS + "<number>");
        }
        List<String> names = lines.group(2).isEmpty() ? List.of() : Arrays.asList(lines.group(2).split(" ", -1));
        return new ModelArtifact(artifact.text(MODEL), lines.group(1), names, Integer.parseInt(lines.group(3)));
    }

    /** Returns the saved form; the same model gives the same bytes. */
    Artifact toArtifact() {
        String metadata = FORMAT + "\n" + SCHEMA + schemaFingerprint + "\n" + FEATURES + String.join(" ", features) + "\n"
                + ROUNDS + rounds + "\n";
        return Artifact.of(Map.of(
                MODEL, modelText.getBytes(StandardCharsets.UTF_8), METADATA, metadata.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * @param schema schema of the features that the model will be given
     * @throws SchemaMismatchException if it is not the one that the model was trained on
     */
    void requireSchema(FeatureSchema schema) {
        if (!schema.fingerprint().equals(schemaFingerprint)) {
            throw new SchemaMismatchException(
                    NativeLibrary.COMPONENT,
                    "the model was trained on schema " + schemaFingerprint + " with features " + features
                            + " and is given schema " + schema.fingerprint() + " with features " + names(schema)
                            + "; names, order, maximum ages and missing rules must be the same: use the model's schema or train"
                            + " anew");
        }
    }

    private static List<String> names(FeatureSchema schema) {
        return schema.features().stream().map(FeatureSpec::name).toList();
    }
}
