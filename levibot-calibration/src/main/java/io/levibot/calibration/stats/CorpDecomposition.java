package io.levibot.calibration.stats;

/**
 * A proper score taken apart without bins (CORP: Dimitriadis, Gneiting and Jordan 2021): score = miscalibration -
 * discrimination + uncertainty, by comparing with the best monotone recalibration of the same forecasts.
 *
 * @param miscalibration score minus the score after recalibration, MCB; 0 is best, never negative
 * @param discrimination score of the base rate minus the score after recalibration, DSC; more is better, never negative
 * @param uncertainty score of always saying the base rate, UNC
 * @since 0.1.0
 */
public record CorpDecomposition(double miscalibration, double discrimination, double uncertainty) {

    /** Of the Brier score. */
    public static CorpDecomposition ofBrier(BinaryForecasts forecasts) {
        double recalibrated = PooledForecasts.of(forecasts.levels()).brier();
        double rate = forecasts.baseRate();
        double uncertainty = rate * (1 - rate);
        return new CorpDecomposition(
                ProbabilityScores.brier(forecasts) - recalibrated, uncertainty - recalibrated, uncertainty);
    }

    /** Of the log loss in nats, with forecasts kept {@link ProbabilityScores#LOG_LOSS_CLIP} away from 0 and 1. */
    public static CorpDecomposition ofLogLoss(BinaryForecasts forecasts) {
        double recalibrated = PooledForecasts.of(forecasts.levels()).logLoss();
        double uncertainty = ProbabilityScores.baseRateLogLoss(forecasts);
        return new CorpDecomposition(
                ProbabilityScores.logLoss(forecasts) - recalibrated, uncertainty - recalibrated, uncertainty);
    }

    /** The score, put together again. */
    public double score() {
        return miscalibration - discrimination + uncertainty;
    }
}
