package io.levibot.engine.research;

import io.levibot.api.DataException;
import io.levibot.calibration.stats.CalibrationGate;
import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.calibration.stats.CalibrationReport;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.calibration.stats.ModelCalibration;
import io.levibot.calibration.stats.StationaryBootstrap;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * How good the probabilities were on rows that neither the model, the calibrator nor the sweep had seen.
 *
 * @param report every measure before and after calibration, with intervals and what a perfect model would show
 * @param ece expected calibration error of the served probabilities (ten bins of equal width) with its basic 95 % interval, the
 *     one that the gate judges
 * @param rowsNeeded rows from which on a perfect model with such probabilities passes the gate in 90 % of cases, with labels that
 *     overlap as these do
 * @since 0.1.0
 */
public record ProbabilityEvaluation(CalibrationReport report, ConfidenceInterval ece, long rowsNeeded) {
    private static final int MIN_ROWS = 30;
    private static final int ECE_BINS = 10;
    private static final double ECE_LIMIT = 0.05;
    private static final double CONFIDENCE = 0.95;
    private static final double PASS_SHARE = 0.90;
    private static final int SIMULATIONS = 200;

    /** Mean length of the bootstrap's blocks in labels, at least: shorter blocks cut what belongs together too often. */
    private static final double LABELS_PER_BLOCK = 3.0;

    /** Refuses nulls. */
    public ProbabilityEvaluation {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(ece, "ece");
    }

    /**
     * Labels of neighbouring rows overlap, so that their errors go together: blocks of the bootstrap span several labels, and a
     * perfect model needs as many times the rows that it would need if labels were independent as a label has bars (the errors
     * of labels of h bars have h times the long-run variance of independent ones).
     *
     * @param labelBars mean length of the labels in bars
     */
    static ProbabilityEvaluation of(
            double[] raw, double[] served, int[] outcome, double labelBars, long seed, Executor executor) {
        if (outcome.length < MIN_ROWS) {
            throw new DataException(
                    "evaluation",
                    "the test block has " + outcome.length + " rows with a score and a label; at least " + MIN_ROWS
                            + " are needed");
        }
        double overlap = Math.max(1.0, labelBars);
        double blocks = Math.max(
                CalibrationReport.automaticBlockLength(raw, served, outcome), Math.rint(LABELS_PER_BLOCK * overlap));
        CalibrationReport report = CalibrationReport.of(
                raw,
                served,
                outcome,
                CalibrationReport.Config.DEFAULT.withSeed(seed).withMeanBlockLength(blocks),
                executor);
        CalibrationGate gate = new CalibrationGate(ECE_BINS, ECE_LIMIT, CONFIDENCE);
        StationaryBootstrap bootstrap = new StationaryBootstrap(
                outcome.length, report.meanBlockLength(), report.config().draws(), seed);
        ModelCalibration after = report.after();
        return new ProbabilityEvaluation(
                report, gate.interval(after.forecasts(), bootstrap, executor), (long) Math.ceil(overlap
                        * gate.smallestPassingSample(after.forecasts(), PASS_SHARE, SIMULATIONS, seed, executor)));
    }

    /** Returns the number of rows. */
    public int n() {
        return report.after().forecasts().rows();
    }

    /** Returns a measure of the uncalibrated probabilities with its interval. */
    public ConfidenceInterval raw(CalibrationMeasure measure) {
        return report.before().interval(measure);
    }

    /** Returns a measure of the served probabilities with its interval. */
    public ConfidenceInterval served(CalibrationMeasure measure) {
        return report.after().interval(measure);
    }
}
