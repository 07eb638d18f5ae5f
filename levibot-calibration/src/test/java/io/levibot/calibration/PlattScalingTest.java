package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.ScoreScale;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlattScalingTest {

    /** Row 19 of the published figures: LIBSVM stops a little before the optimum. */
    @Test
    void row19LibsvmsThreePoints() {
        PlattScaling fit = PlattScaling.fit(new double[] {5, -4, 1}, new double[] {1, 0, 0}, null);

        assertThat(fit.a()).isCloseTo(-0.20261354, within(1e-5)).isCloseTo(-0.20261448961847559, within(1e-12));
        assertThat(fit.b()).isCloseTo(0.65236315, within(1e-5)).isCloseTo(0.6523666389984492, within(1e-12));
    }

    @Test
    void smoothsTheTargetsByHand() {
        // Two rows at scores 0 and 1: targets 1/3 and 2/3 are met exactly, so the log-odds go from -ln 2 to ln 2.
        PlattScaling fit = PlattScaling.fit(new double[] {0, 1}, new double[] {0, 1}, null);

        assertThat(fit.a()).isCloseTo(-2 * Math.log(2), within(1e-12));
        assertThat(fit.b()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void givesTheMeanTargetWhereTheScoreIsConstant() {
        // Three positives and two negatives: targets 4/5 and 1/4, mean (3 x 0.8 + 2 x 0.25) / 5 = 0.58.
        PlattScaling fit = PlattScaling.fit(new double[] {7, 7, 7, 7, 7}, new double[] {0, 1, 1, 0, 1}, null);

        assertThat(fit.slope()).isZero();
        assertThat(LogOdds.toProbability(fit.level())).isCloseTo(0.58, within(1e-15));
    }

    @Test
    void staysFiniteForOneClass() {
        PlattScaling fit = PlattScaling.fit(new double[] {1, 2, 3}, new double[] {0, 0, 0}, null);

        assertThat(LogOdds.toProbability(fit.level())).isCloseTo(1.0 / 5, within(1e-15));
        assertThat(fit.slope()).isZero();
    }

    @Property(tries = 100)
    void givesTheSameProbabilitiesInAnyUnit(
            @ForAll @IntRange(min = 20, max = 200) int n,
            @ForAll long seed,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double shift,
            @ForAll @IntRange(min = -30, max = 30) int power) {
        CalibrationSet set = TestData.logistic(n, seed, 0.7, 0.2, false, true, ScoreScale.MARGIN);
        double unit = Math.scalb(1.0, power);
        double[] moved =
                Arrays.stream(set.scores()).map(s -> (s + shift) * unit).toArray();
        PlattScaling fit = PlattScaling.fit(set.scores(), set.labels(), set.weights());
        PlattScaling other = PlattScaling.fit(moved, set.labels(), set.weights());
        for (int i = 0; i < n; i++) {
            assertThat(probability(other, moved[i])).isCloseTo(probability(fit, set.score(i)), within(1e-8));
        }
    }

    @Property(tries = 100)
    void takesAWeightForThatManyRows(@ForAll @IntRange(min = 2, max = 100) int n, @ForAll long seed) {
        CalibrationSet set = TestData.logistic(n, seed, 0.7, 0.2, true, true, ScoreScale.MARGIN);
        int rows = (int) Arrays.stream(set.weights()).sum();
        double[] scores = new double[rows];
        double[] labels = new double[rows];
        int row = 0;
        for (int i = 0; i < n; i++) {
            for (int copy = 0; copy < set.weight(i); copy++) {
                scores[row] = set.score(i);
                labels[row++] = set.label(i);
            }
        }
        PlattScaling weighted = PlattScaling.fit(set.scores(), set.labels(), set.weights());
        PlattScaling repeated = PlattScaling.fit(scores, labels, null);
        for (double score : scores) {
            assertThat(probability(repeated, score)).isCloseTo(probability(weighted, score), within(1e-10));
        }
    }

    private static double probability(PlattScaling fit, double score) {
        return LogOdds.toProbability(fit.level() + fit.slope() * (score - fit.centre()));
    }
}
