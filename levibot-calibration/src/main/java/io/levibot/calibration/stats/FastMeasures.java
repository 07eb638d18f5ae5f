package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * All measures of one model on many reweightings of the same forecasts, without sorting, logarithms or exponentials per
 * draw. What depends on the forecasts alone is computed once: losses per level, bin boundaries, grid places, and the
 * logistic fit's means and information at the full sample. Slope and intercepts of a draw are one step from there,
 * which differs from the full fit by an order less than the bootstrap's own error (Davidson and MacKinnon 1999; Andrews
 * 2002, "k-step bootstrap").
 *
 * <p>Immutable and thread-safe; a {@link Scratch} belongs to one thread.
 */
final class FastMeasures {

    private static final double WIDTH_TOLERANCE = 1e-6;
    private static final int CELLS_PER_WIDTH = 8;

    /**
     * A perfect model of n even-odds forecasts has a smooth error near (this / sqrt(n))^(2/3): noise of the residual
     * curve at that width.
     */
    private static final double NOISE_WIDTH = 0.2;

    private static final int COARSEST_GRID = 256;
    private static final int FINEST_GRID = 1 << 14;

    private final double[] value;
    private final int[] tenBins;
    private final int[] fifteenBins;
    private final LinearScores nearSample;
    private final LinearScores nearCalibration;
    private final int[] node;
    private final double[] nodeShare;
    private final int grid;
    private final double sampleWidth;
    private final double calibratedWidth;

    /**
     * Prepares a model.
     *
     * @param fit of the same forecasts
     * @param smoothError of the same forecasts
     */
    FastMeasures(BinaryForecasts forecasts, RecalibrationFit fit, double smoothError) {
        Levels levels = forecasts.levels();
        this.value = levels.value;
        this.tenBins = equalWidthEnds(levels, 10);
        this.fifteenBins = equalWidthEnds(levels, 15);
        this.nearSample = LinearScores.nearSample(forecasts, fit);
        this.nearCalibration = LinearScores.nearCalibration(forecasts);
        this.sampleWidth = Math.max(smoothError, SmoothCalibration.SMALLEST_WIDTH);
        this.calibratedWidth = StrictMath.cbrt(NOISE_WIDTH * NOISE_WIDTH / levels.total());
        this.grid = gridFor(Math.min(sampleWidth, calibratedWidth));
        this.node = new int[value.length];
        this.nodeShare = new double[value.length];
        for (int g = 0; g < value.length; g++) {
            double position = value[g] * grid;
            node[g] = Math.min(grid - 1, (int) position);
            nodeShare[g] = position - node[g];
        }
    }

    /** Buffers of one thread. */
    final class Scratch {
        final double[] negative = new double[value.length];
        final double[] positive = new double[value.length];
        private final double[] pooledWeight = new double[value.length];
        private final double[] pooledPositive = new double[value.length];
        private final int[] pooledFirst = new int[value.length];
        private final RunningSums sums = new RunningSums(value.length);
        private final SmoothCalibration smooth = new SmoothCalibration(grid);
        private final double[] residuals = new double[grid + 1];
    }

    Scratch newScratch() {
        return new Scratch();
    }

    /**
     * Measures weights that resample the real outcomes.
     *
     * @param into one place per {@link CalibrationMeasure}, by ordinal
     */
    void measureResampled(Scratch scratch, double[] into) {
        measure(scratch, nearSample, sampleWidth, into);
    }

    /** Measures weights whose outcomes were drawn from the forecasts. */
    void measureCalibrated(Scratch scratch, double[] into) {
        measure(scratch, nearCalibration, calibratedWidth, into);
    }

    private void measure(Scratch scratch, LinearScores scores, double widthGuess, double[] into) {
        scores.measure(scratch.negative, scratch.positive, into);
        scratch.sums.fill(value, scratch.negative, scratch.positive);
        measureOrder(scratch, into);
        measureBins(scratch.sums, into);
        into[CalibrationMeasure.SMOOTH_ECE.ordinal()] = smoothError(scratch, widthGuess);
    }

