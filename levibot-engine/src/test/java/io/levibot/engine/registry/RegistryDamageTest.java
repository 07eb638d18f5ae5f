package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levibot.api.LevibotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry whose champion is B and was A before, damaged in every way that a crash or a bad disk can damage it. */
class RegistryDamageTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-03-01T12:00:00Z"));

    @TempDir
    Path temporary;

    private Path directory;
    private BundleId a;
    private BundleId b;
    private byte[] aliasesOfA;
    private byte[] historyOfA;

    @BeforeEach
    void build() throws IOException {
        directory = temporary.resolve("registry");
        ModelRegistry registry = registry();
        a = registry.register(Contents.complete(1)).id();
        b = registry.register(Contents.complete(2)).id();
        registry.promote(a, ModelRegistryTest.passing(), "ann", "first");
        aliasesOfA = Files.readAllBytes(aliases());
        historyOfA = Files.readAllBytes(history());
        registry.promote(b, ModelRegistryTest.passing(), "ann", "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aliases.json", "history.jsonl", "trials.jsonl"})
    void cutOffAtAnyByteItStillNamesTheChampion(String name) throws IOException {
        Path file = directory.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += step(whole)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(registry().resolve("champion"))
                    .as("%s cut to %d bytes", name, length)
                    .isEqualTo(b);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aliases.json", "history.jsonl"})
    void withAnyBitFlippedItStillNamesTheChampion(String name) throws IOException {
        Path file = directory.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += step(whole)) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(file, flipped);
            assertThat(registry().resolve("champion"))
                    .as("%s flipped at %d", name, i)
                    .isEqualTo(b);
        }
    }

    @Test
    void everyFileOfEveryBundleCutOffIsRefusedWithTheIntactChampionNamed() throws IOException {
        Path champion = directory.resolve("bundles").resolve(b.value());
        for (Path file : files(champion)) {
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatExceptionOfType(LevibotException.class)
                        .as("%s cut to %d bytes", file, length)
                        .isThrownBy(() -> registry().read("champion"))
                        .withMessageContaining("roll back to the champion before it, " + a);
            }
            Files.write(file, whole);
        }
        assertThat(registry().read("champion").id()).isEqualTo(b);
        assertThat(registry().read("previous").id()).isEqualTo(a);
    }

    @Test
    void bothFilesCutOffLeaveTheOldChampionOrAClearError() throws IOException {
        byte[] wholeAliases = Files.readAllBytes(aliases());
        byte[] wholeHistory = Files.readAllBytes(history());
        Files.write(aliases(), Arrays.copyOf(wholeAliases, wholeAliases.length / 2));
        for (int length = 0; length <= wholeHistory.length; length += step(wholeHistory)) {
            Files.write(history(), Arrays.copyOf(wholeHistory, length));
            try {
                assertThat(registry().resolve("champion")).isIn(a, b);
            } catch (RegistryException e) {
                assertThat(length).isLessThan(historyOfA.length);
                assertThat(e)
                        .hasMessageContaining("the champion cannot be told")
                        .hasMessageContaining("promote again");
            }
        }
    }

    @Test
    void saysWhatItWorkedAround() throws IOException {
        Files.write(aliases(), new byte[] {'{'});
        assertThat(registry().state().problems())
                .singleElement()
                .asString()
                .contains("aliases.json is damaged; the aliases are taken from the history");

        Files.delete(aliases());
        assertThat(registry().state().problems()).singleElement().asString().contains("aliases.json is missing");
    }

    @Test
    void saysThatTheHistoryIsMissingAndKeepsTheChampion() throws IOException {
        Files.delete(history());

        assertThat(registry().state().problems())
                .singleElement()
                .asString()
                .contains("history.jsonl is missing, with events 1 to 3");
        assertThat(registry().resolve("champion")).isEqualTo(b);
        registry().rollback("ann", "still possible");
        assertThat(registry().resolve("champion")).isEqualTo(a);
    }

    @Test
    void saysWhichLineWasTakenOutOfTheHistoryOrChanged() throws IOException {
        List<String> lines = Files.readAllLines(history());
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(1);
        Files.write(history(), fewer);
        assertThat(registry().state().problems()).singleElement().asString().endsWith("history.jsonl lacks event 2");

        List<String> edited = new ArrayList<>(lines);
        edited.set(2, lines.get(2).replace("ann", "bob"));
        Files.write(history(), edited);
        assertThat(registry().state().problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("line 3", "changed"))
                .anySatisfy(problem -> assertThat(problem).endsWith("lacks event 3"));
    }

    @Test
    void aMissingLedgerDoesNotForgetTheTrialsOfStoredBundles() throws IOException {
        TestRange range = new TestRange(List.of(Contents.BTC), Contents.at(900), Contents.at(2000));
        List<TrialRecord> before = registry().trialsOverlapping(range);
        assertThat(before).hasSize(2);
        Files.delete(directory.resolve("trials.jsonl"));

        assertThat(registry().state().problems()).singleElement().asString().contains("trials.jsonl", "missing");
        assertThat(registry().trialsOverlapping(range)).containsExactlyInAnyOrderElementsOf(before);

        registry().register(Contents.complete(3));
        assertThat(registry().trialsOverlapping(range)).hasSize(3).containsAll(before);
        assertThat(registry().state().problems()).isEmpty();
    }

    @Test
    void aMissingLedgerBesideADamagedBundleCannotBeCounted() throws IOException {
        TestRange range = new TestRange(List.of(Contents.BTC), Contents.at(900), Contents.at(2000));
        Files.delete(directory.resolve("trials.jsonl"));
        Path manifest = files(directory.resolve("bundles").resolve(a.value())).get(0);
        Files.write(manifest, new byte[] {1});

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry().trialsOverlapping(range))
                .withMessageContaining("the ledger of trials is missing")
                .withMessageContaining("restore trials.jsonl");
    }

    @Test
    void aCrashBetweenTheAliasFileAndTheHistoryIsMendedByTheNextChange() throws IOException {
        Files.write(history(), historyOfA);
        assertThat(registry().resolve("champion")).isEqualTo(b);
        assertThat(registry().history()).hasSize(4);

        registry().rollback("ann", "mend");

        assertThat(registry().state().problems()).isEmpty();
        assertThat(registry().history()).extracting(RegistryEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(Files.readString(history()).lines()).hasSize(5);
    }

    @Test
    void aCrashBeforeTheAliasFileWasReplacedLeavesTheOldChampion() throws IOException {
        Files.write(aliases(), aliasesOfA);
        Files.write(history(), historyOfA);
        Files.writeString(directory.resolve(".tmp-aliases.json-1-0"), "half");

        assertThat(registry().resolve("champion")).isEqualTo(a);
    }

    @Test
    void afterAnyCutTheNextPromotionMakesItWholeAgain() throws IOException {
        byte[] wholeAliases = Files.readAllBytes(aliases());
        byte[] wholeHistory = Files.readAllBytes(history());
        for (int cut = 1; cut < wholeHistory.length; cut += 37) {
            Files.write(
                    aliases(),
                    Arrays.copyOf(wholeAliases, cut % 2 == 0 ? wholeAliases.length : wholeAliases.length - 9));
            Files.write(history(), Arrays.copyOf(wholeHistory, wholeHistory.length - cut % 500));
            registry().challenge(b, "ann", "after a cut");

            ModelRegistry mended = registry();
            assertThat(mended.state().aliases().champion()).isPresent();
            assertThat(mended.state().problems()).as("cut %d", cut).isEmpty();
            assertThat(mended.history())
                    .extracting(RegistryEvent::sequence)
                    .isSorted()
                    .doesNotHaveDuplicates();
            Files.write(aliases(), wholeAliases);
            Files.write(history(), wholeHistory);
        }
    }

    @Test
    void doesNotFollowALinkInPlaceOfABundle() throws IOException {
        Path champion = directory.resolve("bundles").resolve(b.value());
        Path elsewhere = Files.move(champion, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(champion, elsewhere);

        assertThatExceptionOfType(LevibotException.class)
                .isThrownBy(() -> registry().read("champion"))
                .withMessageContaining("is not a plain directory");
    }

    /** Every byte of a short file, about 250 of a long one; a step that is odd meets every place of a repeating pattern. */
    private static int step(byte[] whole) {
        return (whole.length / 250) | 1;
    }

    private ModelRegistry registry() {
        return ModelRegistry.open(directory, CLOCK);
    }

    private Path aliases() {
        return directory.resolve("aliases.json");
    }

    private Path history() {
        return directory.resolve("history.jsonl");
    }

    private static List<Path> files(Path root) throws IOException {
        List<Path> files = new java.util.ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Iterator<Path> each = all.iterator(); each.hasNext(); ) {
                Path path = each.next();
                if (Files.isRegularFile(path)) {
                    files.add(path);
                }
            }
        }
        return files;
    }
}
