package io.levibot.model.lightgbm;

import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import java.util.List;
import java.util.Set;

/**
 * The predictor {@code lightgbm}: scores LightGBM models in pure Java. Its saved state is one entry {@code model.txt}, a text
 * model of one class. It does not train.
 *
 * @since 0.1.0
 */
public final class LightGbmPredictorProvider implements PredictorProvider {
    /** The name that selects this provider. */
    public static final String NAME = "lightgbm";

    /** Entry of the artifact that holds the text model. */
    public static final String MODEL_ENTRY = "model.txt";

    private static final String MISSING = "missing";
    private static final String ITERATIONS = "iterations";

    /** LightGBM names columns so if training gave no names. */
    private static final String UNNAMED = "Column_";

    /** Called by ServiceLoader. */
    public LightGbmPredictorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of(
                ConfigKey.of(
                        MISSING,
                        "what a NaN in a feature that was never missing in training does: abstain (default: no score) or native"
                                + " (as LightGBM: the value counts as 0, a category as unknown)"),
                ConfigKey.of(ITERATIONS, "boosting iterations to use, 1 to all; default all"));
    }

    @Override
    public Predictor create(PluginConfig config, PluginContext context) {
        LightGbmModel model = new LightGbmModelReader()
                .read(context.requiredArtifact(NAME).bytes(MODEL_ENTRY));
        if (model.classCount() != 1) {
            throw new ArtifactException(
                    NAME,
                    "the model has " + model.classCount() + " classes; a predictor gives one score, so it must have 1");
        }
        context.schema().ifPresent(schema -> checkSchema(model, schema));
        MissingPolicy missing = config.choice(MISSING, MissingPolicy.class, MissingPolicy.ABSTAIN);
        int all = Math.max(1, model.iterations());
        int iterations = (int) config.integer(ITERATIONS, all, 1, all);
        LightGbmModel used = iterations < model.iterations() ? model.withIterations(iterations) : model;
        return new LightGbmPredictor(used.scorer(), missing);
    }

    private static void checkSchema(LightGbmModel model, FeatureSchema schema) {
        if (schema.size() != model.featureCount()) {
            throw new SchemaMismatchException(
                    NAME,
                    "the model has " + model.featureCount() + " features, the schema " + schema.size()
                            + "; load the model with the schema it was trained on");
        }
        List<String> expected =
                schema.features().stream().map(FeatureSpec::name).toList();
        for (int i = 0; i < expected.size(); i++) {
            String name = model.featureNames().get(i);
            if (!name.equals(expected.get(i)) && !name.equals(UNNAMED + i)) {
                throw new SchemaMismatchException(
                        NAME,
                        "feature " + i + " is '" + name + "' in the model but '" + expected.get(i)
                                + "' in the schema; load the model with the schema it was trained on");
            }
        }
    }
}
