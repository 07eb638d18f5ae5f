package io.levibot.model.lightgbm;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What levibot's trainer knows of a model beyond LightGBM's text: the entry {@value #ENTRY} beside the entry {@value #MODEL}, four
 * lines that bind the model to a feature schema. A model that was trained elsewhere has none.
 *
 * @param schemaFingerprint fingerprint of the schema that it was trained on
 * @param features names of the columns in order
 * @param rounds boosting rounds
 */
record ModelMetadata(String schemaFingerprint, List<String> features, int rounds) {
    /** Entry that holds the model in LightGBM's text format. */
    static final String MODEL = LightGbmPredictorProvider.MODEL_ENTRY;

    /** Entry that holds these lines. */
    static final String ENTRY = "metadata.txt";

    private static final String FORMAT = "levibot-lightgbm=1";
    private static final String SCHEMA = "schema=";
    private static final String FEATURES = "features=";
    private static final String ROUNDS = "rounds=";
    private static final Pattern LINES = Pattern.compile(FORMAT + "\n" + SCHEMA + "([0-9a-f]{64})\n" + FEATURES
            + "([a-z0-9_]+(?: [a-z0-9_]+)*+)\n" + ROUNDS + "([0-9]{1,9})\n");

    ModelMetadata {
        features = List.copyOf(features);
    }

    /**
     * @param schema schema that the model was trained on
     * @param rounds boosting rounds
     */
    static ModelMetadata of(FeatureSchema schema, int rounds) {
        return new ModelMetadata(
                schema.fingerprint(),
                schema.features().stream().map(FeatureSpec::name).toList(),
                rounds);
    }

    /**
     * @param artifact saved state
     * @return the metadata, empty if the model comes from elsewhere
     * @throws ArtifactException if they are damaged or of another format
     */
    static Optional<ModelMetadata> read(Artifact artifact) {
        if (!artifact.names().contains(ENTRY)) {
            return Optional.empty();
        }
        Matcher lines = LINES.matcher(artifact.text(ENTRY));
        if (!lines.matches()) {
            throw new ArtifactException(
                    LightGbmPredictorProvider.NAME,
                    "entry " + ENTRY + " is not of the format " + FORMAT + ": expected are four lines " + FORMAT + ", "
                            + SCHEMA + "<64 hex digits>, " + FEATURES + "<names>, " + ROUNDS + "<number>");
        }
        return Optional.of(new ModelMetadata(
                lines.group(1), List.of(lines.group(2).split(" ")), Integer.parseInt(lines.group(3))));
    }

    /**
     * @param modelText the model in LightGBM's text format
     * @return the saved form; the same model gives the same bytes
     */
    Artifact artifact(String modelText) {
        String metadata = FORMAT + "\n" + SCHEMA + schemaFingerprint + "\n" + FEATURES + String.join(" ", features)
                + "\n" + ROUNDS + rounds + "\n";
        return Artifact.of(Map.of(
                MODEL, modelText.getBytes(StandardCharsets.UTF_8), ENTRY, metadata.getBytes(StandardCharsets.UTF_8)));
    }
}
