package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.ConfigException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.ScoreScale;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LightGbmPredictorTest {
    private static final FeatureSchema SCHEMA = Frames.schema("a", "b");
    private static final PredictorProvider PROVIDER = new LightGbmPredictorProvider();

    @Test
    void isFoundByServiceLoaderUnderItsName() {
        assertThat(ServiceLoader.load(PredictorProvider.class))
                .filteredOn(provider -> provider.name().equals("lightgbm"))
                .hasSize(1);
    }

    @Test
    void scoresARowWorkedByHand() {
        try (Predictor predictor = create(HandModel.BINARY, Map.of())) {
            assertThat(predictor.score(Frames.of(SCHEMA, 1.5, 0))).isEqualTo(0.25 + 0.125);
            assertThat(predictor.score(Frames.of(SCHEMA, 2, -2))).isEqualTo(-0.5 + 0.125);
            assertThat(predictor.score(Frames.of(SCHEMA, 2, 3))).isEqualTo(1 - 0.25);
            assertThat(predictor.scale()).isEqualTo(ScoreScale.LOG_ODDS);
        }
    }

    @Test
    void abstainsOnNaNInAFeatureThatWasNeverMissingInTraining() {
        try (Predictor predictor = create(HandModel.BINARY, Map.of())) {
            assertThat(predictor.score(Frames.of(SCHEMA, Double.NaN, 3))).isNaN();
            assertThat(predictor.score(Frames.of(SCHEMA, 2, Double.NaN))).isNaN();
        }
    }

    @Test
    void readsSuchANaNAsZeroIfToldTo() {
        try (Predictor predictor = create(HandModel.BINARY, Map.of("missing", "native"))) {
            assertThat(predictor.score(Frames.of(SCHEMA, Double.NaN, 3))).isEqualTo(0.25 - 0.25);
        }
    }

    /** The score is the log-odds of what LightGBM's plain prediction gives: the trees' mean, not their sum. */
    @Test
    void averagesTheTreesOfARandomForest() {
        String text = NativeModels.RANDOM_FOREST.train();
        LightGbmModel model = new LightGbmModelReader().read(text.getBytes(StandardCharsets.UTF_8));
        FeatureSchema schema = Frames.schema(model.featureNames().toArray(String[]::new));
        double[] row = new double[model.featureCount()];
        double[] output = new double[1];
        model.scorer().predict(row, 0, output, 0);
        try (Predictor predictor = create(text, schema, Map.of())) {
            double score = predictor.score(Frames.of(schema, row));

            assertThat(score).isCloseTo(Math.log(output[0] / (1 - output[0])), within(1e-12));
        }
    }

    @Test
    void usesOnlyTheIterationsAskedFor() {
        try (Predictor predictor = create(HandModel.BINARY, Map.of("iterations", "1"))) {
            assertThat(predictor.score(Frames.of(SCHEMA, 2, 3))).isEqualTo(1);
        }
        assertThatThrownBy(() -> create(HandModel.BINARY, Map.of("iterations", "3")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("iterations");
    }

    @Test
    void refusesSchemaThatDiffersFromTheModel() {
        assertThatThrownBy(() -> create(HandModel.BINARY, Frames.schema("b", "a"), Map.of()))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("feature 0 is 'a' in the model but 'b' in the schema");
        assertThatThrownBy(() -> create(HandModel.BINARY, Frames.schema("a"), Map.of()))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("2 features");
    }

    @Test
    void refusesModelOfSeveralClasses() {
        assertThatThrownBy(() -> create(HandModel.THREE_CLASSES, Frames.schema("a"), Map.of()))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("3 classes");
    }

    @Test
    void refusesToScoreOnceClosed() {
        Predictor predictor = create(HandModel.BINARY, Map.of());
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predictor.score(Frames.of(SCHEMA, 1, 1))).isInstanceOf(IllegalStateException.class);
    }

    private static Predictor create(String model, Map<String, String> config) {
        return create(model, SCHEMA, config);
    }

    private static Predictor create(String model, FeatureSchema schema, Map<String, String> config) {
        PluginContext context = PluginContext.builder(InstantSource.fixed(Instant.EPOCH))
                .artifact(Artifact.ofText(LightGbmPredictorProvider.MODEL_ENTRY, model))
                .schema(schema)
                .build();
        return PROVIDER.create(PluginConfig.of(PROVIDER, config), context);
    }
}
