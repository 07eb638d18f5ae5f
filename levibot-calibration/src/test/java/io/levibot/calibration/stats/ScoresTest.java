package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {

    private final BinaryForecasts forecasts =
            BinaryForecasts.of(new double[] {0.2, 0.5, 0.8, 0.8}, new int[] {0, 1, 1, 0});

    @Test
    void handWorkedScores() {
        double brier = (0.04 + 0.25 + 0.04 + 0.64) / 4;
        assertThat(ProbabilityScores.brier(forecasts)).isCloseTo(brier, within(1e-15));
        assertThat(ProbabilityScores.brierSkill(forecasts)).isCloseTo(1 - brier / 0.25, within(1e-15));
        assertThat(ProbabilityScores.logLoss(forecasts))
                .isCloseTo(-(Math.log(0.8) + Math.log(0.5) + Math.log(0.8) + Math.log(0.2)) / 4, within(1e-15));
        assertThat(ProbabilityScores.baseRateLogLoss(forecasts)).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void oneOutcomeHasNoSkillButALoss() {
        BinaryForecasts single = BinaryForecasts.of(new double[] {0.9, 0.8}, new int[] {1, 1});
        assertThat(ProbabilityScores.brierSkill(single)).isNaN();
        assertThat(ProbabilityScores.baseRateLogLoss(single)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> RocCurve.of(single));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, -1, Double.NaN})
    void refusesClipOutsideItsRange(double clip) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProbabilityScores.logLoss(forecasts, clip));
    }

    /** Positives .5 and .8, negatives .2 and .8: wins 1, 0 and 1, one half. Variances by hand from the placements. */
    @Test
    void handWorkedAreaAndVariance() {
        RocCurve curve = RocCurve.of(forecasts);
        // Placements of positives: 1/2, 3/4; of negatives: 1, 1/4; deviations from .625 squared.
        double positives = 2 * 0.125 * 0.125;
        double negatives = 2 * 0.375 * 0.375;

        assertThat(curve.auc()).isEqualTo(0.625);
        assertThat(curve.variance()).isCloseTo(positives / 2 + negatives / 2, within(1e-15));
        // From the top: both of .8 (one hit of two), then .5 (two hits of three).
        assertThat(curve.averagePrecision()).isCloseTo(0.5 * 0.5 + 0.5 * 2 / 3, within(1e-15));
        assertThat(curve.interval(0.95).lower()).isZero();
        assertThat(curve.interval(0.95).upper()).isEqualTo(1);
    }

    @Test
    void oneOfEachOutcomeHasNoVariance() {
        RocCurve curve = RocCurve.of(new double[] {1, 2}, new int[] {0, 1});
        assertThat(curve.variance()).isNaN();
        assertThat(curve.interval(0.9).lower()).isNaN();
    }

    @Test
    void sameScoresCannotBeTold() {
        double[] score = {3, 1, 2, 5};
        DeLongTest same = DeLongTest.compare(score, score, new int[] {0, 1, 0, 1});
        assertThat(same.difference()).isZero();
        assertThat(same.standardError()).isZero();
        assertThat(same.z()).isNaN();
        assertThat(same.pValue()).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> DeLongTest.compare(score, score, new int[] {0, 1, 1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeLongTest.compare(score, new double[] {1}, new int[] {0, 1, 0, 1}));
    }

    @Test
    void certainForecastsAreTestedWithoutNoise() {
        BinaryForecasts right = BinaryForecasts.of(new double[] {0, 1, 1}, new int[] {0, 1, 1});
        BinaryForecasts wrong = BinaryForecasts.of(new double[] {0, 1, 1}, new int[] {0, 1, 0});

        assertThat(SpiegelhalterTest.of(right)).isEqualTo(new SpiegelhalterTest(0, 1));
        assertThat(SpiegelhalterTest.of(wrong).pValue()).isZero();
        assertThat(CumulativeCalibration.of(right).rangePValue()).isEqualTo(1);
        assertThat(CumulativeCalibration.of(wrong).rangePValue()).isZero();
        BinaryForecasts contradicted = BinaryForecasts.of(new double[] {0, 0, 1, 1}, new int[] {0, 0, 1, 0});
        assertThat(HosmerLemeshowTest.of(contradicted, 2).chiSquare()).isInfinite();
    }

    /** The fit is 1/2, 1/2, 1, 1: a Brier score of 0.125 against 0.25 of the forecasts and 0.1875 of the base rate. */
    @Test
    void corpDecompositionByHand() {
        CorpDecomposition corp = CorpDecomposition.ofBrier(
                BinaryForecasts.of(new double[] {0.1, 0.3, 0.7, 0.9}, new int[] {1, 0, 1, 1}));
        double brier = (0.81 + 0.09 + 0.09 + 0.01) / 4;

        assertThat(corp.miscalibration()).isCloseTo(brier - 0.125, within(1e-15));
        assertThat(corp.discrimination()).isCloseTo(0.0625, within(1e-15));
        assertThat(corp.uncertainty()).isEqualTo(0.1875);
        assertThat(corp.score()).isCloseTo(brier, within(1e-15));
    }

    @Test
    void corpCurveIsTheHandWorkedFit() {
        // Rates 1 (.1), 0 (.3), 1/2 (.5, .5): the first two pool to 1/2, which ties with the third: one block.
        CorpCurve one = CorpCurve.of(BinaryForecasts.of(new double[] {0.1, 0.3, 0.5, 0.5}, new int[] {1, 0, 0, 1}));
        assertThat(one.size()).isEqualTo(1);
        assertThat(one.eventRate(0)).isEqualTo(0.5);
        assertThat(one.from(0)).isEqualTo(0.1);
        assertThat(one.to(0)).isEqualTo(0.5);
        assertThat(one.weight(0)).isEqualTo(4);

        CorpCurve two = CorpCurve.of(BinaryForecasts.of(new double[] {0.2, 0.4, 0.8}, new int[] {0, 0, 1}));
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.at(0.3)).isZero();
        assertThat(two.at(0.6)).isCloseTo(0.5, within(1e-15));
        assertThat(two.at(0)).isZero();
        assertThat(two.at(1)).isEqualTo(1);
    }

    @Test
    void consistencyBandHoldsAPerfectModelsCurveAtMostPoints() {
        BinaryForecasts sample = Simulated.uniform(800, SplitMix64.stream(43, 0));
        double[] points = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
        ConfidenceInterval[] band = CorpCurve.of(sample).consistencyBand(points, 0.99, 300, 1, Runnable::run);
        for (int i = 0; i < points.length; i++) {
            assertThat(band[i].contains(points[i])).isTrue();
            assertThat(band[i].contains(band[i].estimate())).isTrue();
            assertThat(band[i].upper() - band[i].lower()).isBetween(0.05, 0.4);
        }
    }

    @Test
    void aConsistencyBandCoversEachPointAsOftenAsItSays() {
        // Fresh outcomes of a perfect model: their curve leaves an 80 % band in about a fifth of the cases, half of
        // them on each side.
        BinaryForecasts sample = Simulated.uniform(400, SplitMix64.stream(44, 0));
        double[] points = {0.25, 0.5, 0.75};
        ConfidenceInterval[] band = CorpCurve.of(sample).consistencyBand(points, 0.8, 1_000, 1, Runnable::run);
        int samples = 400;
        for (int i = 0; i < points.length; i++) {
            double point = points[i];
            NullDistribution fresh = new PerfectModel(sample, samples, 2)
                    .distribution(drawn -> CorpCurve.of(drawn).at(point), Runnable::run);
            double above = fresh.shareAbove(band[i].upper());
            double below = 1 - fresh.shareAbove(Math.nextDown(band[i].lower()));
            // Four standard deviations of 1.5 % each way.
            assertThat(above).isBetween(0.04, 0.16);
            assertThat(below).isBetween(0.04, 0.16);
        }
    }

    @Test
    void aConsistencyBandDependsOnItsSeedAlone() {
        BinaryForecasts sample = Simulated.uniform(200, SplitMix64.stream(45, 0));
        double[] points = {0.3, 0.6};
        CorpCurve curve = CorpCurve.of(sample);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            assertThat(curve.consistencyBand(points, 0.9, 100, 7, pool))
                    .isEqualTo(curve.consistencyBand(points, 0.9, 100, 7, Runnable::run))
                    .isNotEqualTo(curve.consistencyBand(points, 0.9, 100, 8, pool));
        } finally {
            pool.shutdownNow();
        }
    }
}
