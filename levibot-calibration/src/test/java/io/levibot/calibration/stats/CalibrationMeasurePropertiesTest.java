package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(Samples.class)
class CalibrationMeasurePropertiesTest {

    private static final double ROUNDING = 1e-9;

    @Property(tries = 60)
    void noMeasureDependsOnTheOrderOfTheRows(@ForAll Samples.Sample sample) {
        for (CalibrationMeasure measure : CalibrationMeasure.values()) {
            assertThat(measure.applyAsDouble(sample.reversed().forecasts()))
                    .as(measure.name())
                    .isEqualTo(Double.valueOf(measure.applyAsDouble(sample.forecasts())));
        }
    }

    @Property(tries = 60)
    void weightsAreRepetitionInEveryMeasure(@ForAll Samples.Sample sample) {
        for (CalibrationMeasure measure : CalibrationMeasure.values()) {
            assertThat(measure.applyAsDouble(sample.weighted()))
                    .as(measure.name())
                    .isEqualTo(Double.valueOf(
                            measure.applyAsDouble(sample.repeated().forecasts())));
        }
        BinaryForecasts weighted = sample.weighted();
        BinaryForecasts repeated = sample.repeated().forecasts();
        assertThat(SpiegelhalterTest.of(weighted)).isEqualTo(SpiegelhalterTest.of(repeated));
        assertThat(RecalibrationFit.of(weighted)).isEqualTo(RecalibrationFit.of(repeated));
        assertThat(CumulativeCalibration.of(weighted)).isEqualTo(CumulativeCalibration.of(repeated));
        assertThat(HosmerLemeshowTest.of(weighted, 5)).isEqualTo(HosmerLemeshowTest.of(repeated, 5));
        assertThat(RocCurve.of(weighted).interval(0.9))
                .isEqualTo(RocCurve.of(repeated).interval(0.9));
        for (Binning binning : Binning.values()) {
            assertThat(MurphyDecomposition.of(weighted, binning, 7))
                    .isEqualTo(MurphyDecomposition.of(repeated, binning, 7));
        }
    }

    @Property(tries = 200)
    void errorsAndRanksLieInTheUnitInterval(@ForAll Samples.Sample sample) {
        EnumSet<CalibrationMeasure> open = EnumSet.of(
                CalibrationMeasure.LOG_LOSS,
                CalibrationMeasure.BRIER_SKILL,
                CalibrationMeasure.SLOPE,
                CalibrationMeasure.INTERCEPT,
                CalibrationMeasure.CALIBRATION_IN_THE_LARGE);
        for (CalibrationMeasure measure : EnumSet.complementOf(open)) {
            assertThat(measure.applyAsDouble(sample.forecasts()))
                    .as(measure.name())
                    .isBetween(-ROUNDING, 1 + ROUNDING);
        }
    }

    @Property(tries = 200)
    void decompositionsAddUpToTheScore(@ForAll Samples.Sample sample) {
        BinaryForecasts forecasts = sample.forecasts();
        double brier = ProbabilityScores.brier(forecasts);
        for (Binning binning : Binning.values()) {
            assertThat(MurphyDecomposition.of(forecasts, binning, 6).brier()).isCloseTo(brier, within(ROUNDING));
        }
        CorpDecomposition corp = CorpDecomposition.ofBrier(forecasts);
        CorpDecomposition logarithmic = CorpDecomposition.ofLogLoss(forecasts);
        assertThat(corp.score()).isCloseTo(brier, within(ROUNDING));
        assertThat(logarithmic.score()).isCloseTo(ProbabilityScores.logLoss(forecasts), within(ROUNDING));
        for (CorpDecomposition parts : Arrays.asList(corp, logarithmic)) {
            assertThat(parts.miscalibration()).isGreaterThanOrEqualTo(-ROUNDING);
            assertThat(parts.discrimination()).isBetween(-ROUNDING, parts.uncertainty() + ROUNDING);
        }
    }

    @Property(tries = 200)
    void cumulativeRangeLiesBetweenOneAndTwoDeviations(@ForAll Samples.Sample sample) {
        CumulativeCalibration cumulative = CumulativeCalibration.of(sample.forecasts());

        assertThat(cumulative.range())
                .isBetween(cumulative.maximumDeviation(), 2 * cumulative.maximumDeviation() + ROUNDING);
        assertThat(cumulative.maximumDeviationPValue()).isBetween(0.0, 1.0);
        assertThat(cumulative.rangePValue()).isBetween(0.0, 1.0);
    }

    @Property(tries = 200)
    void turningEventsAroundTurnsRanksAndKeepsErrors(@ForAll Samples.Sample sample) {
        double[] turned = Arrays.stream(sample.probabilities()).map(p -> 1 - p).toArray();
        int[] outcomes = Arrays.stream(sample.outcomes()).map(y -> 1 - y).toArray();
        BinaryForecasts before = sample.forecasts();
        BinaryForecasts after = BinaryForecasts.of(turned, outcomes);

        assertThat(RocCurve.of(after).auc()).isCloseTo(RocCurve.of(before).auc(), within(ROUNDING));
        assertThat(CumulativeCalibration.of(after).range())
                .isCloseTo(CumulativeCalibration.of(before).range(), within(ROUNDING));
        assertThat(CalibrationErrors.smooth(after)).isCloseTo(CalibrationErrors.smooth(before), within(1e-6));
        assertThat(SpiegelhalterTest.of(after).z())
                .isCloseTo(SpiegelhalterTest.of(before).z(), within(1e-6));
        assertThat(CorpDecomposition.ofBrier(after).miscalibration())
                .isCloseTo(CorpDecomposition.ofBrier(before).miscalibration(), within(ROUNDING));
    }

    @Property(tries = 200)
    void areaDependsOnTheOrderOfScoresAlone(@ForAll Samples.Sample sample) {
        double[] shifted =
                Arrays.stream(sample.probabilities()).map(p -> 8 * p - 3).toArray();
        RocCurve before = RocCurve.of(sample.forecasts());
        RocCurve after = RocCurve.of(shifted, sample.outcomes());
        double[] opposite = Arrays.stream(sample.probabilities()).map(p -> -p).toArray();

        assertThat(after.auc()).isEqualTo(before.auc());
        assertThat(after.averagePrecision()).isEqualTo(before.averagePrecision());
        assertThat(after.variance()).isEqualTo(Double.valueOf(before.variance()));
        assertThat(RocCurve.of(opposite, sample.outcomes()).auc()).isCloseTo(1 - before.auc(), within(ROUNDING));
    }

    @Property(tries = 200)
    void recalibrationByTheOwnCurveLeavesNoMiscalibration(@ForAll Samples.Sample sample) {
        CorpCurve curve = CorpCurve.of(sample.forecasts());
        double[] recalibrated =
                Arrays.stream(sample.probabilities()).map(curve::at).toArray();
        BinaryForecasts after = BinaryForecasts.of(recalibrated, sample.outcomes());

        assertThat(CorpDecomposition.ofBrier(after).miscalibration()).isCloseTo(0, within(ROUNDING));
        assertThat(CumulativeCalibration.of(after).maximumDeviation()).isCloseTo(0, within(ROUNDING));
        assertThat(CalibrationErrors.smooth(after)).isCloseTo(0, within(1e-4));
    }

    @Example
    void everyMeasureHasACodeOfItsOwn() {
        assertThat(Arrays.stream(CalibrationMeasure.values())
                        .map(CalibrationMeasure::code)
                        .collect(Collectors.toSet()))
                .hasSameSizeAs(CalibrationMeasure.values());
    }
}
