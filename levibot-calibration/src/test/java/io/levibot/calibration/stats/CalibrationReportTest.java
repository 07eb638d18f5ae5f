package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CalibrationReportTest {

    private static final CalibrationReport.Config QUICK = CalibrationReport.Config.DEFAULT.withDraws(200);

    private final double[] raw = new double[1_500];
    private final double[] calibrated = new double[1_500];
    private final int[] outcome = new int[1_500];

    CalibrationReportTest() {
        SplitMix64 random = SplitMix64.stream(31, 0);
        for (int i = 0; i < raw.length; i++) {
            double logOdds = 0.8 * random.nextGaussian();
            calibrated[i] = LogOdds.inverse(logOdds);
            raw[i] = LogOdds.inverse(2.5 * logOdds + 0.4);
            outcome[i] = random.nextDouble() < calibrated[i] ? 1 : 0;
        }
    }

    @Test
    void tellsAGoodCalibratorFromNone() {
        CalibrationReport report = CalibrationReport.of(raw, calibrated, outcome, QUICK, Runnable::run);

        assertThat(report.difference(CalibrationMeasure.LOG_LOSS).upper()).isNegative();
        assertThat(report.difference(CalibrationMeasure.ECE_EQUAL_WIDTH_10).upper())
                .isNegative();
        assertThat(report.after().interval(CalibrationMeasure.SLOPE).contains(1))
                .isTrue();
        assertThat(report.before().interval(CalibrationMeasure.SLOPE).upper()).isLessThan(0.6);
        assertThat(report.before().ifPerfect(CalibrationMeasure.SMOOTH_ECE).upperPValue())
                .isLessThan(0.01);
        assertThat(report.after().ifPerfect(CalibrationMeasure.SMOOTH_ECE).upperPValue())
                .isGreaterThan(0.05);
        assertThat(report.before().cumulative().rangePValue()).isLessThan(1e-6);
    }

    @Test
    void estimatesAreTheReferenceMeasures() {
        CalibrationReport report = CalibrationReport.of(raw, calibrated, outcome, QUICK, Runnable::run);
        BinaryForecasts before = BinaryForecasts.of(raw, outcome);
        BinaryForecasts after = BinaryForecasts.of(calibrated, outcome);
        for (CalibrationMeasure measure : CalibrationMeasure.values()) {
            double first = measure.applyAsDouble(before);
            double second = measure.applyAsDouble(after);
            assertThat(report.before().ifPerfect(measure).observed()).isEqualTo(first);
            assertThat(report.difference(measure).estimate()).isEqualTo(second - first);
            if (!measure.isBiasedUpwards()) {
                assertThat(report.after().interval(measure).estimate()).isEqualTo(second);
            }
            assertThat(report.before().undefinedDraws(measure)).isZero();
        }
    }

    @Test
    void intervalOfTheAreaIsNearDeLongs() {
        CalibrationReport report =
                CalibrationReport.of(raw, calibrated, outcome, QUICK.withDraws(1_000), Runnable::run);
        ConfidenceInterval deLong = report.after().areaByDeLong();
        ConfidenceInterval bootstrap = report.after().interval(CalibrationMeasure.AUC);

        assertThat(bootstrap.lower()).isCloseTo(deLong.lower(), within(0.005));
        assertThat(bootstrap.upper()).isCloseTo(deLong.upper(), within(0.005));
    }

    @Test
    void sameModelTwiceDiffersByNothing() {
        CalibrationReport report = CalibrationReport.of(raw, raw, outcome, QUICK, Runnable::run);
        for (CalibrationMeasure measure : CalibrationMeasure.values()) {
            assertThat(report.difference(measure)).isEqualTo(new ConfidenceInterval(0, 0, 0, 0.95));
        }
    }

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        CalibrationReport alone = CalibrationReport.of(raw, calibrated, outcome, QUICK, Runnable::run);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            CalibrationReport together = CalibrationReport.of(raw, calibrated, outcome, QUICK, pool);
            for (CalibrationMeasure measure : CalibrationMeasure.values()) {
                assertThat(together.before().interval(measure))
                        .isEqualTo(alone.before().interval(measure));
                assertThat(together.difference(measure)).isEqualTo(alone.difference(measure));
                assertThat(together.after().ifPerfect(measure).quantile(0.95))
                        .isEqualTo(
                                Double.valueOf(alone.after().ifPerfect(measure).quantile(0.95)));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void dependentErrorsAskForLongBlocksAndWideIntervals() {
        double[] p = new double[2_000];
        int[] y = new int[2_000];
        SplitMix64 random = SplitMix64.stream(32, 0);
        double state = 0;
        for (int i = 0; i < p.length; i++) {
            state = 0.97 * state + 0.25 * random.nextGaussian();
            p[i] = 0.5;
            y[i] = random.nextDouble() < LogOdds.inverse(2 * state) ? 1 : 0;
        }
        CalibrationReport automatic = CalibrationReport.of(p, p, y, QUICK, Runnable::run);
        CalibrationReport independent =
                CalibrationReport.of(p, p, y, new CalibrationReport.Config(200, 0.95, 1, 1), Runnable::run);

        assertThat(automatic.meanBlockLength()).isGreaterThan(10);
        assertThat(width(automatic)).isGreaterThan(2 * width(independent));
    }

    @Test
    void refusesOneOutcomeMismatchAndTooLittle() {
        double[] p = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationReport.of(p, p, new int[8], QUICK, Runnable::run))
                .withMessageContaining("needs both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationReport.of(p, p, new int[] {0, 1}, QUICK, Runnable::run));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationReport.of(
                        p, new double[] {0.5}, new int[] {0, 1, 0, 1, 0, 1, 0, 1}, QUICK, Runnable::run));
        assertThatIllegalArgumentException().isThrownBy(() -> QUICK.withDraws(99));
        assertThatIllegalArgumentException().isThrownBy(() -> new CalibrationReport.Config(100, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CalibrationReport.Config(100, 0.9, 0.5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CalibrationReport.Config(100, 0.9, Double.NaN, 1));
    }

    private static double width(CalibrationReport report) {
        ConfidenceInterval interval = report.before().interval(CalibrationMeasure.CALIBRATION_IN_THE_LARGE);
        return interval.upper() - interval.lower();
    }
}
