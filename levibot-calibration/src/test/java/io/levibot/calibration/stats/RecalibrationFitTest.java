package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RecalibrationFitTest {

    /** Two levels: the maximum reproduces both observed rates, so slope and intercept follow from their log-odds. */
    @Test
    void twoLevelsAreFittedExactly() {
        double[] p = new double[40];
        int[] y = new int[40];
        for (int i = 0; i < 40; i++) {
            p[i] = i < 20 ? 0.2 : 0.8;
            y[i] = i % 20 < (i < 20 ? 6 : 15) ? 1 : 0;
        }
        RecalibrationFit fit = RecalibrationFit.of(BinaryForecasts.of(p, y));
        double low = Math.log(0.3 / 0.7);
        double high = Math.log(0.75 / 0.25);
        double reach = 2 * Math.log(0.8 / 0.2);
        double slope = (high - low) / reach;
        // The delta method on two independent rates: variances 1/(n r (1-r)) of log-odds.
        double variance = 1 / (20 * 0.3 * 0.7) + 1 / (20 * 0.75 * 0.25);

        assertThat(fit.slope()).isCloseTo(slope, within(1e-10));
        assertThat(fit.intercept()).isCloseTo((low + high) / 2, within(1e-10));
        assertThat(fit.slopeStandardError()).isCloseTo(Math.sqrt(variance) / reach, within(1e-10));
        assertThat(fit.interceptStandardError()).isCloseTo(Math.sqrt(variance) / 2, within(1e-10));
    }

    @Property(tries = 50)
    void stretchingLogOddsDividesTheSlope(@ForAll @DoubleRange(min = 0.3, max = 3) double stretch) {
        BinaryForecasts sample = Simulated.timid(400, SplitMix64.stream(41, 0));
        double[] stretched = Arrays.stream(sample.probabilities())
                .map(p -> LogOdds.inverse(stretch * LogOdds.of(p)))
                .toArray();
        RecalibrationFit before = RecalibrationFit.of(sample);
        RecalibrationFit after = RecalibrationFit.of(BinaryForecasts.of(stretched, sample.outcomes()));

        assertThat(after.slope()).isCloseTo(before.slope() / stretch, within(1e-7));
        assertThat(after.intercept()).isCloseTo(before.intercept(), within(1e-7));
        assertThat(after.slopeStandardError()).isCloseTo(before.slopeStandardError() / stretch, within(1e-7));
    }

    @Test
    void shiftedForecastsShowInTheLarge() {
        BinaryForecasts sample = Simulated.uniform(4_000, SplitMix64.stream(42, 0));
        double[] shifted = Arrays.stream(sample.probabilities())
                .map(p -> LogOdds.inverse(LogOdds.of(p) + 0.7))
                .toArray();
        RecalibrationFit fit = RecalibrationFit.of(BinaryForecasts.of(shifted, sample.outcomes()));

        assertThat(fit.calibrationInTheLargeInterval(0.999).contains(-0.7)).isTrue();
        assertThat(fit.calibrationInTheLargeInterval(0.999).contains(0)).isFalse();
        assertThat(fit.slopeInterval(0.999).contains(1)).isTrue();
        assertThat(fit.interceptInterval(0.999).contains(-0.7)).isTrue();
        assertThat(fit.pValue()).isLessThan(1e-10);
    }

    @Test
    void certainForecastsStayFinite() {
        RecalibrationFit fit =
                RecalibrationFit.of(BinaryForecasts.of(new double[] {0, 0, 1, 1, 0, 1}, new int[] {0, 1, 1, 0, 0, 1}));

        assertThat(fit.slope()).isBetween(0.0, 0.1);
        assertThat(fit.pValue()).isLessThan(0.001);
    }

    @Test
    void separatedOutcomesHaveNoSlope() {
        RecalibrationFit fit =
                RecalibrationFit.of(BinaryForecasts.of(new double[] {0.1, 0.2, 0.7, 0.9}, new int[] {0, 0, 1, 1}));

        assertThat(fit.slope()).isNaN();
        assertThat(fit.slopeStandardError()).isNaN();
        assertThat(fit.pValue()).isNaN();
        assertThat(fit.calibrationInTheLarge()).isFinite();
    }

    @Test
    void equalForecastsHaveNoSlopeAndOneOutcomeHasNothing() {
        RecalibrationFit equal =
                RecalibrationFit.of(BinaryForecasts.of(new double[] {0.4, 0.4, 0.4}, new int[] {0, 1, 1}));
        RecalibrationFit single = RecalibrationFit.of(BinaryForecasts.of(new double[] {0.4, 0.6}, new int[] {1, 1}));

        assertThat(equal.slope()).isNaN();
        assertThat(equal.calibrationInTheLarge()).isCloseTo(Math.log(2) - Math.log(0.4 / 0.6), within(1e-12));
        assertThat(single.calibrationInTheLarge()).isNaN();
        assertThat(single.slope()).isNaN();
    }
}
