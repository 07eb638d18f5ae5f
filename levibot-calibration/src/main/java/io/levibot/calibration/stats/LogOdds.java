package io.levibot.calibration.stats;

/** Log-odds of probabilities, kept finite. */
final class LogOdds {

    /** How far a probability is kept from 0 and 1 before its log-odds are taken. */
    static final double CLIP = 1e-12;

    private LogOdds() {}

    static double of(double probability) {
        double p = Math.min(1 - CLIP, Math.max(CLIP, probability));
        return StrictMath.log(p) - StrictMath.log1p(-p);
    }

    static double inverse(double logOdds) {
        double e = StrictMath.exp(-Math.abs(logOdds));
        return logOdds >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** ln(1 + exp(x)) without overflow. */
    static double softPlus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
