package io.levibot.calibration.stats;

import java.util.concurrent.Executor;

/**
 * Everything that is to be said about the calibration of one model before and after a calibrator, on the same rows:
 * each measure with an interval, the paired difference with an interval, and what a perfect model of this size would
 * show.
 *
 * <p>Rows must be in time order: intervals come from the stationary bootstrap, whose blocks keep neighbours together.
 * Immutable and thread-safe; the same inputs and configuration give the same bits on any machine and number of threads.
 *
 * @since 0.1.0
 */
public final class CalibrationReport {

    private final Config config;
    private final double blockLength;
    private final ModelCalibration before;
    private final ModelCalibration after;
    private final ConfidenceInterval[] difference;

    private CalibrationReport(
            Config config,
            double blockLength,
            ModelCalibration before,
            ModelCalibration after,
            ConfidenceInterval[] difference) {
        this.config = config;
        this.blockLength = blockLength;
        this.before = before;
        this.after = after;
        this.difference = difference;
    }

    /**
     * How a report is computed.
     *
     * @param draws of the bootstrap and of the perfect model, each; at least 100, 1000 or more for what is published
     * @param confidence of all intervals, in (0, 1)
     * @param meanBlockLength of the bootstrap in rows, at least 1, or {@link #AUTOMATIC}
     * @param seed of all drawing
     * @since 0.1.0
     */
    public record Config(int draws, double confidence, double meanBlockLength, long seed) {

        /** Lets {@link BlockLength} choose: the longest that the residuals and log losses of either model ask for. */
        public static final double AUTOMATIC = 0;

        /** 1000 draws, 95 % intervals, automatic blocks, seed 1. */
        public static final Config DEFAULT = new Config(1000, 0.95, AUTOMATIC, 1);

        public Config {
            Checks.atLeast("draws", draws, 100);
            Checks.openUnit("confidence", confidence);
            if (meanBlockLength != AUTOMATIC && !(meanBlockLength >= 1 && Double.isFinite(meanBlockLength))) {
                throw new IllegalArgumentException(
                        "meanBlockLength is " + meanBlockLength + "; it must be at least 1, or AUTOMATIC");
            }
        }

        /** The same with another seed. */
        public Config withSeed(long other) {
            return new Config(draws, confidence, meanBlockLength, other);
        }

        /** The same with another mean block length of the bootstrap, in rows. */
        public Config withMeanBlockLength(double other) {
            return new Config(draws, confidence, other, seed);
        }

        /** The same with another number of draws. */
        public Config withDraws(int other) {
            return new Config(other, confidence, meanBlockLength, seed);
        }
    }

    /**
     * Computes a report.
     *
     * @param before probabilities without the calibrator, in time order, at least 8 rows
     * @param after probabilities of the same rows with it
     * @param outcome 0 or 1, both must occur
     * @param executor runs part of the draws; the calling thread works too
     */
    public static CalibrationReport of(
            double[] before, double[] after, int[] outcome, Config config, Executor executor) {
        Checks.atLeast("rows", outcome.length, 8);
        BinaryForecasts first = BinaryForecasts.of(before, outcome);
        BinaryForecasts second = BinaryForecasts.of(after, outcome);
        if (!first.hasBothOutcomes()) {
            throw new IllegalArgumentException(
                    "all " + outcome.length + " outcomes are " + outcome[0] + "; a report needs both");
        }
        double blockLength = config.meanBlockLength() == Config.AUTOMATIC
                ? ReportDraws.automaticBlockLength(first, second)
                : config.meanBlockLength();
        ReportDraws draws = new ReportDraws(first, second, config, blockLength);
        draws.run(executor);
        return new CalibrationReport(
                config,
                blockLength,
                draws.model(ReportDraws.BEFORE),
                draws.model(ReportDraws.AFTER),
                draws.differences());
    }

    /**
     * The mean block length that {@link Config#AUTOMATIC} takes for these rows.
     *
     * @param before probabilities without the calibrator, in time order, at least 8 rows
     * @param after probabilities of the same rows with it
     * @param outcome 0 or 1
     * @return in rows, at least 1
     */
    public static double automaticBlockLength(double[] before, double[] after, int[] outcome) {
        Checks.atLeast("rows", outcome.length, 8);
        return ReportDraws.automaticBlockLength(
                BinaryForecasts.of(before, outcome), BinaryForecasts.of(after, outcome));
    }

    /** How it was computed. */
    public Config config() {
        return config;
    }

    /** The mean block length used, in rows, at least 1. */
    public double meanBlockLength() {
        return blockLength;
    }

    /** The model without the calibrator. */
    public ModelCalibration before() {
        return before;
    }

    /** The model with it. */
    public ModelCalibration after() {
        return after;
    }

    /** After minus before on the same rows, with a paired interval. */
    public ConfidenceInterval difference(CalibrationMeasure measure) {
        return difference[measure.ordinal()];
    }

    /** DeLong's paired test of the areas under the curve, after minus before; rows taken as independent. */
    public DeLongTest areaDifference() {
        return DeLongTest.compare(
                after.forecasts().probabilities(),
                before.forecasts().probabilities(),
                after.forecasts().outcomes());
    }
}
