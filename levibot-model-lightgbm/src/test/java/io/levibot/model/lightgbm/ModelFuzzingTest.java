package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Goes through what fuzzing left: one input for each way in which the reader accepts or refuses. */
@Timeout(60)
class ModelFuzzingTest {
    private static final int MUTANTS = 20_000;
    private static final int LONGEST_CUT = 20;

    private static List<Path> corpus() throws Exception {
        Path folder = Path.of(
                Objects.requireNonNull(ModelFuzzingTest.class.getResource(ModelFuzzing.CORPUS), ModelFuzzing.CORPUS)
                        .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> handlesEveryInputOfTheCorpus() throws Exception {
        return corpus().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> ModelFuzzing.fuzzerTestOneInput(Files.readAllBytes(file))));
    }

    /** The names say what became of an input when it was kept; a stricter reader may move one, and then its name. */
    @Test
    void acceptsAndRefusesWhatItDidBeforeAndKnowsEveryKind() throws Exception {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        int accepted = 0;
        for (Path file : corpus()) {
            String name = file.getFileName().toString();
            try {
                new LightGbmModelReader(ModelFuzzing.LIMITS).read(Files.readAllBytes(file));
                assertThat(name).startsWith("accepted");
                accepted++;
            } catch (LightGbmFormatException refused) {
                assertThat(name).startsWith("refused");
                kinds.add(refused.kind());
            }
        }
        assertThat(accepted).isGreaterThan(50);
        assertThat(kinds).isEqualTo(EnumSet.allOf(Kind.class));
    }

    /** A little blind fuzzing in every build, from a fixed seed: bytes changed, pieces cut, doubled and moved between models. */
    @Test
    void handlesMutantsOfTheCorpus() throws Exception {
        List<Path> files = corpus();
        Random random = new Random(20_261_125);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = Files.readAllBytes(files.get(random.nextInt(files.size())));
            byte[] other = i % 4 == 0 ? Files.readAllBytes(files.get(random.nextInt(files.size()))) : mutant;
            ModelFuzzing.fuzzerTestOneInput(mutated(mutant, other, random));
        }
    }

    private static byte[] mutated(byte[] input, byte[] other, Random random) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        String donor = new String(other, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(LONGEST_CUT));
        int from = random.nextInt(donor.length() + 1);
        String piece = donor.substring(from, Math.min(donor.length(), from + random.nextInt(LONGEST_CUT)));
        String result = switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(to);
            case 1 -> text.substring(0, at) + text.substring(to);
            case 2 -> text.substring(0, to) + text.substring(at);
            default -> text.substring(0, at) + piece + text.substring(to);
        };
        return result.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void wouldReportARefusalThatDoesNotSayWhere() {
        assertThatThrownBy(() ->
                        ModelFuzzing.requireHelp(new LightGbmFormatException(Kind.MALFORMED, "something is wrong")))
                .isInstanceOf(IllegalStateException.class);
    }
}
