package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryForecastsTest {

    @Test
    void countsRowsWeightsAndDistinctProbabilities() {
        BinaryForecasts forecasts = BinaryForecasts.weighted(
                new double[] {0.5, 0.2, 0.5, 0.9}, new int[] {1, 0, 0, 1}, new double[] {1, 2, 3, 0});

        assertThat(forecasts.rows()).isEqualTo(4);
        assertThat(forecasts.total()).isEqualTo(6);
        assertThat(forecasts.positives()).isEqualTo(1);
        assertThat(forecasts.baseRate()).isEqualTo(1.0 / 6);
        assertThat(forecasts.distinct()).isEqualTo(2);
        assertThat(forecasts.hasBothOutcomes()).isTrue();
    }

    @Test
    void doesNotSeeLaterChangesOfTheArrays() {
        double[] probability = {0.25, 0.75};
        int[] outcome = {0, 1};
        BinaryForecasts forecasts = BinaryForecasts.of(probability, outcome);
        probability[0] = 1;
        outcome[0] = 1;

        assertThat(forecasts.baseRate()).isEqualTo(0.5);
        assertThat(ProbabilityScores.brier(forecasts)).isEqualTo(0.0625);
        assertThat(forecasts.outcome(0)).isZero();
    }

    @Test
    void takesNegativeZeroForZero() {
        assertThat(BinaryForecasts.of(new double[] {-0.0, 0.0}, new int[] {0, 1})
                        .distinct())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-300, 1.0000000000000002, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoProbability(double probability) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryForecasts.of(new double[] {0.5, probability}, new int[] {0, 1}))
                .withMessageContaining("probability[1]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoWeight(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BinaryForecasts.weighted(new double[] {0.5, 0.5}, new int[] {0, 1}, new double[] {1, weight}))
                .withMessageContaining("weight[1]");
    }

    @Test
    void refusesEmptyMismatchedForeignLabelsAndNoWeight() {
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryForecasts.of(new double[0], new int[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryForecasts.of(new double[] {0.1}, new int[] {0, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryForecasts.of(new double[] {0.1}, new int[] {-1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryForecasts.weighted(new double[] {0.1}, new int[] {1}, new double[] {0}));
    }
}
