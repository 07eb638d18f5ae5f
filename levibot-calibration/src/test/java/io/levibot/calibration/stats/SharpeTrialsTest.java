package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharpeTrialsTest {

    @Test
    void maximumOfTwoAndThreeNormalsHasItsClosedForm() {
        double mean2 = 1 / Math.sqrt(Math.PI);
        assertThat(SharpeTrials.exactExpectedMaximumOfNormals(2)).isCloseTo(mean2, within(1e-13));
        assertThat(SharpeTrials.exactVarianceOfMaximumOfNormals(2)).isCloseTo(1 - 1 / Math.PI, within(1e-13));
        assertThat(SharpeTrials.exactExpectedMaximumOfNormals(3)).isCloseTo(1.5 * mean2, within(1e-13));
    }

    @Test
    void maximumOfHundredNormalsAgreesWithPlainSummation() {
        double mean = 0;
        double square = 0;
        double step = 1e-3;
        double below = 0;
        for (int i = -9000; i < 9000; i++) {
            double x = (i + 0.5) * step;
            // The distribution function summed from its density, half a cell short of the midpoint's own.
            double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * step;
            double mass = Math.pow(below + density, 100) - Math.pow(below, 100);
            mean += x * mass;
            square += x * x * mass;
            below += density;
        }
        assertThat(SharpeTrials.exactExpectedMaximumOfNormals(100)).isCloseTo(mean, within(1e-6));
        assertThat(SharpeTrials.exactVarianceOfMaximumOfNormals(100)).isCloseTo(square - mean * mean, within(1e-6));
    }

    @Test
    void oneTrialExpectsNoLuck() {
        assertThat(new SharpeTrials(1, 0.3).expectedMaximum()).isZero();
        assertThat(SharpeTrials.exactVarianceOfMaximumOfNormals(1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void expectedMaximumRisesWithTrialsAndSpread() {
        double previous = -1;
        for (double trials = 1; trials < 1e6; trials *= 1.3) {
            double next = new SharpeTrials(trials, 1).expectedMaximum();
            assertThat(next).isGreaterThanOrEqualTo(previous);
            previous = next;
        }
        assertThat(new SharpeTrials(50, 2).expectedMaximum()).isEqualTo(2 * new SharpeTrials(50, 1).expectedMaximum());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0, -3, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesTrialsBelowOneOrNotFinite(double trials) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SharpeTrials(trials, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SharpeTrials.minimumBacktestYears(trials, 1));
    }
}
