package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levibot.api.ArtifactException;
import io.levibot.calibration.stats.SharpeEstimate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRegistryTest {
    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    @TempDir
    Path temporary;

    private Path directory;
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        directory = temporary.resolve("registry");
        registry = ModelRegistry.open(directory, InstantSource.fixed(NOW));
    }

    @Test
    void promotesTheLatestAndKeepsTheOneBefore() {
        BundleId one = registry.register(Contents.complete(1)).id();
        registry.promote(one, passing(), "ann", "first");
        BundleId two = registry.register(Contents.complete(2)).id();
        registry.promote(registry.resolve("latest"), passing(), "bob", "better");

        assertThat(registry.resolve("champion")).isEqualTo(two);
        assertThat(registry.resolve("previous")).isEqualTo(one);
        assertThat(registry.state().lastMove()).hasValueSatisfying(event -> {
            assertThat(event.who()).isEqualTo("bob");
            assertThat(event.why()).isEqualTo("better");
            assertThat(event.at()).isEqualTo(NOW);
            assertThat(event.gates()).hasSize(4);
        });
        assertThat(registry.read("champion").content()).isEqualTo(Contents.complete(2));
        assertThat(registry.promotionOf(one).orElseThrow().who()).isEqualTo("ann");
    }

    @Test
    void rollbackReturnsAndASecondRollbackComesBack() {
        BundleId one = promoted(1);
        BundleId two = promoted(2);

        registry.rollback("ann", "losses");
        assertThat(registry.state().aliases()).isEqualTo(new Aliases(one, null, two));
        registry.rollback("ann", "was no worse");
        assertThat(registry.state().aliases()).isEqualTo(new Aliases(two, null, one));
    }

    @Test
    void refusesToRollBackWhereThereIsNothingBefore() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.rollback("ann", "why"))
                .withMessageContaining("no previous champion");
        BundleId one = promoted(1);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.rollback("ann", "why"))
                .withMessageContaining("the champion is " + one);
    }

    @Test
    void keepsTheHistoryWithWhoWhenWhyAndGates() {
        BundleId one = promoted(1);
        registry.challenge(registry.register(Contents.complete(2)).id(), "bob", "watch it");
        registry = ModelRegistry.open(directory, InstantSource.fixed(NOW.plusSeconds(60)));

        assertThat(registry.history())
                .extracting(RegistryEvent::action)
                .containsExactly(
                        RegistryAction.REGISTERED,
                        RegistryAction.PROMOTED,
                        RegistryAction.REGISTERED,
                        RegistryAction.CHALLENGED);
        assertThat(registry.history()).extracting(RegistryEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(registry.history().get(1).toString())
                .isEqualTo("2 2024-03-01T12:00:00Z PROMOTED " + one + " by ann: good");
    }

    @Test
    void aChallengerThatIsPromotedIsNoLongerChallenger() {
        promoted(1);
        BundleId two = registry.register(Contents.complete(2)).id();
        registry.challenge(two, "ann", "watch it");
        assertThat(registry.resolve("challenger")).isEqualTo(two);

        registry.promote(two, passing(), "ann", "good");

        assertThat(registry.state().aliases().challenger()).isEmpty();
    }

    @Test
    void refusesWhatTheGatesRefuseAndSaysByHowMuch() {
        BundleId one = registry.register(Contents.complete(1)).id();

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.promote(one, failing(), "ann", "hope"))
                .withMessageContaining("is refused: sharpe FAIL: FAILED by 0.7");
        assertThat(registry.state().aliases()).isEqualTo(Aliases.NONE);
    }

    @Test
    void anOverrideIsKeptAndShown() {
        BundleId one = registry.register(Contents.complete(1)).id();

        registry.promote(one, failing().overriddenBecause("demonstration only"), "ann", "show");
        registry = ModelRegistry.open(directory, InstantSource.fixed(NOW));

        assertThat(registry.resolve("champion")).isEqualTo(one);
        RegistryEvent event = registry.state().lastMove().orElseThrow();
        assertThat(event.overrideReason()).contains("demonstration only");
        assertThat(event.gates()).anyMatch(gate -> gate.verdict() == GateVerdict.FAIL);
        assertThat(event.toString()).endsWith("by ann: show OVERRIDDEN because demonstration only");
    }

    @Test
    void promotingTheChampionAgainChangesNothing() throws IOException {
        promoted(1);
        BundleId two = promoted(2);
        byte[] before = Files.readAllBytes(directory.resolve("aliases.json"));

        RegistryEvent event = registry.promote(two, passing(), "bob", "again");

        assertThat(event.who()).isEqualTo("ann");
        assertThat(directory.resolve("aliases.json")).hasBinaryContent(before);
    }

    @Test
    void registeringTheSameContentTwiceKeepsOneBundleAndMakesItTheLatest() {
        BundleId one = registry.register(Contents.complete(1)).id();
        registry.register(Contents.complete(2));

        assertThat(registry.register(Contents.complete(1)).id()).isEqualTo(one);
        assertThat(registry.list()).hasSize(2);
        assertThat(registry.resolve("latest")).isEqualTo(one);
    }

    @Test
    void refusesTrainedUnknownAndDamagedBundles() throws IOException {
        BundleId champion = promoted(1);
        BundleId trained = registry.register(Contents.trained(2)).id();
        BundleId unknown = BundleWriter.idOf(Contents.complete(3));
        Bundle damaged = registry.register(Contents.complete(4));
        Files.writeString(damaged.directory().resolve("policy/thresholds.txt"), "0x1.0p-1\n0x1.0p-1\n");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.promote(trained, passing(), "ann", "x"))
                .withMessageContaining("is only trained");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.promote(unknown, passing(), "ann", "x"))
                .withMessageContaining("is not in the registry; there are [" + "BTCUSDT");
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> registry.promote(damaged.id(), passing(), "ann", "x"))
                .withMessageContaining("policy/thresholds.txt");
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> registry.challenge(damaged.id(), "ann", "x"));
        assertThat(registry.resolve("champion")).isEqualTo(champion);
        assertThat(registry.history().stream().filter(event -> event.action().movesAliases()))
                .hasSize(1);
    }

    @Test
    void aDamagedChampionNamesTheOneBefore() throws IOException {
        BundleId one = promoted(1);
        BundleId two = promoted(2);
        Files.delete(directory.resolve("bundles").resolve(two.value()).resolve("drift.json"));

        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> registry.read("champion"))
                .withMessageContaining("lacks [drift.json]")
                .withMessageContaining("roll back to the champion before it, " + one);
        registry.rollback("ann", "damaged");
        assertThat(registry.read("champion").id()).isEqualTo(one);
    }

    @Test
    void doesNotTakeADamagedBundleForTheOneThatIsRegistered() throws IOException {
        Bundle bundle = registry.register(Contents.complete(1));
        Files.writeString(bundle.directory().resolve("drift.json"), "{}\n");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.register(Contents.complete(1)))
                .withMessageContaining("a damaged bundle " + bundle.id() + " lies in the registry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "champ", "../../etc/passwd", "BTCUSDT-15m-0000000000000000", "latest", "previous"})
    void aReferenceThatNamesNothingListsWhatThereIs(String reference) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.resolve(reference))
                .withMessageContaining("there are no bundles; give an id, champion, challenger, previous or latest");
    }

    @Test
    void listsBundlesWithAliasesAndDamage() throws IOException {
        BundleId one = promoted(1);
        Bundle two = registry.register(Contents.complete(2));
        Files.writeString(two.directory().resolve("manifest.json"), "{");

        assertThat(registry.list()).hasSize(2).anySatisfy(entry -> {
            assertThat(entry.id()).isEqualTo(one);
            assertThat(entry.aliases()).containsExactly("champion");
            assertThat(entry.kind()).contains(BundleKind.COMPLETE);
            assertThat(entry.createdAt()).contains(Contents.at(1000));
        });
        assertThat(registry.list()).anySatisfy(entry -> {
            assertThat(entry.id()).isEqualTo(two.id());
            assertThat(entry.problem().orElseThrow()).contains("manifest.json is not valid JSON");
        });
    }

    @Test
    void removesWhatACrashedWriterHasLeft() throws IOException {
        Path left = Files.createDirectories(directory.resolve("bundles/.tmp-X-15m-1/predictor"));
        Files.writeString(left.resolve("half"), "x");
        Files.writeString(directory.resolve(".tmp-aliases.json-1-0"), "x");

        registry.register(Contents.complete(1));

        assertThat(names(directory)).noneMatch(name -> name.startsWith(".tmp"));
        assertThat(names(directory.resolve("bundles"))).hasSize(1);
    }

    @Test
    void aRegistryCannotBeMadeWhereAFileLies() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> ModelRegistry.open(file, InstantSource.fixed(NOW)))
                .withMessageContaining("no registry can be made in " + file);
    }

    @Test
    void namesAndReasonsMustBeThere() {
        BundleId one = registry.register(Contents.complete(1)).id();

        assertThatIllegalArgumentException().isThrownBy(() -> registry.promote(one, passing(), " ", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> registry.promote(one, passing(), "ann", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> registry.promote(one, passing(), "a\nb", "x"));
        assertThat(registry.state().aliases()).isEqualTo(Aliases.NONE);
    }

    @Test
    void countsEveryCompleteCandidateOnOverlappingDataOnce() {
        registry.register(Contents.trained(1));
        registry.register(Contents.complete(1));
        registry.register(
                Contents.complete(1, Contents.figures().sharpe(0.5, 0.003).build()));
        registry.register(Contents.complete(2));
        TestRange test = new TestRange(List.of(Contents.BTC), Contents.at(900), Contents.at(2000));

        assertThat(registry.trialsOverlapping(test))
                .extracting(TrialRecord::candidate)
                .containsExactly(
                        Contents.complete(1).candidate(), Contents.complete(2).candidate());
        assertThat(registry.trialsOverlapping(test).get(0).sharpePerBar()).isEqualTo(0.003);
        assertThat(registry.trialsOverlapping(test).get(0).sweepTrials()).isEqualTo(40);
    }

    @Test
    void doesNotCountOtherSymbolsOrTimes() {
        registry.register(Contents.complete(1));

        List<io.levibot.api.Symbol> eth = List.of(io.levibot.api.Symbol.of("ETHUSDT"));
        assertThat(registry.trialsOverlapping(new TestRange(eth, Contents.at(0), Contents.at(2000))))
                .isEmpty();
        assertThat(registry.trialsOverlapping(
                        new TestRange(List.of(Contents.BTC), Contents.at(1000), Contents.at(2000))))
                .isEmpty();
    }

    @Test
    void countsCandidatesThatAreNeverRegistered() {
        TestRange range = new TestRange(List.of(Contents.BTC), Contents.at(0), Contents.at(10));
        TrialRecord trial = new TrialRecord("a".repeat(64), range, 9, 3.5, Double.NaN);

        registry.recordTrial(trial);
        registry.recordTrial(trial);

        assertThat(registry.trialsOverlapping(range)).containsExactly(trial);
    }

    @Test
    void deflatesByEveryCandidateThatCameAfterTheEvaluation() {
        SharpeEstimate estimate = new SharpeEstimate(0.06, 5000, -0.2, 4.0, 0.05);
        double then = estimate.deflatedSharpe2025(estimate.trialsWithoutSkill2025(7.5));
        BundleContent content = Contents.complete(
                1,
                Contents.figures()
                        .sharpe(11.2, 0.06)
                        .returns(-0.2, 4.0, 0.05)
                        .deflatedSharpe(then, 40, 7.5)
                        .build());
        registry.register(content);
        assertThat(registry.figuresNow(content))
                .isEqualTo(content.completion().orElseThrow().figures());

        TestRange overlapping = new TestRange(List.of(Contents.BTC), Contents.at(900), Contents.at(1500));
        for (int i = 0; i < 30; i++) {
            registry.recordTrial(new TrialRecord(String.format("%064x", i), overlapping, 9, 3.5, 0.001));
        }
        EvaluationFigures now = registry.figuresNow(content);

        assertThat(now.trials()).isEqualTo(70);
        assertThat(now.effectiveTrials()).isEqualTo(37.5);
        assertThat(now.deflatedSharpe())
                .isEqualTo(estimate.deflatedSharpe2025(estimate.trialsWithoutSkill2025(37.5)))
                .isLessThan(then);
        assertThat(now.sharpe()).isEqualTo(11.2);
    }

    @Test
    void doesNotTakeAnUnknownShapeOfReturnsForEvidenceAgainstMoreTrials() {
        BundleContent content = Contents.complete(1);
        registry.register(content);
        registry.register(Contents.complete(2));

        EvaluationFigures now = registry.figuresNow(content);

        assertThat(now.deflatedSharpe()).isNaN();
        assertThat(PromotionGates.all().evaluate(now).get(1).verdict()).isEqualTo(GateVerdict.INSUFFICIENT_DATA);
    }

    @Test
    void aDamagedLedgerIsAnErrorNotASmallerCount() throws IOException {
        registry.register(Contents.complete(1));
        registry.register(Contents.complete(2));
        Path file = directory.resolve("trials.jsonl");
        Files.writeString(file, Files.readString(file).replaceFirst("\"sweepTrials\":40", "\"sweepTrials\":4"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.trialsOverlapping(
                        new TestRange(List.of(Contents.BTC), Contents.at(900), Contents.at(2000))))
                .withMessageContaining("trials cannot be counted")
                .withMessageContaining("line 1");
    }

    @Test
    void aTrialCutOffByACrashIsLeftOutAndTheNextOneIsIntact() throws IOException {
        registry.register(Contents.complete(1));
        Path file = directory.resolve("trials.jsonl");
        Files.writeString(file, "{\"check\":\"", StandardOpenOption.APPEND);
        registry.register(Contents.complete(2));

        assertThat(registry.trialsOverlapping(
                        new TestRange(List.of(Contents.BTC), Contents.at(900), Contents.at(2000))))
                .hasSize(2);
        assertThat(Files.readString(file, StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    private BundleId promoted(int seed) {
        BundleId id = registry.register(Contents.complete(seed)).id();
        registry.promote(id, passing(), "ann", "good");
        return id;
    }

    static PromotionDecision passing() {
        return PromotionDecision.of(
                PromotionGates.all().evaluate(Contents.figures().build()));
    }

    private static PromotionDecision failing() {
        return PromotionDecision.of(PromotionGates.all()
                .evaluate(Contents.figures().sharpe(0.5, 0.003).build()));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
