package io.levibot.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * The golden suites, for the tests of every module. Without the system property {@value #FOLDER_PROPERTY} a suite is read from the test
 * resources of the module under test; with it, every case of every file in that folder whose {@code suite} field names the suite is run instead.
 */
public final class GoldenSuites {

    /** Names a folder of suite files to run instead of the test resources. */
    public static final String FOLDER_PROPERTY = "levibot.golden.dir";

    /** Every suite, by the module that implements it and keeps its cases. */
    static final Map<String, Set<String>> BY_MODULE = Map.of(
            "levibot-calibration",
            Set.of(
                    "adwin",
                    "beta_calibration",
                    "block_length",
                    "brier",
                    "calibration_curve",
                    "calibration_cusum",
                    "calibration_diagnostics_r",
                    "calibration_errors",
                    "isotonic",
                    "ks_2samp",
                    "log_loss",
                    "logistic_recalibration",
                    "page_hinkley",
                    "pbo_cscv",
                    "performance",
                    "platt_sigmoid",
                    "psi",
                    "roc_auc",
                    "sharpe_statistics",
                    "temperature_scaling",
                    "venn_abers"),
            "levibot-engine",
            Set.of("purged_cv", "triple_barrier"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenSuites() {}

    /**
     * One dynamic test per case of the suite. When the folder holds no file of the suite, the one test is aborted, which
     * shows as skipped.
     *
     * @param suite its name
     * @param check checks one case
     */
    public static Stream<DynamicTest> cases(String suite, GoldenCheck check) {
        assertThat(all()).as("declared suites").contains(suite);
        List<GoldenCase> cases = read(suite);
        if (cases.isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest(suite + ": not in the given folder", () -> {
                throw new TestAbortedException("no file of suite " + suite);
            }));
        }
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.id(), () -> check.check(c)));
    }

    /** The names of all suites. */
    static Set<String> all() {
        return BY_MODULE.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every suite file in the folder of the property, or nothing when it is not set: file name to suite name. */
    static Map<String, String> suitesInFolder() {
        Map<String, String> suites = new TreeMap<>();
        for (Path file : folderFiles()) {
            suites.put(file.getFileName().toString(), parse(file).path("suite").asText());
        }
        return suites;
    }

    private static List<GoldenCase> read(String suite) {
        List<GoldenCase> cases = new ArrayList<>();
        if (System.getProperty(FOLDER_PROPERTY) == null) {
            addCases(suite, resource(suite), cases);
            return cases;
        }
        for (Path file : folderFiles()) {
            JsonNode root = parse(file);
            if (root.path("suite").asText().equals(suite)) {
                addCases(suite, root, cases);
            }
        }
        return cases;
    }

    private static void addCases(String suite, JsonNode root, List<GoldenCase> into) {
        assertThat(root.path("suite").asText()).as("suite field").isEqualTo(suite);
        assertThat(root.path("cases")).as("cases of %s", suite).isNotEmpty();
        root.path("cases").forEach(c -> into.add(new GoldenCase(suite, root.path("tolerance"), c)));
    }

    private static List<Path> folderFiles() {
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not a golden suite", e);
        }
    }

    private static JsonNode resource(String suite) {
        String name = "/golden/" + suite + ".json";
        try (InputStream in = GoldenSuites.class.getResourceAsStream(name)) {
            assertThat(in).as("test resource %s", name).isNotNull();
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
