package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.DataException;
import io.levibot.calibration.IsotonicRegression.Direction;
import io.levibot.calibration.IsotonicRegression.Options;
import io.levibot.calibration.IsotonicRegression.OutOfBounds;
import io.levibot.calibration.IsotonicRegression.Shape;
import org.junit.jupiter.api.Test;

class IsotonicRegressionTest {
    private static final Options CENTRED = Options.DEFAULT.withShape(Shape.CENTRED);

    @Test
    void poolsAdjacentViolatorsByHand() {
        // 0 | 1 0 0 1 | 1: the labels 1 0 0 pool to 1/3; the next 1 does not violate.
        IsotonicRegression fit =
                IsotonicRegression.fit(new double[] {1, 2, 3, 4, 5, 6}, new double[] {0, 1, 0, 0, 1, 1});

        assertThat(fit.thresholdsX()).containsExactly(1, 2, 4, 5, 6);
        assertThat(fit.thresholdsY()).containsExactly(0, 1.0 / 3, 1.0 / 3, 1, 1);
        assertThat(fit.predict(3.3)).isEqualTo(1.0 / 3);
        assertThat(fit.predict(4.5)).isCloseTo(2.0 / 3, within(1e-15));
    }

    @Test
    void centresNeighboursOfEqualMeanAsOneBlock() {
        // The second and third pool to 1/2, which is what the first has: one block around 2.
        IsotonicRegression fit =
                IsotonicRegression.fit(new double[] {1, 2, 3, 5}, new double[] {0.5, 0.75, 0.25, 1}, null, CENTRED);

        assertThat(fit.thresholdsX()).containsExactly(1, 2, 5);
        assertThat(fit.predict(3)).isCloseTo(0.5 + 0.5 / 3, within(1e-15));
    }

