package io.levibot.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldenSuiteDeclarationTest {

    /** The number of suites that exist. */
    private static final int ALL = 23;

    @Test
    void everySuiteHasOneModule() {
        assertThat(GoldenSuites.all()).hasSize(ALL);
        assertThat(GoldenSuites.BY_MODULE.values().stream().mapToInt(Set::size).sum())
                .isEqualTo(ALL);
    }

    @Test
    void refusesSuiteFileThatNobodyDeclares() {
        assertThat(GoldenSuites.all()).containsAll(GoldenSuites.suitesInFolder().values());
    }

    @Test
    void everyModuleKeepsExactlyItsSuites() throws IOException {
        for (Map.Entry<String, Set<String>> module : GoldenSuites.BY_MODULE.entrySet()) {
            assertThat(suiteFiles(Path.of("..", module.getKey(), "src", "test", "resources", "golden")))
                    .as(module.getKey())
                    .isEqualTo(module.getValue());
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
