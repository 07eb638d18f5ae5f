package io.levibot.calibration;

import io.levibot.calibration.LogisticRegression.Outcome;
import io.levibot.calibration.LogisticRegression.Solution;
import org.jspecify.annotations.Nullable;

/**
 * Beta calibration (Kull, Silva Filho, Flach 2017): maximum likelihood of logit p = a ln s - b ln(1 - s) + c with a and b at
 * least 0, so that the map never falls. The constrained optimum is the free one if it is allowed; else, the likelihood being
 * concave, the better of the optima with a = 0 and with b = 0; else both are 0 and the map is flat at the base rate.
 *
 * @param a weight of ln s, 0 or more
 * @param b weight of -ln(1 - s), 0 or more
 * @param c log-odds offset
 * @param loss sum of weight times log loss at the optimum
 */
record BetaCalibration(double a, double b, double c, double loss) {
    /** Scores are held within [this, 1 - this], as in the reference implementation. */
    static final double SCORE_CLIP = 0x1p-52;

    private static final double MAX_LOG_ODDS = LogOdds.of(1.0 - SCORE_CLIP);

    /**
     * @param logOdds log-odds of the scores, finite
     * @param labels in [0, 1]
     * @param weights above 0; null for 1 each
     * @return the constrained optimum, or null if the labels are separated and there is none
     */
    static @Nullable BetaCalibration fit(double[] logOdds, double[] labels, double @Nullable [] weights) {
        double[] lnScore = new double[logOdds.length];
        double[] lnRest = new double[logOdds.length];
        for (int i = 0; i < logOdds.length; i++) {
            lnScore[i] = lnScore(logOdds[i]);
            lnRest[i] = minusLnRest(logOdds[i]);
        }
        Solution free = solve(labels, weights, lnScore, lnRest);
        if (free.outcome() == Outcome.SEPARATED) {
            return null;
        }
        if (free.outcome() == Outcome.CONVERGED && free.slope()[0] >= 0.0 && free.slope()[1] >= 0.0) {
            return new BetaCalibration(free.slope()[0], free.slope()[1], free.intercept(), free.loss());
        }
        Solution onlyScore = solve(labels, weights, lnScore);
        Solution onlyRest = solve(labels, weights, lnRest);
        boolean scoreAllowed = allowed(onlyScore);
        boolean restAllowed = allowed(onlyRest);
        if (scoreAllowed && !(restAllowed && onlyRest.loss() < onlyScore.loss())) {
            return new BetaCalibration(onlyScore.slope()[0], 0.0, onlyScore.intercept(), onlyScore.loss());
        }
        if (restAllowed) {
            return new BetaCalibration(0.0, onlyRest.slope()[0], onlyRest.intercept(), onlyRest.loss());
        }
        Solution flat = solve(labels, weights);
        return flat.outcome() == Outcome.CONVERGED ? new BetaCalibration(0.0, 0.0, flat.level(), flat.loss()) : null;
    }

    /** Returns ln s, s the clipped probability of the log-odds: -ln(1 + e<sup>-z</sup>). Rises with z. */
    static double lnScore(double logOdds) {
        return -StrictMath.log1p(StrictMath.exp(-clip(logOdds)));
    }

    /** Returns -ln(1 - s), s the clipped probability of the log-odds: ln(1 + e<sup>z</sup>). Rises with z. */
    static double minusLnRest(double logOdds) {
        return StrictMath.log1p(StrictMath.exp(clip(logOdds)));
    }

    private static double clip(double logOdds) {
        return Math.min(Math.max(logOdds, -MAX_LOG_ODDS), MAX_LOG_ODDS);
    }

    private static Solution solve(double[] labels, double @Nullable [] weights, double[]... columns) {
        return new LogisticRegression(columns, labels, weights, null).solve();
    }

    private static boolean allowed(Solution solution) {
        return solution.outcome() == Outcome.CONVERGED && solution.slope()[0] >= 0.0;
    }
}
