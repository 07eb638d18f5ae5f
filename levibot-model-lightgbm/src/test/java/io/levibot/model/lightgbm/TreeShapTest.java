package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeShapTest {
    private static final double TOLERANCE = 1e-9;
    private static final int ROWS = 300;

    /**
     * Tree 0 of the hand model: 10 of 20 rows go left to 0.25, of the other 10 half get -0.5 and half 1. Without a, b: expected
     * 0.25/2 + (-0.5 + 1)/4 = 0.25. For row (2, 3) the game is worth v() = 0.25, v(a) = 0.25, v(b) = 0.125 + 0.5 = 0.625, v(ab) = 1, so
     * a gets (0 + 0.375)/2 and b (0.375 + 0.75)/2. Tree 1 gives b alone -0.25 less its mean -0.0625.
     */
    @Test
    void splitsARowWorkedByHand() {
        double[] shares = new double[3];
        model(HandModel.BINARY).explainer().contributions(new double[] {2, 3}, 0, shares, 0);
        assertThat(shares[0]).isEqualTo(0.1875, within(1e-15));
        assertThat(shares[1]).isEqualTo(0.5625 - 0.1875, within(1e-15));
        assertThat(shares[2]).isEqualTo(0.25 - 0.0625, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(NativeModels.class)
    void equalsNativeAndAddsUpToTheRawScore(NativeModels kind) {
        assumeTrue(kind != NativeModels.LINEAR, "LightGBM has no contributions for linear trees");
        String text = kind.train();
        LightGbmModel model = model(text);
        double[] rows = AdversarialRows.of(model, ROWS, kind.ordinal());
        LightGbmExplainer explainer = model.explainer();
        LightGbmScorer scorer = model.scorer();
        int width = model.featureCount() + 1;
        int outputs = model.classCount() * width;
        double[] shares = new double[outputs];
        double[] raw = new double[model.classCount()];
        try (NativeBooster booster = NativeBooster.load(text)) {
            double[] expected = booster.predictContrib(rows, ROWS);
            for (int i = 0; i < ROWS; i++) {
                explainer.contributions(rows, i * model.featureCount(), shares, 0);
                scorer.raw(rows, i * model.featureCount(), raw, 0);
                for (int k = 0; k < raw.length; k++) {
                    double sum = 0;
                    for (int j = k * width; j < (k + 1) * width; j++) {
                        assertThat(shares[j])
                                .as("share %d of row %d", j, i)
                                .isEqualTo(expected[i * outputs + j], within(TOLERANCE));
                        sum += shares[j];
                    }
                    assertThat(sum).as("sum of row %d", i).isEqualTo(raw[k], within(TOLERANCE));
                }
            }
        }
    }

    @Test
    void refusesModelsWithoutContributions() {
        LightGbmModel linear = model(NativeModels.LINEAR.train());
        assertThat(linear.explainable()).isFalse();
        assertThatThrownBy(linear::explainer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("linear");
        LightGbmModel uncounted = model(HandModel.BINARY.replaceAll("leaf_count=.*\n", ""));
        assertThat(uncounted.explainable()).isFalse();
    }

    @Test
    void givesNothingToLeavesThatNoTrainingRowReached() {
        String text = HandModel.BINARY.replace("leaf_count=10 5 5", "leaf_count=10 10 0");
        double[] shares = new double[3];
        model(text).explainer().contributions(new double[] {2, -3}, 0, shares, 0);
        assertThat(shares).doesNotContain(Double.NaN);
        assertThat(shares[0] + shares[1] + shares[2]).isEqualTo(-0.375, within(1e-12));
    }

    @Test
    void refusesArraysThatAreTooShort() {
        LightGbmExplainer explainer = model(HandModel.BINARY).explainer();
        assertThatThrownBy(() -> explainer.contributions(new double[2], 0, new double[2], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> explainer.contributions(new double[2], 1, new double[3], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static LightGbmModel model(String text) {
        return new LightGbmModelReader().read(text.getBytes(StandardCharsets.UTF_8));
    }
}
