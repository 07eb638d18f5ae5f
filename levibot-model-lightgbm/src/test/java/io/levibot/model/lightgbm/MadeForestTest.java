package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares all scorers with the definitions, on forests that LightGBM itself would never grow. */
class MadeForestTest {
    private static final int ROWS = 40;

    private static LightGbmModel model(MadeForest forest) {
        return new LightGbmModelReader().read(forest.text().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 400)
    void everyScorerGivesTheBitsOfThePlainTreeWalk(@ForAll long seed) {
        MadeForest forest = new MadeForest(seed);
        LightGbmModel model = model(forest);
        double[] rows = AdversarialRows.of(model, ROWS, seed);
        double[] actual = new double[forest.classes];
        for (LightGbmScorer scorer : List.of(model.scorer(Backend.FLAT), model.scorer(Backend.QUANTISED))) {
            for (int i = 0; i < ROWS; i++) {
                double[] row = Arrays.copyOfRange(rows, i * forest.features, (i + 1) * forest.features);
                scorer.raw(row, 0, actual, 0);
                assertThat(bits(actual))
                        .as("%s, row %s", scorer.backend(), Arrays.toString(row))
                        .containsExactly(bits(forest.raw(row)));
            }
        }
    }

    @Property(tries = 120)
    void contributionsAreTheShapleyValuesOfEveryCoalition(@ForAll long seed) {
        MadeForest forest = new MadeForest(seed);
        LightGbmModel model = model(forest);
        assertThat(model.explainable()).isEqualTo(forest.counted());
        if (!model.explainable()) {
            return;
        }
        LightGbmExplainer explainer = model.explainer();
        double[] rows = AdversarialRows.of(model, 4, seed);
        double[] actual = new double[forest.classes * (forest.features + 1)];
        for (int i = 0; i < 4; i++) {
            double[] row = Arrays.copyOfRange(rows, i * forest.features, (i + 1) * forest.features);
            explainer.contributions(row, 0, actual, 0);
            assertThat(actual).containsExactly(forest.shapley(row), within(1e-12));
            addUp(forest, actual, forest.raw(row));
        }
    }

    private static void addUp(MadeForest forest, double[] shares, double[] raw) {
        int width = forest.features + 1;
        for (int k = 0; k < forest.classes; k++) {
            double sum = Arrays.stream(shares, k * width, (k + 1) * width).sum();
            assertThat(sum).isEqualTo(raw[k], within(1e-12 * (1 + Math.abs(raw[k]))));
        }
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }
}
