package io.levibot.engine.research;

import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.engine.registry.EvaluationFigures;
import java.util.Objects;

/**
 * A finished workflow: every figure comes from the test block, which nothing before had seen.
 *
 * @param tuned the step before
 * @param test scores and labels of the test block
 * @param probabilities how good the probabilities were
 * @param strategy how the engine traded
 * @param run what the engine did
 * @since 0.1.0
 */
public record Evaluated(
        Tuned tuned,
        ScoredBlock test,
        ProbabilityEvaluation probabilities,
        StrategyEvaluation strategy,
        BacktestResult run) {
    /** Refuses nulls. */
    public Evaluated {
        Objects.requireNonNull(tuned, "tuned");
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(probabilities, "probabilities");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(run, "run");
    }

    /** Returns the figures that the promotion gates judge and that the bundle keeps. */
    public EvaluationFigures figures() {
        ConfidenceInterval auc = probabilities.served(CalibrationMeasure.AUC);
        return EvaluationFigures.builder()
                .rows(probabilities.n(), probabilities.rowsNeeded())
                .ece(
                        probabilities.raw(CalibrationMeasure.ECE_EQUAL_WIDTH_10).estimate(),
                        probabilities.ece().estimate(),
                        probabilities.ece().upper())
                .brier(probabilities.served(CalibrationMeasure.BRIER).estimate())
                .logLoss(
                        probabilities.raw(CalibrationMeasure.LOG_LOSS).estimate(),
                        probabilities.served(CalibrationMeasure.LOG_LOSS).estimate())
                .auc(auc.estimate(), auc.lower())
                .activity(strategy.bars(), strategy.trades())
                .sharpe(strategy.sharpe().estimate(), strategy.sharpePerBar())
                .returns(strategy.skewness(), strategy.kurtosis(), strategy.autocorrelation())
                .deflatedSharpe(strategy.dsr(), strategy.trials(), strategy.effectiveTrials())
                .maxDrawdown(strategy.maxDrawdown(), strategy.maxDrawdownBound())
                .build();
    }
}
