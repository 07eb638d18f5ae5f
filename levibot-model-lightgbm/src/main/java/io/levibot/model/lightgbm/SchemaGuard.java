package io.levibot.model.lightgbm;

import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.SchemaMismatchException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a model see only the columns that it was trained on: those of the fingerprint that its metadata has, or, for a model that
 * was trained elsewhere, those whose names and order are the model's. Columns that such a model left unnamed take any name.
 *
 * <p>Thread-safe; allocates nothing for a schema object that it has accepted before.
 */
final class SchemaGuard {
    /** LightGBM names columns so if training gave no names. */
    private static final String UNNAMED = "Column_";

    private final String owner;
    private final List<String> names;
    private final @Nullable String fingerprint;
    private volatile @Nullable FeatureSchema accepted;

    private SchemaGuard(String owner, List<String> names, @Nullable String fingerprint) {
        this.owner = owner;
        this.names = names;
        this.fingerprint = fingerprint;
    }

    /**
     * @param owner name of the plugin, for messages
     * @param model the model
     * @param metadata what is known of it, or null
     * @return its guard
     * @throws ArtifactException if the metadata belong to another model
     */
    static SchemaGuard of(String owner, LightGbmModel model, @Nullable ModelMetadata metadata) {
        if (metadata == null) {
            return new SchemaGuard(owner, model.featureNames(), null);
        }
        if (!metadata.features().equals(model.featureNames()) || metadata.rounds() != model.iterations()) {
            throw new ArtifactException(
                    owner,
                    "the entries contradict each other: " + ModelMetadata.ENTRY + " is for " + metadata.rounds()
                            + " rounds on "
                            + metadata.features() + ", " + ModelMetadata.MODEL + " has " + model.iterations() + " on "
                            + model.featureNames() + "; restore the bundle that was saved");
        }
        return new SchemaGuard(owner, metadata.features(), metadata.schemaFingerprint());
    }

    /**
     * @param schema of the features that the model is given
     * @throws SchemaMismatchException if it is not the one that the model was trained on
     */
    void check(FeatureSchema schema) {
        if (!schema.equals(accepted)) {
            checkContent(schema);
            accepted = schema;
        }
    }

    private void checkContent(FeatureSchema schema) {
        List<String> given = schema.features().stream().map(FeatureSpec::name).toList();
        if (given.size() != names.size()) {
            throw mismatch("the model has " + names.size() + " features, the schema " + given.size());
        }
        for (int i = 0; i < given.size(); i++) {
            String name = names.get(i);
            if (!name.equals(given.get(i)) && !(fingerprint == null && name.equals(UNNAMED + i))) {
                throw mismatch(
                        "feature " + i + " is '" + name + "' in the model but '" + given.get(i) + "' in the schema");
            }
        }
        if (fingerprint != null && !fingerprint.equals(schema.fingerprint())) {
            throw mismatch(
                    "names are the same but maximum ages or missing rules are not: the model's schema has fingerprint "
                            + fingerprint + ", the given one " + schema.fingerprint());
        }
    }

    private SchemaMismatchException mismatch(String what) {
        return new SchemaMismatchException(owner, what + "; load the model with the schema it was trained on");
    }
}
