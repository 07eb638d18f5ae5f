package io.levibot.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldenSuiteDeclarationTest {

    @Test
    void declaredSetsAreDisjointAndTogetherEverySuite() {
        Set<String> all = new TreeSet<>(GoldenSuites.OWN);
        all.addAll(GoldenSuites.ELSEWHERE);

        assertThat(GoldenSuites.OWN).doesNotContainAnyElementsOf(GoldenSuites.ELSEWHERE);
        assertThat(all).hasSize(GoldenSuites.ALL);
    }

    @Test
    void refusesSuiteFileThatNobodyDeclares() {
        Set<String> declared = new TreeSet<>(GoldenSuites.OWN);
        declared.addAll(GoldenSuites.ELSEWHERE);

        assertThat(declared).containsAll(GoldenSuites.suitesInFolder().values());
    }

    @Test
    void keepsOnlyOwnSuitesInItsResources() throws IOException {
        assertThat(GoldenSuites.OWN).containsAll(suiteFiles(Path.of("src/test/resources/golden")));
    }

    @Test
    void leavesToOtherModulesWhatTheyKeep() throws IOException {
        Path calibration = Path.of("../levibot-calibration/src/test/resources/golden");
        if (Files.isDirectory(calibration)) {
            assertThat(suiteFiles(calibration)).isSubsetOf(GoldenSuites.ELSEWHERE);
        }
    }

    private static Set<String> suiteFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".json"))
                    .map(f -> f.substring(0, f.length() - ".json".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
