package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.ScoreScale;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativePredictorTest {
    private static final FeatureSchema SCHEMA = Frames.schema("a", "b");

    private static Predictor create(PredictorProvider provider, Artifact artifact, Map<String, String> config) {
        PluginContext context = PluginContext.builder(InstantSource.fixed(Instant.EPOCH))
                .artifact(artifact)
                .build();
        return provider.create(PluginConfig.of(provider, config), context);
    }

    private static Predictor create(String model, Map<String, String> config) {
        return create(new NativeLightGbmPredictorProvider(), Artifact.ofText("model.txt", model), config);
    }

    @Test
    void scoresARowWorkedByHand() {
        try (Predictor predictor = create(HandModel.BINARY, Map.of())) {
            assertThat(predictor.score(Frames.of(SCHEMA, 1.5, 0))).isEqualTo(0.25 + 0.125);
            assertThat(predictor.score(Frames.of(SCHEMA, 2, 3))).isEqualTo(1 - 0.25);
            assertThat(predictor.scale()).isEqualTo(ScoreScale.LOG_ODDS);
        }
        try (Predictor first = create(HandModel.BINARY, Map.of("iterations", "1"))) {
            assertThat(first.score(Frames.of(SCHEMA, 2, 3))).isEqualTo(1);
        }
    }

    @Test
    void abstainsOnNaNInAFeatureThatWasNeverMissingInTraining() {
        try (Predictor predictor = create(HandModel.BINARY, Map.of());
                Predictor asLightGbm = create(HandModel.BINARY, Map.of("missing", "native"))) {
            assertThat(predictor.score(Frames.of(SCHEMA, Double.NaN, 3))).isNaN();
            assertThat(asLightGbm.score(Frames.of(SCHEMA, Double.NaN, 3))).isEqualTo(0.25 - 0.25);
        }
    }

    @Test
    void refusesFramesOfAnotherSchema() {
        try (Predictor predictor = create(HandModel.BINARY, Map.of())) {
            for (FeatureSchema other : new FeatureSchema[] {Frames.schema("b", "a"), Frames.schema("a")}) {
                assertThatThrownBy(() -> predictor.score(Frames.of(other, 1, 2)))
                        .isInstanceOf(SchemaMismatchException.class);
            }
        }
    }

    @Test
    void refusesAnArrayThatIsTooShortForContributions() {
        try (ExplainingPredictor predictor = (ExplainingPredictor) create(HandModel.BINARY, Map.of())) {
            double[] shares = new double[4];
            predictor.contributions(Frames.of(SCHEMA, 2, 3), shares);
            assertThat(shares[0] + shares[1] + shares[2]).isEqualTo(0.75, within(1e-12));
            assertThat(shares[3]).isZero();
        }
    }

    @Test
    void leavesAModelUnreadThatThePureJavaReaderRefuses() {
        String cyclic = HandModel.BINARY.replace("right_child=1 -3", "right_child=0 -3");
        assertThatThrownBy(() -> create(cyclic, Map.of())).isInstanceOf(ArtifactException.class);
        assertThatThrownBy(() -> create(HandModel.THREE_CLASSES, Map.of()))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("3 classes");
    }

    @Test
    void givesTheBitsOfThePureJavaPlugin() {
        Artifact model = TrainedModels.binary();
        Rows rows = Rows.binary(500, 4, 22);
        try (Predictor nativeOne = create(new NativeLightGbmPredictorProvider(), model, Map.of());
                Predictor javaOne = create(new LightGbmPredictorProvider(), model, Map.of())) {
            for (int i = 0; i < rows.size(); i++) {
                if (i % 5 == 0) {
                    rows.values()[i][i % 3] = Double.NaN;
                }
                assertThat(Double.doubleToLongBits(nativeOne.score(rows.frame(i))))
                        .isEqualTo(Double.doubleToLongBits(javaOne.score(rows.frame(i))));
            }
        }
    }
}
