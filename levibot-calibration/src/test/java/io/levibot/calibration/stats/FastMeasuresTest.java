package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastMeasuresTest {

    private static final Set<CalibrationMeasure> ONE_STEP = EnumSet.of(
            CalibrationMeasure.SLOPE, CalibrationMeasure.INTERCEPT, CalibrationMeasure.CALIBRATION_IN_THE_LARGE);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50})
    void agreesWithTheReferenceMeasuresOnEveryDraw(int levelsPerTenth) {
        BinaryForecasts sample = overconfident(2_000, levelsPerTenth);
        RecalibrationFit fit = RecalibrationFit.of(sample);
        FastMeasures fast = new FastMeasures(sample, fit, CalibrationErrors.smooth(sample));
        FastMeasures.Scratch scratch = fast.newScratch();
        StationaryBootstrap bootstrap = new StationaryBootstrap(2_000, 5, 12, 3);
        double[] measured = new double[CalibrationMeasure.values().length];
        for (int draw = 0; draw < 12; draw++) {
            int[] rows = bootstrap.draw(draw);
            fill(scratch, sample, rows);
            fast.measureResampled(scratch, measured);
            assertAgrees(measured, resample(sample, rows), fit);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void agreesOnOutcomesDrawnFromTheForecasts(int levelsPerTenth) {
        BinaryForecasts sample = overconfident(2_000, levelsPerTenth);
        RecalibrationFit fit = RecalibrationFit.of(sample);
        FastMeasures fast = new FastMeasures(sample, fit, CalibrationErrors.smooth(sample));
        FastMeasures.Scratch scratch = fast.newScratch();
        double[] measured = new double[CalibrationMeasure.values().length];
        new PerfectModel(sample, 8, 5).forEachDraw(Runnable::run, (draw, outcome) -> {
            BinaryForecasts drawn = sample.withOutcomes(outcome);
            System.arraycopy(drawn.levels().negative, 0, scratch.negative, 0, scratch.negative.length);
            System.arraycopy(drawn.levels().positive, 0, scratch.positive, 0, scratch.positive.length);
            fast.measureCalibrated(scratch, measured);
            assertAgrees(measured, drawn, RecalibrationFit.of(drawn));
        });
    }

    private static void assertAgrees(double[] measured, BinaryForecasts drawn, RecalibrationFit fit) {
        for (CalibrationMeasure measure : CalibrationMeasure.values()) {
            double want = measure.applyAsDouble(drawn);
            double tolerance = 1e-10;
            if (measure == CalibrationMeasure.SMOOTH_ECE) {
                tolerance = 5e-5;
            } else if (ONE_STEP.contains(measure)) {
                // A twentieth of a standard error, for draws that are themselves up to three away.
                tolerance = 0.05 * Math.min(fit.slopeStandardError(), fit.interceptStandardError());
            }
            assertThat(measured[measure.ordinal()]).as(measure.name()).isCloseTo(want, within(tolerance));
        }
    }

    private static void fill(FastMeasures.Scratch scratch, BinaryForecasts sample, int[] rows) {
        Arrays.fill(scratch.negative, 0);
        Arrays.fill(scratch.positive, 0);
        for (int row : rows) {
            double[] side = sample.outcome(row) == 1 ? scratch.positive : scratch.negative;
            side[sample.levelOfRow(row)]++;
        }
    }

    private static BinaryForecasts resample(BinaryForecasts sample, int[] rows) {
        double[] probability = new double[rows.length];
        int[] outcome = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            probability[i] = sample.probability(rows[i]);
            outcome[i] = sample.outcome(rows[i]);
        }
        return BinaryForecasts.of(probability, outcome);
    }

    /** Forecasts on a grid, true log-odds half of the forecast ones. */
    private static BinaryForecasts overconfident(int n, int levelsPerTenth) {
        SplitMix64 random = SplitMix64.stream(21, levelsPerTenth);
        double[] probability = new double[n];
        int[] outcome = new int[n];
        for (int i = 0; i < n; i++) {
            int grid = 10 * levelsPerTenth;
            probability[i] = (1 + random.nextInt(grid - 1)) / (double) grid;
            double truth = LogOdds.inverse(0.5 * LogOdds.of(probability[i]));
            outcome[i] = random.nextDouble() < truth ? 1 : 0;
        }
        return BinaryForecasts.of(probability, outcome);
    }
}
