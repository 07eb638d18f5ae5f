package io.levibot.engine.research;

import io.levibot.calibration.stats.BinaryForecasts;
import io.levibot.calibration.stats.BlockLength;
import io.levibot.calibration.stats.CalibrationErrors;
import io.levibot.calibration.stats.CalibrationGate;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.calibration.stats.ProbabilityScores;
import io.levibot.calibration.stats.RocCurve;
import io.levibot.calibration.stats.StationaryBootstrap;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * How good a procedure's probabilities were on rows that none of its candidates had seen before it was finished. All NaN if both
 * outcomes do not occur, or there are fewer than {@value #MIN_ROWS} rows.
 *
 * @param n rows with a score and a known label
 * @param baseRate share of rows whose label happened, in [0, 1]
 * @param auc area under the ROC curve of the served probabilities with DeLong's 95 % interval
 * @param ece expected calibration error of the served probabilities, ten bins of equal width, with its basic 95 % block-bootstrap
 *     interval
 * @param eceRaw the same error without the calibrator
 * @param logLoss mean log loss of the served probabilities, in nats
 * @param logLossRaw the same without the calibrator
 * @since 0.1.0
 */
public record WalkForwardProbabilities(
        int n,
        double baseRate,
        ConfidenceInterval auc,
        ConfidenceInterval ece,
        double eceRaw,
        double logLoss,
        double logLossRaw) {
    /** Fewest rows on which a figure means anything at all. */
    public static final int MIN_ROWS = 30;

    private static final int DRAWS = 1000;
    private static final int ECE_BINS = 10;
    private static final double ECE_LIMIT = 0.05;
    private static final double CONFIDENCE = 0.95;

    /** Refuses nulls. */
    public WalkForwardProbabilities {
        Objects.requireNonNull(auc, "auc");
        Objects.requireNonNull(ece, "ece");
    }

    static WalkForwardProbabilities of(double[] raw, double[] served, int[] outcome, long seed, Executor executor) {
        int n = outcome.length;
        BinaryForecasts after = n < MIN_ROWS ? null : BinaryForecasts.of(served, outcome);
        if (after == null || !after.hasBothOutcomes()) {
            ConfidenceInterval none = new ConfidenceInterval(Double.NaN, Double.NaN, Double.NaN, CONFIDENCE);
            return new WalkForwardProbabilities(n, Double.NaN, none, none, Double.NaN, Double.NaN, Double.NaN);
        }
        BinaryForecasts before = BinaryForecasts.of(raw, outcome);
        CalibrationGate gate = new CalibrationGate(ECE_BINS, ECE_LIMIT, CONFIDENCE);
        double block = BlockLength.of(residuals(served, outcome)).stationaryAtLeastOne();
        return new WalkForwardProbabilities(
                n,
                after.baseRate(),
                RocCurve.of(after).interval(CONFIDENCE),
                gate.interval(after, new StationaryBootstrap(n, block, DRAWS, seed), executor),
                CalibrationErrors.expectedEqualWidth(before, ECE_BINS),
                ProbabilityScores.logLoss(after),
                ProbabilityScores.logLoss(before));
    }

    private static double[] residuals(double[] probability, int[] outcome) {
        double[] residuals = new double[outcome.length];
        for (int row = 0; row < residuals.length; row++) {
            residuals[row] = outcome[row] - probability[row];
        }
        return residuals;
    }
}
