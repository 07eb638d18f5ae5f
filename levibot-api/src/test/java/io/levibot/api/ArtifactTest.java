package io.levibot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {
    @Test
    void copiesBytesInAndOut() {
        byte[] given = {1, 2, 3};
        Artifact artifact = Artifact.of(Map.of("model.bin", given));
        given[0] = 9;
        artifact.bytes("model.bin")[1] = 9;

        assertThat(artifact.bytes("model.bin")).containsExactly(1, 2, 3);
    }

    @Test
    void keepsTextAsUtf8() {
        Artifact artifact = Artifact.ofText("note.txt", "grün €");

        assertThat(artifact.text("note.txt")).isEqualTo("grün €");
        assertThat(artifact.bytes("note.txt")).hasSize(4 + 1 + 1 + 3);
    }

    @Test
    void listsNamesInOrder() {
        assertThat(Artifact.of(Map.of("b", new byte[0], "a", new byte[0], "c", new byte[0]))
                        .names())
                .containsExactly("a", "b", "c");
    }

    @Test
    void equalsByContent() {
        assertThat(Artifact.ofText("a", "x"))
                .isEqualTo(Artifact.ofText("a", "x"))
                .hasSameHashCodeAs(Artifact.ofText("a", "x"))
                .isNotEqualTo(Artifact.ofText("a", "y"))
                .isNotEqualTo(Artifact.ofText("b", "x"));
    }

    @Test
    void tellsWhatThereIsInsteadOfAMissingEntry() {
        assertThatThrownBy(() -> Artifact.ofText("model.txt", "x").text("calibrator.json"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("calibrator.json")
                .hasMessageContaining("[model.txt]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../model", "a/b", "A", ".hidden", "model txt"})
    void refusesNamesThatAreNoFileNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Artifact.ofText(name, "x"))
                .withMessageContaining("artifact entry name");
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertThatIllegalArgumentException().isThrownBy(() -> Artifact.of(Map.of()));
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i <= Artifact.MAX_ENTRIES; i++) {
            many.put("e" + i, new byte[0]);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Artifact.of(many)).withMessageContaining("65");
    }

    @Test
    void showsSizesNotContent() {
        assertThat(Artifact.ofText("model.txt", "content")).hasToString("Artifact[model.txt (7 bytes)]");
    }
}
