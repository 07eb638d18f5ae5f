package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.SchemaMismatchException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaGuardTest {
    private static final FeatureSchema SCHEMA = Frames.schema("a", "b");

    private static LightGbmModel model(String text) {
        return new LightGbmModelReader().read(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static SchemaGuard trainedHere() {
        return SchemaGuard.of("test", model(HandModel.BINARY), ModelMetadata.of(SCHEMA, 2));
    }

    @Test
    void takesTheSchemaOfTheTraining() {
        SchemaGuard guard = trainedHere();
        assertThatCode(() -> guard.check(SCHEMA)).doesNotThrowAnyException();
        assertThatCode(() -> guard.check(Frames.schema("a", "b"))).doesNotThrowAnyException();
    }

    @Test
    void refusesSchemaWithDifferentFingerprint() {
        SchemaGuard guard = trainedHere();
        guard.check(SCHEMA);
        FeatureSpec abstaining = new FeatureSpec("b", Duration.ofDays(1), MissingRule.ABSTAIN);
        FeatureSchema stricter = new FeatureSchema(List.of(SCHEMA.features().get(0), abstaining));
        assertThatThrownBy(() -> guard.check(stricter))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContainingAll(SCHEMA.fingerprint(), stricter.fingerprint(), "missing rules");
        assertThatThrownBy(() -> guard.check(Frames.schema("b", "a")))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("feature 0 is 'a' in the model but 'b' in the schema");
        assertThatThrownBy(() -> guard.check(Frames.schema("a", "b", "c")))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("2 features, the schema 3");
    }

    @Test
    void comparesNamesOfAModelFromElsewhere() {
        SchemaGuard guard = SchemaGuard.of("test", model(HandModel.BINARY), null);
        assertThatCode(() -> guard.check(SCHEMA)).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check(Frames.schema("a", "x"))).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void takesAnyNameForAnUnnamedColumnOfAModelFromElsewhere() {
        String unnamed = HandModel.BINARY.replace("feature_names=a b", "feature_names=Column_0 Column_1");
        SchemaGuard guard = SchemaGuard.of("test", model(unnamed), null);
        assertThatCode(() -> guard.check(Frames.schema("anything", "goes"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check(Frames.schema("anything"))).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void refusesMetadataOfAnotherModel() {
        LightGbmModel model = model(HandModel.BINARY);
        for (ModelMetadata other : List.of(ModelMetadata.of(SCHEMA, 3), ModelMetadata.of(Frames.schema("a", "c"), 2))) {
            assertThatThrownBy(() -> SchemaGuard.of("test", model, other))
                    .isInstanceOf(ArtifactException.class)
                    .hasMessageContaining("contradict");
        }
    }
}