    @Test
    void centresBlocksByHand() {
        // The block {2, 3, 4} of mean 1/3 becomes the point (3, 1/3); the weight moves it to (2.5, ...) when 2 weighs
        // double.
        IsotonicRegression equal =
                IsotonicRegression.fit(new double[] {1, 2, 3, 4, 5}, new double[] {0, 1, 0, 0, 1}, null, CENTRED);
        IsotonicRegression weighted = IsotonicRegression.fit(
                new double[] {1, 2, 3, 4, 5}, new double[] {0, 1, 0, 0, 1}, new double[] {1, 4, 2, 2, 1}, CENTRED);

        assertThat(equal.thresholdsX()).containsExactly(1, 3, 5);
        assertThat(equal.thresholdsY()).containsExactly(0, 1.0 / 3, 1);
        assertThat(equal.predict(4)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(weighted.thresholdsX()).containsExactly(1, 22.0 / 8, 5);
        assertThat(weighted.thresholdsY()).containsExactly(0, 0.5, 1);
    }

    @Test
    void keepsCentredFitFlatToTheEndsOfTheDomain() {
        IsotonicRegression fit =
                IsotonicRegression.fit(new double[] {1, 2, 3, 4}, new double[] {1, 0, 3, 2}, null, CENTRED);

        assertThat(fit.thresholdsX()).containsExactly(1, 1.5, 3.5, 4);
        assertThat(fit.thresholdsY()).containsExactly(0.5, 0.5, 2.5, 2.5);
    }

    @Test
    void letsWeightsDecideTheDirection() {
        double[] x = {1, 2, 3, 4};
        double[] y = {1, 2, 3, 0};
        Options auto = Options.DEFAULT.withDirection(Direction.AUTO);

        assertThat(IsotonicRegression.fit(x, y, null, auto).direction()).isEqualTo(Direction.DECREASING);
        assertThat(IsotonicRegression.fit(x, y, new double[] {9, 9, 9, 1}, auto).direction())
                .isEqualTo(Direction.INCREASING);
    }

    @Test
    void takesConstantForIncreasing() {
        Options auto = Options.DEFAULT.withDirection(Direction.AUTO);

        IsotonicRegression fit = IsotonicRegression.fit(new double[] {1, 2}, new double[] {5, 5}, null, auto);

        assertThat(fit.direction()).isEqualTo(Direction.INCREASING);
        assertThat(fit.predict(1.5)).isEqualTo(5);
    }

    @Test
    void takesNeighboursForOnePointWhateverTheirLabels() {
        double near = 0.1 + 5e-16;
        for (double[] labels : new double[][] {{0, 1, 1}, {1, 0, 1}}) {
            IsotonicRegression fit = IsotonicRegression.fit(new double[] {0.1, near, 0.3}, labels);
            IsotonicRegression weighted = IsotonicRegression.fit(
                    new double[] {0.1, near, 0.3}, labels, new double[] {2, 2, 1}, Options.DEFAULT);

            assertThat(fit.thresholdsX()).containsExactly(0.1, 0.3);
            assertThat(fit.thresholdsY()).containsExactly(0.5, 1.0);
            assertThat(weighted.thresholdsX()).containsExactly(0.1, 0.3);
            assertThat(weighted.thresholdsY()).containsExactly(0.5, 1.0);
        }
    }

    @Test
    void answersNaNWithNaN() {
        for (OutOfBounds rule : OutOfBounds.values()) {
            IsotonicRegression fit = IsotonicRegression.fit(
                    new double[] {1, 2}, new double[] {0, 1}, null, Options.DEFAULT.withOutOfBounds(rule));
            assertThat(fit.predict(Double.NaN)).isNaN();
        }
    }

    @Test
    void refusesScoreOutsideTheFitWhenToldTo() {
        IsotonicRegression fit = IsotonicRegression.fit(
                new double[] {1, 2}, new double[] {0, 1}, null, Options.DEFAULT.withOutOfBounds(OutOfBounds.ERROR));

        assertThat(fit.predict(2.0)).isEqualTo(1.0);
        assertThatThrownBy(() -> fit.predict(2.5))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2.5")
                .hasMessageContaining("[1.0, 2.0]");
    }

    @Test
    void refusesInputThatIsNoData() {
        double[] one = {1};
        assertRefused(new double[0], new double[0], null, "0 positions");
        assertRefused(one, new double[2], null, "1 positions, 2 values");
        assertRefused(one, one, new double[2], "2 weights");
        assertRefused(new double[] {Double.NaN}, one, null, "row 0");
        assertRefused(new double[] {1, Double.POSITIVE_INFINITY}, new double[2], null, "row 1");
        assertRefused(one, new double[] {Double.NEGATIVE_INFINITY}, null, "row 0");
        assertRefused(one, one, new double[] {-1}, "weight -1.0");
        assertRefused(one, one, new double[] {Double.NaN}, "weight NaN");
        assertRefused(one, one, new double[] {0}, "every weight is 0");
        assertThatThrownBy(() -> Options.DEFAULT.withBounds(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Options.DEFAULT.withBounds(Double.NaN, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesNoArgument() {
        double[] x = {3, 1, 2, -0.0};
        double[] y = {0, 1, 0, 1};
        double[] w = {1, 0, 2, 1};

        IsotonicRegression.fit(x, y, w, Options.DEFAULT.withDirection(Direction.DECREASING));

        assertThat(x).containsExactly(3, 1, 2, -0.0);
        assertThat(y).containsExactly(0, 1, 0, 1);
        assertThat(w).containsExactly(1, 0, 2, 1);
    }

    @Test
    void survivesScoresAtTheEdgeOfTheDoubles() {
        double max = Double.MAX_VALUE;
        IsotonicRegression fit =
                IsotonicRegression.fit(new double[] {-max, max, 0}, new double[] {0, 1, 0.5}, null, Options.DEFAULT);

        assertThat(fit.predict(-max)).isEqualTo(0.0);
        assertThat(fit.predict(0)).isEqualTo(0.5);
        assertThat(fit.predict(max / 2)).isBetween(0.5, 1.0);
        assertThat(fit.predict(Double.POSITIVE_INFINITY)).isEqualTo(1.0);
    }

    private static void assertRefused(double[] x, double[] y, double[] w, String message) {
        assertThatThrownBy(() -> IsotonicRegression.fit(x, y, w, Options.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
