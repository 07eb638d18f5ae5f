package io.levibot.calibration.stats;

import io.levibot.calibration.internal.Parallel;
import java.util.Arrays;
import java.util.concurrent.Executor;

/** The bootstrap and perfect-model draws behind a report: both models on the same drawn rows. */
final class ReportDraws {

    static final int BEFORE = 0;
    static final int AFTER = 1;

    private static final CalibrationMeasure[] MEASURES = CalibrationMeasure.values();
    private static final int DRAWS_PER_CHUNK = 16;

    /** Keeps the perfect model's draws apart from the bootstrap's. */
    private static final long NULL_SEED = 0x5DEECE66DL;

    private final BinaryForecasts[] forecasts;
    private final CalibrationReport.Config config;
    private final StationaryBootstrap bootstrap;
    private final double[][] estimates = new double[2][];
    private final FastMeasures[] fast = new FastMeasures[2];
    private final double[][][] replicates;
    private final double[][][] nulls;

    ReportDraws(BinaryForecasts before, BinaryForecasts after, CalibrationReport.Config config, double blockLength) {
        this.forecasts = new BinaryForecasts[] {before, after};
        this.config = config;
        this.bootstrap = new StationaryBootstrap(before.rows(), blockLength, config.draws(), config.seed());
        this.replicates = new double[2][MEASURES.length][config.draws()];
        this.nulls = new double[2][MEASURES.length][config.draws()];
    }

    /** The longest block that residuals and log losses of either model ask for. */
    static double automaticBlockLength(BinaryForecasts before, BinaryForecasts after) {
        double longest = 1;
        for (BinaryForecasts forecasts : new BinaryForecasts[] {before, after}) {
            double[] residual = new double[forecasts.rows()];
            double[] loss = new double[forecasts.rows()];
            double clip = ProbabilityScores.LOG_LOSS_CLIP;
            for (int row = 0; row < residual.length; row++) {
                double p = Math.min(1 - clip, Math.max(clip, forecasts.probability(row)));
                residual[row] = forecasts.outcome(row) - p;
                loss[row] = forecasts.outcome(row) == 1 ? -StrictMath.log(p) : -ProbabilityScores.logOneMinus(p);
            }
            longest = Math.max(longest, BlockLength.of(residual).stationary());
            longest = Math.max(longest, BlockLength.of(loss).stationary());
        }
        return longest;
    }

    void run(Executor executor) {
        Parallel.forEach(2, executor, model -> {
            RecalibrationFit fit = RecalibrationFit.of(forecasts[model]);
            estimates[model] = estimates(forecasts[model], fit);
            fast[model] =
                    new FastMeasures(forecasts[model], fit, estimates[model][CalibrationMeasure.SMOOTH_ECE.ordinal()]);
        });
        int chunks = (config.draws() + DRAWS_PER_CHUNK - 1) / DRAWS_PER_CHUNK;
        Parallel.forEach(2 * chunks, executor, unit -> {
            int model = unit % 2;
            Chunk chunk = new Chunk(model);
            int end = Math.min(config.draws(), (unit / 2 + 1) * DRAWS_PER_CHUNK);
            for (int draw = unit / 2 * DRAWS_PER_CHUNK; draw < end; draw++) {
                chunk.bootstrap(draw);
                chunk.perfect(draw);
            }
        });
    }

    private static double[] estimates(BinaryForecasts forecasts, RecalibrationFit fit) {
        double[] estimate = new double[MEASURES.length];
        for (CalibrationMeasure measure : MEASURES) {
            // One fit serves its three measures.
            estimate[measure.ordinal()] = switch (measure) {
                case SLOPE -> fit.slope();
                case INTERCEPT -> fit.intercept();
                case CALIBRATION_IN_THE_LARGE -> fit.calibrationInTheLarge();
                default -> measure.applyAsDouble(forecasts);
            };
        }
        return estimate;
    }

    ModelCalibration model(int model) {
        ConfidenceInterval[] intervals = new ConfidenceInterval[MEASURES.length];
        int[] undefined = new int[MEASURES.length];
        NullDistribution[] perfect = new NullDistribution[MEASURES.length];
        for (CalibrationMeasure measure : MEASURES) {
            int m = measure.ordinal();
            BootstrapDistribution distribution = BootstrapDistribution.of(estimates[model][m], replicates[model][m]);
            intervals[m] = measure.interval(distribution, config.confidence());
            undefined[m] = distribution.undefined();
            perfect[m] = NullDistribution.of(estimates[model][m], nulls[model][m]);
        }
        return new ModelCalibration(forecasts[model], config.confidence(), intervals, undefined, perfect);
    }

    ConfidenceInterval[] differences() {
        ConfidenceInterval[] intervals = new ConfidenceInterval[MEASURES.length];
        for (CalibrationMeasure measure : MEASURES) {
            int m = measure.ordinal();
            double[] difference = new double[config.draws()];
            for (int draw = 0; draw < difference.length; draw++) {
                difference[draw] = replicates[AFTER][m][draw] - replicates[BEFORE][m][draw];
            }
            BootstrapDistribution distribution =
                    BootstrapDistribution.of(estimates[AFTER][m] - estimates[BEFORE][m], difference);
            intervals[m] = measure.differenceInterval(distribution, config.confidence());
        }
        return intervals;
    }

    /** The buffers of some draws of one model. */
    private final class Chunk {
        private final int model;
        private final FastMeasures.Scratch scratch;
        private final int[] counts;
        private final double[] measures = new double[MEASURES.length];

        Chunk(int model) {
            this.model = model;
            this.scratch = fast[model].newScratch();
            this.counts = new int[forecasts[model].rows()];
        }

        void bootstrap(int draw) {
            bootstrap.countInto(draw, counts);
            BinaryForecasts sample = forecasts[model];
            clear();
            for (int row = 0; row < counts.length; row++) {
                double[] side = sample.outcome(row) == 1 ? scratch.positive : scratch.negative;
                side[sample.levelOfRow(row)] += counts[row];
            }
            fast[model].measureResampled(scratch, measures);
            keep(replicates, draw);
        }

        void perfect(int draw) {
            SplitMix64 random = SplitMix64.stream(config.seed() ^ NULL_SEED, 2L * draw + model);
            BinaryForecasts sample = forecasts[model];
            clear();
            for (int row = 0; row < counts.length; row++) {
                boolean event = random.nextDouble() < sample.probability(row);
                double[] side = event ? scratch.positive : scratch.negative;
                side[sample.levelOfRow(row)]++;
            }
            fast[model].measureCalibrated(scratch, measures);
            keep(nulls, draw);
        }

        private void clear() {
            Arrays.fill(scratch.positive, 0);
            Arrays.fill(scratch.negative, 0);
        }

        private void keep(double[][][] into, int draw) {
            for (int m = 0; m < measures.length; m++) {
                into[model][m][draw] = measures[m];
            }
        }
    }
}
