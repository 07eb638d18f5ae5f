package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levibot.api.CostModel;
import io.levibot.api.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleRoundTripTest {
    @TempDir
    Path directory;

    @Test
    void readsBackACompleteBundleAsItWasWritten() {
        BundleContent content = Contents.complete(1);
        Bundle written = BundleWriter.write(directory, content);
        Bundle read = BundleReader.read(directory.resolve(written.id().value()), written.id());

        assertThat(read).isEqualTo(written);
        assertThat(read.content()).isEqualTo(content);
        assertThat(read.kind()).isEqualTo(BundleKind.COMPLETE);
    }

    @Test
    void readsBackATrainedBundleAsItWasWritten() {
        BundleContent content = Contents.trained(1);
        Bundle written = BundleWriter.write(directory, content);

        assertThat(BundleReader.read(written.directory()).content()).isEqualTo(content);
        assertThat(written.kind()).isEqualTo(BundleKind.TRAINED);
    }

    @Test
    void keepsTheParentOfACompletedBundle() {
        Bundle trained = BundleWriter.write(directory, Contents.trained(1));
        BundleContent completed = trained.content()
                .completed(
                        trained.id(),
                        Contents.wholeProvenance(1),
                        Contents.completion(
                                trained.content(), Contents.figures().build()));

        Bundle written = BundleWriter.write(directory, completed);

        assertThat(BundleReader.read(written.directory()).content().parent()).contains(trained.id());
    }

    @Test
    void leavesUndefinedFiguresOutAndReadsThemBackAsNaN() throws IOException {
        EvaluationFigures figures = EvaluationFigures.builder().rows(3, 4).build();
        Bundle written = BundleWriter.write(directory, Contents.complete(1, figures));

        assertThat(Files.readString(written.directory().resolve("manifest.json")))
                .doesNotContain("NaN", "\"auc\":");
        assertThat(BundleReader.read(written.directory())
                        .content()
                        .completion()
                        .orElseThrow()
                        .figures())
                .isEqualTo(figures);
    }

    @Test
    void sameContentHasTheSameIdAndBytes() throws IOException {
        Path here = Files.createDirectory(directory.resolve("here"));
        Path there = Files.createDirectory(directory.resolve("there"));
        Bundle one = BundleWriter.write(here, Contents.complete(1));
        Bundle two = BundleWriter.write(there, Contents.complete(1));

        assertThat(two.id()).isEqualTo(one.id());
        assertThat(BundleWriter.idOf(Contents.complete(1))).isEqualTo(one.id());
        for (Path file : files(one.directory())) {
            assertThat(two.directory().resolve(one.directory().relativize(file)))
                    .hasSameBinaryContentAs(file);
        }
    }

    @Test
    void everyPartOfTheContentChangesTheId() {
        BundleContent content = Contents.complete(1);
        BundleId id = BundleWriter.idOf(content);
        Completion completion = content.completion().orElseThrow();
        List<GoldenRow> lessGolden = completion.golden().subList(1, 5);

        assertThat(Stream.of(
                                Contents.complete(2),
                                Contents.complete(
                                        1, Contents.figures().brier(0.25).build()),
                                with(
                                        content,
                                        new Market(
                                                content.market().symbols(),
                                                content.market().interval(),
                                                CostModel.FREE,
                                                0.5)),
                                with(
                                        content,
                                        new Market(
                                                List.of(Symbol.of("ETHUSDT")),
                                                content.market().interval(),
                                                CostModel.DEFAULT,
                                                0.5)),
                                with(
                                        content,
                                        new Completion(
                                                completion.calibrator(),
                                                completion.policy(),
                                                completion.figures(),
                                                completion.gates(),
                                                completion.evaluation(),
                                                completion.drift(),
                                                lessGolden)))
                        .map(BundleWriter::idOf))
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    @Test
    void namesTheSymbolOrHowManyThereAre() {
        BundleContent content = Contents.trained(1);
        Market two = new Market(
                List.of(Symbol.of("ETHUSDT"), Symbol.of("BTCUSDT")),
                content.market().interval(),
                CostModel.DEFAULT,
                1.0);

        assertThat(BundleWriter.idOf(content).value()).matches("BTCUSDT-15m-[0-9a-f]{16}");
        assertThat(BundleWriter.idOf(with(content, two)).value()).matches("MULTI2-15m-[0-9a-f]{16}");
    }

    @Test
    void tellsCandidatesApartByTheirSavedStatesAndTheTermsOfTheTest() {
        String candidate = Contents.complete(1).candidate();

        assertThat(Contents.complete(1, Contents.figures().brier(0.25).build()).candidate())
                .isEqualTo(candidate);
        assertThat(Contents.complete(2).candidate()).isNotEqualTo(candidate);
        Market market = Contents.complete(1).market();
        Market otherLimits = new Market(
                market.symbols(),
                market.interval(),
                market.costs(),
                market.exposure(),
                new TreeMap<>(Map.of("stop-loss-fraction", "0.01")));
        assertThat(with(Contents.complete(1), otherLimits).candidate()).isNotEqualTo(candidate);
    }

    @Test
    void refusesToWriteOverAnythingOfThatName() throws IOException {
        Bundle written = BundleWriter.write(directory, Contents.trained(1));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> BundleWriter.write(directory, Contents.trained(1)))
                .withMessageContaining("FileAlreadyExistsException")
                .withMessageContaining("nothing was left behind");
        assertThat(names()).containsExactly(written.id().value());
    }

    @Test
    void leavesNothingBehindWhereTheParentIsNoDirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> BundleWriter.write(file, Contents.trained(1)))
                .withMessageContaining("could not be written to " + file)
                .withMessageContaining("nothing was left behind");
        assertThat(names()).containsExactly("file");
    }

    private static BundleContent with(BundleContent content, Market market) {
        return new BundleContent(
                market,
                content.label(),
                content.features(),
                content.provenance(),
                content.predictor(),
                content.parentId(),
                content.completed());
    }

    private static BundleContent with(BundleContent content, Completion completion) {
        return content.completed(content.parentId(), content.provenance(), completion);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
