package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PerfectModelTest {

    private static final int SAMPLES = 300;
    private static final int DRAWS = 99;

    /** 6 %, and the two standard deviations that chance allows 300 samples around 5 %. */
    private static final double MOST_REJECTED = 0.06 + 2 * 0.0126;

    @ParameterizedTest
    @EnumSource(
            names = {
                "ECE_EQUAL_WIDTH_10",
                "ECE_EQUAL_MASS_15",
                "DEBIASED_L2_EQUAL_MASS_15",
                "ECCE_RANGE",
                "MISCALIBRATION",
                "BRIER"
            })
    void pValuesOfPerfectModelsAreUniform(CalibrationMeasure measure) {
        double[] pValues = new double[SAMPLES];
        double[] even = new double[SAMPLES];
        int rejected = 0;
        for (int i = 0; i < SAMPLES; i++) {
            BinaryForecasts sample = Simulated.timid(120, SplitMix64.stream(11, i));
            pValues[i] = new PerfectModel(sample, DRAWS, i)
                    .distribution(measure, Runnable::run)
                    .upperPValue();
            even[i] = (i + 0.5) / SAMPLES;
            rejected += pValues[i] <= 0.05 ? 1 : 0;
        }

        // The debiased error has a mass at 0, whose p-value is 1 by definition: only the small ones can be uniform
        // there.
        if (measure != CalibrationMeasure.DEBIASED_L2_EQUAL_MASS_15) {
            assertThat(KolmogorovSmirnov.test(pValues, even).pValue()).isGreaterThan(0.01);
        }
        assertThat(rejected / (double) SAMPLES).isLessThanOrEqualTo(MOST_REJECTED);
    }

    @Test
    void asymptoticPValuesOfPerfectModelsDoNotRejectTooOften() {
        int rejectedByRange = 0;
        int rejectedByDeviation = 0;
        int rejectedBySpiegelhalter = 0;
        int rejectedByLikelihood = 0;
        for (int i = 0; i < 1_000; i++) {
            BinaryForecasts sample = Simulated.uniform(300, SplitMix64.stream(12, i));
            CumulativeCalibration cumulative = CumulativeCalibration.of(sample);
            rejectedByRange += cumulative.rangePValue() <= 0.05 ? 1 : 0;
            rejectedByDeviation += cumulative.maximumDeviationPValue() <= 0.05 ? 1 : 0;
            rejectedBySpiegelhalter += SpiegelhalterTest.of(sample).pValue() <= 0.05 ? 1 : 0;
            rejectedByLikelihood += RecalibrationFit.of(sample).pValue() <= 0.05 ? 1 : 0;
        }

        // 5 % and two standard deviations of 0.7 % each.
        assertThat(rejectedByRange / 1_000.0).isLessThanOrEqualTo(0.064);
        assertThat(rejectedByDeviation / 1_000.0).isLessThanOrEqualTo(0.064);
        assertThat(rejectedBySpiegelhalter / 1_000.0).isBetween(0.036, 0.064);
        assertThat(rejectedByLikelihood / 1_000.0).isBetween(0.036, 0.068);
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 200, 0.070, 0.100, 0.885",
        "uniform, 500, 0.044, 0.064, 0.289",
        "uniform, 1000, 0.032, 0.045, 0.013",
        "timid, 200, 0.055, 0.093, 0.564",
        "timid, 500, 0.035, 0.060, 0.137",
        "timid, 1000, 0.025, 0.042, 0.010"
    })
    void expectedErrorOfAPerfectModelIsWhatThePlanSays(
            String shape, int n, double mean, double highest, double aboveLimit) {
        Function<SplitMix64, BinaryForecasts> sample =
                random -> shape.equals("uniform") ? Simulated.uniform(n, random) : Simulated.timid(n, random);
        double[] errors = new double[2_000];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = CalibrationErrors.expectedEqualWidth(sample.apply(SplitMix64.stream(13, i)), 10);
        }
        NullDistribution perfect = NullDistribution.of(0.05, errors);

        assertThat(perfect.mean()).isCloseTo(mean, within(0.0015));
        assertThat(perfect.quantile(0.95)).isCloseTo(highest, within(0.0025));
        assertThat(perfect.shareAbove(0.05)).isCloseTo(aboveLimit, within(0.035));
    }

    @Test
    void drawsKeepTheForecastsAndChangeTheOutcomes() {
        BinaryForecasts forecasts = Simulated.uniform(500, SplitMix64.stream(14, 0));
        NullDistribution rate =
                new PerfectModel(forecasts, 500, 1).distribution(BinaryForecasts::baseRate, Runnable::run);
        NullDistribution levels =
                new PerfectModel(forecasts, 20, 1).distribution(BinaryForecasts::distinct, Runnable::run);
        double meanForecast = 0;
        for (int row = 0; row < 500; row++) {
            meanForecast += forecasts.probability(row) / 500;
        }

        assertThat(rate.mean()).isCloseTo(meanForecast, within(0.003));
        assertThat(rate.quantile(0)).isLessThan(rate.quantile(1));
        assertThat(levels.quantile(0)).isEqualTo(levels.quantile(1));
    }

    @Test
    void pValuesCountTheSampleItself() {
        NullDistribution distribution = NullDistribution.of(3, new double[] {1, 2, 3, 4, Double.NaN});

        assertThat(distribution.size()).isEqualTo(4);
        assertThat(distribution.upperPValue()).isEqualTo(3.0 / 5);
        assertThat(distribution.lowerPValue()).isEqualTo(4.0 / 5);
        assertThat(distribution.twoSidedPValue()).isEqualTo(1);
        assertThat(distribution.shareAbove(2)).isEqualTo(0.5);
        assertThat(NullDistribution.of(Double.NaN, new double[] {1}).upperPValue())
                .isNaN();
        assertThat(NullDistribution.of(9, new double[9]).upperPValue()).isEqualTo(0.1);
    }

    @Test
    void refusesWeights() {
        BinaryForecasts weighted =
                BinaryForecasts.weighted(new double[] {0.5, 0.5}, new int[] {0, 1}, new double[] {1, 2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerfectModel(weighted, 10, 1))
                .withMessageContaining("row 1");
    }
}
