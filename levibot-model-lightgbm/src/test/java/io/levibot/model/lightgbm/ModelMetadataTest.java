package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMetadataTest {
    private static final FeatureSchema SCHEMA = Rows.schema(2);

    @Test
    void readsWhatItWrote() {
        ModelMetadata metadata = ModelMetadata.of(SCHEMA, 2);
        Artifact artifact = metadata.artifact(HandModel.BINARY);
        assertThat(ModelMetadata.read(artifact)).contains(metadata);
        assertThat(artifact.text("model.txt")).isEqualTo(HandModel.BINARY);
        assertThat(artifact.text("metadata.txt"))
                .isEqualTo("levibot-lightgbm=1\nschema=" + SCHEMA.fingerprint() + "\nfeatures=f0 f1\nrounds=2\n");
    }

    @Test
    void findsNoneBesideAModelFromElsewhere() {
        assertThat(ModelMetadata.read(Artifact.ofText("model.txt", HandModel.BINARY)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "levibot-lightgbm=2\nschema=S\nfeatures=a b\nrounds=2\n",
                "levibot-lightgbm=1\nschema=abc\nfeatures=a b\nrounds=2\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=a  b\nrounds=2\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=\nrounds=2\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=a b\nrounds=-2\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=a b\nrounds=2\nmore=1\n",
                "levibot-lightgbm=1\nschema=S\nfeatures=a b\nrounds=12345678901\n",
            })
    void refusesDamagedMetadata(String metadata) {
        byte[] bytes =
                metadata.replace("schema=S", "schema=" + SCHEMA.fingerprint()).getBytes(StandardCharsets.UTF_8);
        Artifact artifact = Artifact.of(Map.of("model.txt", new byte[0], "metadata.txt", bytes));
        assertThatThrownBy(() -> ModelMetadata.read(artifact))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("metadata.txt");
    }
}
