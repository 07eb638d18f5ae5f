package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Scores models that others published and compares with what native LightGBM 4.3.0 gave: one test per folder of the directory
 * in the system property {@code levibot.models.dir}.
 */
class ModelCorpusTest {
    /**
     * The kinds of whole, valid files that the reader refuses: v2 random forests with a converting objective, whose meaning
     * changed between libraries. A refusal of any other kind fails the test.
     */
    private static final Set<Kind> ACCEPTED_REFUSALS = EnumSet.of(Kind.AMBIGUOUS_FOREST);

    private static final double LINEAR_TOLERANCE = 1e-12;
    private static final long OUTPUT_ULPS = 2;

    @TestFactory
    Stream<DynamicTest> scoresEveryPublishedModelLikeNative() throws IOException {
        Path directory = Path.of(System.getProperty("levibot.models.dir", "../../shared/data/models"));
        assumeTrue(
                Files.isDirectory(directory),
                () -> "skipped: no model corpus at "
                        + directory.toAbsolutePath().normalize() + "; set -Dlevibot.models.dir to run");
        List<CorpusFolder> folders;
        try (Stream<Path> paths = Files.list(directory)) {
            folders = paths.sorted()
                    .map(CorpusFolder::new)
                    .filter(folder -> folder.has("model.txt"))
                    .toList();
        }
        assertThat(folders).as("model folders in " + directory).isNotEmpty();
        return folders.stream().map(folder -> DynamicTest.dynamicTest(folder.name(), () -> compare(folder)));
    }

    private static void compare(CorpusFolder folder) {
        LightGbmModel model;
        try {
            model = new LightGbmModelReader().read(folder.model());
        } catch (LightGbmFormatException refused) {
            assertThat(refused.kind()).as(refused.getMessage()).isIn(ACCEPTED_REFUSALS);
            return;
        }
        double[][] rows = folder.table("input.csv");
        double[][] raw = folder.table("expected_raw.csv");
        double[][] converted = folder.table("expected.csv");
        double[][] leaves = folder.has("expected_leaf.csv") ? folder.table("expected_leaf.csv") : new double[0][];
        assertThat(rows.length).isPositive().isEqualTo(raw.length).isEqualTo(converted.length);
        LightGbmScorer scorer = model.scorer();
        for (int i = 0; i < rows.length; i++) {
            compareRaw(model, scorer, rows[i], raw[i], i);
            compareConverted(model, scorer, rows[i], converted[i], i);
            if (leaves.length > 0) {
                compareLeaves(model, scorer, rows[i], leaves[i], i);
            }
        }
    }

    private static void compareRaw(LightGbmModel model, LightGbmScorer scorer, double[] row, double[] expected, int i) {
        double[] scores = new double[model.classCount()];
        scorer.raw(row, 0, scores, 0);
        if (model.linear()) {
            compareRelative("raw score", scores, expected, i);
        } else {
            assertThat(scores).as("raw scores of row %d", i).containsExactly(expected);
        }
    }

    private static void compareConverted(
            LightGbmModel model, LightGbmScorer scorer, double[] row, double[] expected, int i) {
        double[] outputs = new double[model.classCount()];
        scorer.predict(row, 0, outputs, 0);
        if (model.linear()) {
            compareRelative("output", outputs, expected, i);
            return;
        }
        for (int k = 0; k < outputs.length; k++) {
            assertThat(Ulps.between(outputs[k], expected[k]))
                    .as("ulps between output %d of row %d, %s, and native's %s", k, i, outputs[k], expected[k])
                    .isLessThanOrEqualTo(OUTPUT_ULPS);
        }
    }

    private static void compareRelative(String what, double[] actual, double[] expected, int i) {
        for (int k = 0; k < actual.length; k++) {
            boolean same = Double.compare(actual[k], expected[k]) == 0;
            double error = Math.abs(actual[k] - expected[k]);
            assertThat(same || error <= LINEAR_TOLERANCE * Math.abs(expected[k]))
                    .as("%s %d of row %d is %s, native's is %s", what, k, i, actual[k], expected[k])
                    .isTrue();
        }
    }

    private static void compareLeaves(
            LightGbmModel model, LightGbmScorer scorer, double[] row, double[] expected, int i) {
        int[] leaves = new int[model.treeCount()];
        scorer.leaves(row, 0, leaves, 0);
        for (int tree = 0; tree < expected.length; tree++) {
            assertThat(leaves[tree]).as("leaf of tree %d, row %d", tree, i).isEqualTo((int) expected[tree]);
        }
    }
}
