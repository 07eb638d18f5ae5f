package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.SchemaMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArtifactTest {
    private static final FeatureSchema SCHEMA = Rows.schema(2);

    @Test
    void readsWhatItWrote() {
        ModelArtifact model = ModelArtifact.of(HandModel.BINARY, SCHEMA, 2);
        assertThat(ModelArtifact.read(model.toArtifact())).isEqualTo(model);
        ModelArtifact empty = ModelArtifact.of("tree\n", new FeatureSchema(java.util.List.of()), 0);
        assertThat(ModelArtifact.read(empty.toArtifact())).isEqualTo(empty);
    }

    @Test
    void refusesAnotherSchema() {
        ModelArtifact model = ModelArtifact.of(HandModel.BINARY, SCHEMA, 2);
        assertThatCode(() -> model.requireSchema(Rows.schema(2))).doesNotThrowAnyException();
        assertThatThrownBy(() -> model.requireSchema(Rows.schema(3)))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContainingAll(SCHEMA.fingerprint(), Rows.schema(3).fingerprint(), "[f0, f1, f2]");
    }

    @Test
    void refusesAMissingEntry() {
        assertThatThrownBy(() -> ModelArtifact.read(Artifact.ofText("other.txt", "x")))
                .isInstanceOf(ArtifactException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "levibot-lightgbm=2\nschema=S\nfeatures=a b\nrounds=2\n",
                "levibot-lightgbm=1\nschema=abc\nfeatures=a b\nrounds=2\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=a b\nrounds=-2\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=a b\nrounds=2\nmore=1\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=a b\nrounds=12345678901\n",
            })
    void refusesDamagedMetadata(String metadata) {
        byte[] bytes = metadata.replace("schema=S", "schema=" + SCHEMA.fingerprint()).getBytes(StandardCharsets.UTF_8);
        Artifact artifact = Artifact.of(Map.of("model.txt", new byte[0], "metadata.txt", bytes));
        assertThatThrownBy(() -> ModelArtifact.read(artifact))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("metadata.txt");
    }
}
