package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.IsotonicRegression.Options;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VennAbersTest {

    @Test
    void readsTwoIsotonicFitsByHand() {
        // Rows (1, 0) and (2, 1). At 1.5: with (1.5, 0) the fit there is 0, with (1.5, 1) it is 1. Merged for log loss:
        // 1/2.
        // Above 2: with a 0 it pools with the 1 to 1/2, with a 1 it is 1. Merged: 1 / (1 - 1/2 + 1) = 2/3.
        Sample sample = Sample.of(CalibrationSet.of(new double[] {1, 2}, new double[] {0, 1}, ScoreScale.MARGIN));
        StepMap map = VennAbers.fit(sample, VennAbers.Merge.LOG);

        assertThat(map.lower(1.5)).isZero();
        assertThat(map.upper(1.5)).isEqualTo(1.0);
        assertThat(map.at(1.5)).isEqualTo(0.5);
        assertThat(map.lower(3)).isEqualTo(0.5);
        assertThat(map.upper(3)).isEqualTo(1.0);
        assertThat(map.at(3)).isCloseTo(2.0 / 3, within(1e-15));
        // At 2 itself the added row ties with (2, 1): pooled 1/2 or 1.
        assertThat(map.lower(2)).isEqualTo(0.5);
        assertThat(map.upper(0)).isEqualTo(0.5);
        assertThat(map.lower(0)).isZero();
    }

    @Test
    void narrowsWithTheNumberOfRows() {
        double few = meanWidth(200);
        double many = meanWidth(20_000);

        assertThat(many).isLessThan(few / 4);
    }

    @Property(tries = 300)
    void agreesWithItsDefinition(
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll long seed,
            @ForAll boolean ties,
            @ForAll boolean weighted) {
        CalibrationSet set = TestData.logistic(n, seed, 0.8, 0.1, ties, weighted, ScoreScale.MARGIN);
        StepMap map = VennAbers.fit(Sample.of(set), VennAbers.Merge.LOG);
        for (double s : probes(set.scores())) {
            double p0 = augmented(set, s, 0);
            double p1 = augmented(set, s, 1);
            assertThat(map.lower(s)).as("p0 at %s", s).isCloseTo(p0, within(1e-12));
            assertThat(map.upper(s)).as("p1 at %s", s).isCloseTo(p1, within(1e-12));
            assertThat(map.at(s)).isCloseTo(p1 / (1 - p0 + p1), within(1e-12));
        }
    }

    @Property(tries = 100)
    void mergesFoldsByTheirDefinition(
            @ForAll @IntRange(min = 12, max = 60) int n, @ForAll long seed, @ForAll boolean ties) {
        CalibrationSet set = TestData.logistic(n, seed, 0.8, 0.1, ties, true, ScoreScale.MARGIN);
        Sample sample = Sample.of(set);
        StepMap merged = CrossVennAbers.fit(sample, 3, VennAbers.Merge.LOG);
        StepMap[] folds = new StepMap[3];
        for (int k = 0; k < 3; k++) {
            folds[k] = VennAbers.fit(sample.slice(n * k / 3, n * (k + 1) / 3), VennAbers.Merge.LOG);
        }
        for (double s : probes(set.scores())) {
            double positive = 1;
            double negative = 1;
            for (StepMap fold : folds) {
                positive *= Math.cbrt(fold.upper(s));
                negative *= Math.cbrt(1 - fold.lower(s));
            }
            assertThat(merged.at(s)).isCloseTo(positive / (positive + negative), within(1e-12));
            assertThat(merged.at(s)).isBetween(merged.lower(s), merged.upper(s));
        }
    }

    private static double meanWidth(int n) {
        Sample sample = Sample.of(TestData.logistic(n, 7, 1, 0, false, false, ScoreScale.LOG_ODDS));
        StepMap map = VennAbers.fit(sample, VennAbers.Merge.LOG);
        double sum = 0;
        for (int i = -50; i <= 50; i++) {
            sum += map.upper(i * 0.05) - map.lower(i * 0.05);
        }
        return sum / 101;
    }

    /** The isotonic fit of the rows and (s, label) at s. */
    private static double augmented(CalibrationSet set, double s, double label) {
        int n = set.size();
        double[] x = Arrays.copyOf(set.scores(), n + 1);
        double[] y = Arrays.copyOf(set.labels(), n + 1);
        double[] w = Arrays.copyOf(set.weights(), n + 1);
        x[n] = s;
        y[n] = label;
        w[n] = 1;
        return IsotonicRegression.fit(x, y, w, Options.DEFAULT).predict(s);
    }

    private static double[] probes(double[] scores) {
        double[] sorted = Arrays.stream(scores).sorted().distinct().toArray();
        double[] probes = new double[2 * sorted.length + 1];
        probes[0] = sorted[0] - 1;
        for (int i = 0; i < sorted.length; i++) {
            probes[2 * i + 1] = sorted[i];
            probes[2 * i + 2] = i + 1 < sorted.length ? 0.5 * (sorted[i] + sorted[i + 1]) : sorted[i] + 1;
        }
        return probes;
    }
}