    /** What needs the levels in order: ranking and recalibration. */
    private void measureOrder(Scratch scratch, double[] into) {
        double[] negative = scratch.negative;
        double[] positive = scratch.positive;
        double total = scratch.sums.total();
        double events = scratch.sums.events();
        double negativesBelow = 0;
        double positivesBelow = 0;
        double wins = 0;
        double precision = 0;
        int groups = 0;
        for (int g = 0; g < value.length; g++) {
            double y = positive[g];
            double weight = negative[g] + y;
            if (weight == 0) {
                continue;
            }
            if (y > 0) {
                wins += y * (negativesBelow + negative[g] / 2);
                precision += y * (events - positivesBelow) / (total - positivesBelow - negativesBelow);
            }
            negativesBelow += negative[g];
            positivesBelow += y;
            scratch.pooledWeight[groups] = weight;
            scratch.pooledPositive[groups++] = y;
        }
        double rate = events / total;
        double uncertainty = rate * (1 - rate);
        double pooled = pooledBrier(scratch, groups) / total;
        double brier = into[CalibrationMeasure.BRIER.ordinal()];
        into[CalibrationMeasure.AUC.ordinal()] = wins / positivesBelow / negativesBelow;
        into[CalibrationMeasure.AVERAGE_PRECISION.ordinal()] = precision / events;
        into[CalibrationMeasure.MISCALIBRATION.ordinal()] = brier - pooled;
        into[CalibrationMeasure.DISCRIMINATION.ordinal()] = uncertainty - pooled;
        into[CalibrationMeasure.BRIER_SKILL.ordinal()] = uncertainty > 0 ? 1 - brier / uncertainty : Double.NaN;
    }

    /** The sum of squared errors after recalibration. */
    private static double pooledBrier(Scratch scratch, int groups) {
        double[] weight = scratch.pooledWeight;
        double[] positive = scratch.pooledPositive;
        int blocks = PoolAdjacentViolators.pool(weight, positive, scratch.pooledFirst, groups);
        double sum = 0;
        for (int b = 0; b < blocks; b++) {
            sum += positive[b] * (1 - positive[b] / weight[b]);
        }
        return sum;
    }

    private void measureBins(RunningSums sums, double[] into) {
        int[] equalMass = sums.equalMassEnds(15);
        double high = sums.cumulativeMaximum() / sums.total();
        double low = sums.cumulativeMinimum() / sums.total();
        into[CalibrationMeasure.ECE_EQUAL_WIDTH_10.ordinal()] = sums.expectedError(tenBins);
        into[CalibrationMeasure.ECE_EQUAL_WIDTH_15.ordinal()] = sums.expectedError(fifteenBins);
        into[CalibrationMeasure.MCE_EQUAL_WIDTH_15.ordinal()] = sums.maximumError(fifteenBins);
        into[CalibrationMeasure.ECE_EQUAL_MASS_15.ordinal()] = sums.expectedError(equalMass);
        into[CalibrationMeasure.DEBIASED_L2_EQUAL_MASS_15.ordinal()] =
                Math.sqrt(Math.max(0, sums.debiasedSquaredError(equalMass)));
        into[CalibrationMeasure.ECE_SWEEP.ordinal()] = sums.sweptExpectedError();
        into[CalibrationMeasure.ECCE_MAD.ordinal()] = Math.max(high, -low);
        into[CalibrationMeasure.ECCE_RANGE.ordinal()] = high - low;
    }

    private double smoothError(Scratch scratch, double widthGuess) {
        double[] residuals = scratch.residuals;
        Arrays.fill(residuals, 0);
        double total = 0;
        for (int g = 0; g < value.length; g++) {
            double weight = scratch.negative[g] + scratch.positive[g];
            double residual = scratch.positive[g] - weight * value[g];
            total += weight;
            residuals[node[g]] += residual * (1 - nodeShare[g]);
            residuals[node[g] + 1] += residual * nodeShare[g];
        }
        scratch.smooth.load(residuals, total);
        return scratch.smooth.fixedPoint(widthGuess, WIDTH_TOLERANCE);
    }

    private static int gridFor(double width) {
        int grid = COARSEST_GRID;
        while (grid < FINEST_GRID && grid * width < CELLS_PER_WIDTH) {
            grid *= 2;
        }
        return grid;
    }

    private static int[] equalWidthEnds(Levels levels, int bins) {
        int[] binOfLevel = BinEdges.binOfLevel(levels, BinEdges.equalWidth(bins));
        int[] ends = new int[bins];
        for (int bin : binOfLevel) {
            ends[bin]++;
        }
        for (int b = 1; b < bins; b++) {
            ends[b] += ends[b - 1];
        }
        return ends;
    }
}
