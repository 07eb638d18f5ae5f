package io.levibot.calibration.stats;

import io.levibot.calibration.internal.Parallel;
import java.util.concurrent.Executor;

/**
 * A gate on the expected calibration error: the upper end of its basic bootstrap interval must not pass a limit. The
 * error of a perfect model is above 0 too, so no gate means anything without the sample size from which a perfect model
 * passes it: {@link #smallestPassingSample}.
 *
 * @param bins equal-width bins of the error, at least 1
 * @param limit of the error, in (0, 1); 0.05 is usual
 * @param confidence of the two-sided interval whose upper end counts, in (0, 1)
 * @since 0.1.0
 */
public record CalibrationGate(int bins, double limit, double confidence) {

    private static final double NEXT_SIZE = 1.05;
    private static final int FIRST_SIZE = 20;
    private static final int LARGEST_SIZE = 10_000_000;
    private static final int INNER_DRAWS = 200;

    public CalibrationGate {
        Checks.atLeast("bins", bins, 1);
        Checks.openUnit("limit", limit);
        Checks.openUnit("confidence", confidence);
    }

    /**
     * The error with its basic interval, cut at 0 and 1.
     *
     * @param bootstrap over the rows of the forecasts, whose weights must be 1
     */
    public ConfidenceInterval interval(BinaryForecasts forecasts, StationaryBootstrap bootstrap, Executor executor) {
        forecasts.requireUnweighted();
        Checks.sameLength("forecasts", forecasts.rows(), "the bootstrap", bootstrap.rows());
        BinnedResiduals residuals = BinnedResiduals.of(forecasts, bins);
        BootstrapDistribution distribution =
                bootstrap.replicate(residuals.expectedError(), residuals::expectedError, executor);
        return distribution.basic(confidence).clampedTo(0, 1);
    }

    /** Whether an interval passes: its upper end is at or below the limit. */
    public boolean passes(ConfidenceInterval interval) {
        return interval.upper() <= limit;
    }

    /**
     * About the smallest sample of which a perfect model passes the gate often enough. Sizes rise by a twentieth;
     * samples are drawn from the given forecasts with independent outcomes, and the bootstrap inside is replaced by its
     * normal limit, bin by bin.
     *
     * @param shape forecasts whose distribution the model's resembles
     * @param passShare how often, in (0, 1), e.g. 0.9
     * @param simulations per size, at least 100
     * @param seed of all drawing
     * @return at least 20; 10,000,000 when even that is not enough
     */
    public int smallestPassingSample(
            BinaryForecasts shape, double passShare, int simulations, long seed, Executor executor) {
        shape.requireUnweighted();
        Checks.openUnit("passShare", passShare);
        Checks.atLeast("simulations", simulations, 100);
        int tooSmall = FIRST_SIZE;
        int enough = FIRST_SIZE;
        while (enough < LARGEST_SIZE && passingShare(shape, enough, simulations, seed, executor) < passShare) {
            tooSmall = enough;
            enough = Math.min(LARGEST_SIZE, 2 * enough);
        }
        while (enough > tooSmall * NEXT_SIZE) {
            int middle = (int) Math.round(Math.sqrt((double) tooSmall * enough));
            if (passingShare(shape, middle, simulations, seed, executor) < passShare) {
                tooSmall = middle;
            } else {
                enough = middle;
            }
        }
        return enough;
    }

    /** How often a perfect model of this size passes. */
    double passingShare(BinaryForecasts shape, int size, int simulations, long seed, Executor executor) {
        boolean[] passed = new boolean[simulations];
        BinnedResiduals bin = BinnedResiduals.of(shape, bins);
        Parallel.forEach(simulations, executor, simulation -> {
            SplitMix64 random = SplitMix64.stream(seed ^ size, simulation);
            passed[simulation] = upperEndOfPerfectSample(shape, bin, size, random) <= limit;
        });
        int count = 0;
        for (boolean pass : passed) {
            count += pass ? 1 : 0;
        }
        return (double) count / simulations;
    }

    private double upperEndOfPerfectSample(BinaryForecasts shape, BinnedResiduals bin, int size, SplitMix64 random) {
        double[] sum = new double[bins];
        double[] squares = new double[bins];
        for (int i = 0; i < size; i++) {
            int row = random.nextInt(shape.rows());
            double p = shape.probability(row);
            double residual = (random.nextDouble() < p ? 1 : 0) - p;
            sum[bin.binOfRow(row)] += residual;
            squares[bin.binOfRow(row)] += residual * residual;
        }
        double[] replicates = new double[INNER_DRAWS];
        for (int draw = 0; draw < INNER_DRAWS; draw++) {
            for (int b = 0; b < bins; b++) {
                double noise = squares[b] > 0 ? Math.sqrt(squares[b]) * random.nextGaussian() : 0;
                replicates[draw] += Math.abs(sum[b] + noise) / size;
            }
        }
        double estimate = 0;
        for (double s : sum) {
            estimate += Math.abs(s) / size;
        }
        return BootstrapDistribution.of(estimate, replicates).basic(confidence).upper();
    }
}
