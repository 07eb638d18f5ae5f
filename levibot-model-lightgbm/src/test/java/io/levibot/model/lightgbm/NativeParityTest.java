package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares both Java scorers with native LightGBM, which trains the models, on rows made to find a difference. */
class NativeParityTest {
    private static final int ROWS = 1500;
    private static final double LINEAR_TOLERANCE = 1e-12;
    private static final long OUTPUT_ULPS = 2;

    @ParameterizedTest
    @EnumSource(NativeModels.class)
    void scoresEveryKindOfModelLikeNative(NativeModels kind) {
        compare(kind.train(), kind.ordinal());
    }

    /** The objective line alone decides the conversion, so one model serves for objectives that need other data to train. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lambdarank",
                "rank_xendcg",
                "custom",
                "none",
                "xentropy",
                "xentlambda",
                "mse",
                "mae",
                "huber sqrt",
                "fair sqrt",
                "poisson sqrt",
                "binary sigmoid:0.1",
                "binary sigmoid:1.23457",
                "binary sigmoid:1e-05"
            })
    void convertsByTheObjectiveLineLikeNative(String objective) {
        String text = NativeModels.BINARY.train();
        compare(text.replaceFirst("\nobjective=[^\n]*\n", "\nobjective=" + objective + "\n"), 77);
    }

    private static void compare(String text, long seed) {
        LightGbmModel model = new LightGbmModelReader().read(text.getBytes(StandardCharsets.UTF_8));
        double[] rows = AdversarialRows.of(model, ROWS, seed);
        List<LightGbmScorer> scorers = new ArrayList<>(List.of(model.scorer(Backend.FLAT)));
        if (!model.linear()) {
            scorers.add(model.scorer(Backend.QUANTISED));
        }
        try (NativeBooster booster = NativeBooster.load(text)) {
            double[] raw = booster.predictRaw(rows, ROWS);
            double[] outputs = booster.predict(rows, ROWS);
            double[] leaves = booster.predictLeaf(rows, ROWS);
            for (LightGbmScorer scorer : scorers) {
                compare(scorer, rows, raw, outputs, leaves);
            }
        }
    }

    private static void compare(LightGbmScorer scorer, double[] rows, double[] raw, double[] outputs, double[] leaves) {
        LightGbmModel model = scorer.model();
        int width = model.featureCount();
        int classes = model.classCount();
        double[] score = new double[classes];
        int[] leaf = new int[model.treeCount()];
        for (int i = 0; i < ROWS; i++) {
            scorer.raw(rows, i * width, score, 0);
            for (int k = 0; k < classes; k++) {
                double expected = raw[i * classes + k];
                assertThat(Double.compare(score[k], expected) == 0 || (model.linear() && close(score[k], expected)))
                        .as("%s raw score %d of row %d: %s, native %s", scorer.backend(), k, i, score[k], expected)
                        .isTrue();
            }
            scorer.predict(rows, i * width, score, 0);
            for (int k = 0; k < classes; k++) {
                double expected = outputs[i * classes + k];
                assertThat(Ulps.between(score[k], expected) <= OUTPUT_ULPS
                                || (model.linear() && close(score[k], expected)))
                        .as("%s output %d of row %d: %s, native %s", scorer.backend(), k, i, score[k], expected)
                        .isTrue();
            }
            scorer.leaves(rows, i * width, leaf, 0);
            for (int tree = 0; tree < leaf.length; tree++) {
                assertThat((double) leaf[tree])
                        .as("leaf of tree %d, row %d", tree, i)
                        .isEqualTo(leaves[i * leaf.length + tree]);
            }
        }
    }

    private static boolean close(double actual, double expected) {
        return Math.abs(actual - expected) <= LINEAR_TOLERANCE * Math.abs(expected);
    }
}
