package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import io.levibot.engine.internal.Hashes;
import io.levibot.engine.internal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleDamageTest {
    @TempDir
    Path directory;

    private Bundle bundle;

    @BeforeEach
    void write() {
        bundle = BundleWriter.write(directory, Contents.complete(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest.json",
                "predictor/weights.txt",
                "calibrator/slope.txt",
                "policy/thresholds.txt",
                "evaluation.json",
                "drift.json",
                "golden.json"
            })
    void refusesEveryFileInWhichOneBitIsFlipped(String name) throws IOException {
        Path file = bundle.directory().resolve(name);
        byte[] original = Files.readAllBytes(file);
        for (int i = 0; i < original.length; i += 1 + original.length / 200) {
            byte[] edited = original.clone();
            edited[i] ^= 1;
            Files.write(file, edited);
            assertThatExceptionOfType(ArtifactException.class)
                    .as("bit flipped in byte %d", i)
                    .isThrownBy(this::read)
                    .withMessageContaining(name);
        }
        Files.write(file, original);
        assertThat(read()).isEqualTo(bundle);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "predictor/weights.txt", "evaluation.json", "golden.json"})
    void refusesEveryFileThatIsCutOff(String name) throws IOException {
        Path file = bundle.directory().resolve(name);
        byte[] original = Files.readAllBytes(file);
        for (int length = 0; length < original.length; length += 1 + original.length / 200) {
            Files.write(file, Arrays.copyOf(original, length));
            assertThatExceptionOfType(ArtifactException.class)
                    .as("cut to %d bytes", length)
                    .isThrownBy(this::read)
                    .withMessageContaining(name);
        }
    }

    @Test
    void refusesAFileWithMoreBytesThanTheManifestSays() throws IOException {
        Path file = bundle.directory().resolve("policy/thresholds.txt");
        Files.writeString(file, Files.readString(file) + "0.9\n");

        assertRefused("policy/thresholds.txt", "has more than the");
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Files.delete(bundle.directory().resolve("calibrator/slope.txt"));

        assertRefused("lacks [calibrator/slope.txt]");
    }

    @Test
    void refusesAnAdditionalFile() throws IOException {
        Files.writeString(bundle.directory().resolve("predictor/more.txt"), "x");

        assertRefused("holds [predictor/more.txt], which its manifest does not list");
    }

    @Test
    void refusesAnAdditionalDirectory() throws IOException {
        Files.createDirectory(bundle.directory().resolve("scripts"));

        assertRefused("scripts", "is a directory that no bundle has");
    }

    @Test
    void refusesALinkInPlaceOfAFile() throws IOException {
        Path file = bundle.directory().resolve("drift.json");
        Path elsewhere = Files.move(file, directory.resolve("elsewhere.json"));
        Files.createSymbolicLink(file, elsewhere);

        assertRefused("drift.json", "is a link or special file");
    }

    @Test
    void refusesALinkInPlaceOfADirectory() throws IOException {
        Path folder = bundle.directory().resolve("predictor");
        Path elsewhere = Files.move(folder, directory.resolve("elsewhere"));
        Files.createSymbolicLink(folder, elsewhere);

        assertRefused("predictor", "is a link or special file");
    }

    @Test
    void refusesABundleUnderAnotherBundlesName() throws IOException {
        Bundle other = BundleWriter.write(directory, Contents.complete(2));

        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> BundleReader.read(bundle.directory(), other.id()))
                .withMessageContaining("holds bundle " + bundle.id() + ", not " + other.id());
    }

    @Test
    void refusesWhatIsNoBundleAtAll() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> BundleReader.read(empty))
                .withMessageContaining("manifest.json");
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> BundleReader.read(file))
                .withMessageContaining("is not a plain directory");
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> BundleReader.read(directory.resolve("nowhere")))
                .withMessageContaining("does not exist");
    }

    // From here on the attacker knows how to make the hashes fit.

    @Test
    void refusesAForgedManifestWithAnUnknownField() {
        forge(manifest -> manifest.put("note", "x"));
        assertRefused("$ has unknown fields [note]");
    }

    @Test
    void refusesAForgedManifestWithAnUnknownInnerField() {
        forge(manifest -> object(manifest, "market", "costs").put("rebateBps", 1.0));
        assertRefused("$.market.costs has unknown fields [rebateBps]");
    }

    @Test
    void refusesAForgedManifestWithAMissingField() {
        forge(manifest -> object(manifest, "provenance").remove("seed"));
        assertRefused("$.provenance has no field 'seed'");
    }

    @Test
    void refusesAForgedManifestOfAnotherFormat() {
        forge(manifest -> manifest.put("format", 2));
        assertRefused("$.format is 2");
    }

    @Test
    void refusesAForgedManifestWithValuesOutOfRange() {
        forge(manifest -> object(manifest, "figures").put("ece", 1.5));
        assertRefused("ece is 1.5");
    }

    @Test
    void refusesAForgedManifestWithTextForANumber() {
        forge(manifest -> object(manifest, "figures").put("auc", "NaN"));
        assertRefused("$.figures.auc is 'NaN'; a finite number is expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../escape.txt", "/etc/passwd", "predictor/../../x", "predictor/a/b", "manifest.json", "run.sh"})
    void refusesAForgedManifestThatListsAPathOutsideTheBundle(String path) {
        forge(manifest -> ((ObjectNode) manifest.get("files").get(0)).put("path", path));
        assertRefused("which a bundle may not hold");
    }

    @Test
    void refusesAForgedManifestThatClaimsAHugeFile() {
        forge(manifest -> ((ObjectNode) manifest.get("files").get(0)).put("size", Integer.MAX_VALUE));
        assertRefused("more than is read");
    }

    @Test
    void refusesAForgedManifestWhoseIdDoesNotFollowFromItsContent() throws IOException {
        ObjectNode manifest = (ObjectNode)
                Json.parse(Files.readAllBytes(bundle.directory().resolve("manifest.json")), "test", "manifest");
        manifest.put("id", bundle.id().value().replace("BTC", "ETH"));
        Files.write(bundle.directory().resolve("manifest.json"), Json.pretty(manifest));

        assertRefused("which does not follow from symbols, interval and content hash");
    }

    @Test
    void refusesAForgedTrainedBundleThatBringsAPolicy() {
        forge(manifest -> {
            manifest.put("kind", "TRAINED");
            manifest.remove(List.of("calibrator", "policy", "figures", "gates"));
        });
        assertRefused("which a trained bundle does not have");
    }

    @Test
    void refusesADocumentWhoseNumbersAreNotFinite() throws IOException {
        replaceFile("evaluation.json", "{\n  \"auc\": 1e999\n}\n");
        assertRefused("evaluation.json", "$.auc is Infinity");
    }

    @Test
    void refusesGoldenRowsThatAreNoRows() throws IOException {
        replaceFile(
                "golden.json",
                "{\"rows\":[{\"symbol\":\"BTCUSDT\",\"asOf\":\"2024-01-01T00:00:00Z\","
                        + "\"values\":[[1.0,\"nan\"]],\"rawScore\":0.5,\"probability\":0.5}]}");
        assertRefused("golden.json", "$.rows[0].values[0][1] is neither a number nor \"NaN\"");
    }

    private Bundle read() {
        return BundleReader.read(bundle.directory(), bundle.id());
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> BundleReader.read(bundle.directory()))
                .withMessageContainingAll(parts);
    }

    private void replaceFile(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Files.write(bundle.directory().resolve(name), bytes);
        forge(manifest -> manifest.get("files").forEach(file -> {
            if (file.get("path").textValue().equals(name)) {
                ((ObjectNode) file).put("size", bytes.length).put("sha256", Hashes.sha256Hex(bytes));
            }
        }));
    }

    /** Edits the manifest and makes its hash and id fit again. */
    private void forge(Consumer<ObjectNode> edit) {
        Path file = bundle.directory().resolve("manifest.json");
        try {
            ObjectNode manifest = (ObjectNode) Json.parse(Files.readAllBytes(file), "test", "manifest");
            manifest.remove(List.of("id", "contentHash"));
            edit.accept(manifest);
            String hash = Hashes.sha256Hex(Json.compact(manifest));
            ObjectNode forged = Json.object()
                    .put("id", "BTCUSDT-15m-" + hash.substring(0, 16))
                    .put("contentHash", hash);
            forged.setAll(manifest);
            Files.write(file, Json.pretty(forged));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode object(ObjectNode node, String... path) {
        return Stream.of(path).reduce(node, (inner, name) -> (ObjectNode) inner.get(name), (a, b) -> b);
    }
}
