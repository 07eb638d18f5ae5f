package io.levibot.calibration.stats;

/**
 * Proper scores of probability forecasts: lower is better, and the true probabilities have the lowest expectation.
 *
 * @since 0.1.0
 */
public final class ProbabilityScores {

    /**
     * How far {@link #logLoss(BinaryForecasts)} keeps probabilities from 0 and 1: the spacing of doubles at 1, as
     * scikit-learn does.
     */
    public static final double LOG_LOSS_CLIP = 0x1p-52;

    private ProbabilityScores() {}

    /** Mean squared error of the probability against the outcome, in [0, 1] (Brier 1950). */
    public static double brier(BinaryForecasts forecasts) {
        return brier(forecasts.levels());
    }

    static double brier(Levels levels) {
        double sum = 0;
        for (int g = 0; g < levels.size(); g++) {
            double p = levels.value[g];
            sum += levels.positive[g] * (1 - p) * (1 - p) + levels.negative[g] * p * p;
        }
        return sum / levels.total();
    }

    /**
     * Brier skill: 1 minus the Brier score over that of always saying the base rate. 1 is perfect, 0 no better than the
     * base rate, negative worse; NaN when only one outcome occurs.
     */
    public static double brierSkill(BinaryForecasts forecasts) {
        double rate = forecasts.baseRate();
        double reference = rate * (1 - rate);
        return reference > 0 ? 1 - brier(forecasts) / reference : Double.NaN;
    }

    /** Mean negative log likelihood in nats, probabilities kept {@link #LOG_LOSS_CLIP} away from 0 and 1. */
    public static double logLoss(BinaryForecasts forecasts) {
        return logLoss(forecasts, LOG_LOSS_CLIP);
    }

    /**
     * Mean negative log likelihood in nats.
     *
     * @param clip how far probabilities are kept from 0 and 1, in (0, 0.5)
     */
    public static double logLoss(BinaryForecasts forecasts, double clip) {
        if (!(clip > 0 && clip < 0.5)) {
            throw new IllegalArgumentException("clip is " + clip + "; it must lie strictly between 0 and 0.5");
        }
        return logLoss(forecasts.levels(), clip);
    }

    static double logLoss(Levels levels, double clip) {
        double sum = 0;
        for (int g = 0; g < levels.size(); g++) {
            double p = Math.min(1 - clip, Math.max(clip, levels.value[g]));
            if (levels.positive[g] > 0) {
                sum -= levels.positive[g] * StrictMath.log(p);
            }
            if (levels.negative[g] > 0) {
                sum -= levels.negative[g] * logOneMinus(p);
            }
        }
        return sum / levels.total();
    }

    /** Log loss of always saying the base rate: the entropy of the outcomes in nats, 0 when only one occurs. */
    public static double baseRateLogLoss(BinaryForecasts forecasts) {
        double rate = forecasts.baseRate();
        return rate <= 0 || rate >= 1 ? 0 : -rate * StrictMath.log(rate) - (1 - rate) * StrictMath.log(1 - rate);
    }

    /** ln(1 - p) through log1p, exact where p is tiny. */
    static double logOneMinus(double p) {
        return StrictMath.log1p(-p);
    }
}
