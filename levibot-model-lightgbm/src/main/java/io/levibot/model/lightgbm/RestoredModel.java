package io.levibot.model.lightgbm;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Saved state that both plugins restore, read and checked by the pure Java reader: native LightGBM checks little, and would follow
 * a damaged file out of its memory.
 *
 * @param model the model with the iterations that are to be used
 * @param modelText the whole model as it was saved
 * @param guard knows the schema
 * @param missing what an unexpected NaN does
 */
record RestoredModel(LightGbmModel model, String modelText, SchemaGuard guard, MissingPolicy missing) {
    private static final String MISSING = "missing";
    private static final String ITERATIONS = "iterations";

    /** Returns the keys that {@link #of} understands, and those of the trainer. */
    static Set<ConfigKey> keys() {
        Set<ConfigKey> keys = new LinkedHashSet<>();
        keys.add(ConfigKey.of(
                MISSING,
                "what a NaN in a feature that was never missing in training does: abstain (no score) or native (as LightGBM: the"
                        + " value counts as 0, a category as unknown); default abstain"));
        keys.add(ConfigKey.of(ITERATIONS, "boosting iterations to use, 1 to all; default all"));
        keys.addAll(TrainingOptions.keys());
        return keys;
    }

    /**
     * @param owner name of the plugin
     * @param config values of {@link #keys}
     * @param context holds the artifact, and the schema if it is known
     * @return the checked model
     * @throws io.levibot.api.ConfigException if a value is malformed or out of range, one of the trainer's included
     * @throws ArtifactException if there is no saved state, or it is damaged, of another format or of several classes
     * @throws io.levibot.api.SchemaMismatchException if the context's schema is not the model's
     */
    static RestoredModel of(String owner, PluginConfig config, PluginContext context) {
        TrainingOptions.of(config, context);
        MissingPolicy missing = config.choice(MISSING, MissingPolicy.class, MissingPolicy.ABSTAIN);
        Artifact artifact = context.requiredArtifact(owner);
        LightGbmModel model = new LightGbmModelReader().read(artifact.bytes(ModelMetadata.MODEL));
        if (model.classCount() != 1) {
            throw new ArtifactException(
                    owner,
                    "the model has " + model.classCount() + " classes; a predictor gives one score, so it must have 1");
        }
        SchemaGuard guard =
                SchemaGuard.of(owner, model, ModelMetadata.read(artifact).orElse(null));
        context.schema().ifPresent(guard::check);
        int all = Math.max(1, model.iterations());
        int iterations = (int) config.integer(ITERATIONS, all, 1, all);
        LightGbmModel used = iterations < model.iterations() ? model.withIterations(iterations) : model;
        return new RestoredModel(used, artifact.text(ModelMetadata.MODEL), guard, missing);
    }

    /** Returns by what a sum of trees is divided to become the score: 1, or the iterations of a random forest. */
    double divisor() {
        return model.averaged() ? model.iterations() : 1.0;
    }

    /** Returns, by column, whether a NaN there must not be scored. */
    boolean[] refusedNaN() {
        boolean[] refused = new boolean[model.featureCount()];
        for (int i = 0; i < refused.length; i++) {
            refused[i] = missing == MissingPolicy.ABSTAIN && model.neverMissing(i);
        }
        return refused;
    }
}
