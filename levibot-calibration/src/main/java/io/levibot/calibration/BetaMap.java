package io.levibot.calibration;

import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;

/**
 * The beta family: logit p = a ln s - b ln(1 - s) + c, s the score as a probability.
 *
 * @param scale of the score: probability or log-odds
 * @param a weight of ln s, 0 or more
 * @param b weight of -ln(1 - s), 0 or more
 * @param c log-odds offset
 */
record BetaMap(ScoreScale scale, double a, double b, double c) implements ScoreMap {
    static final String KIND = "beta";

    /** @throws IllegalArgumentException if a parameter is not finite, or a or b is negative */
    BetaMap {
        if (!(a >= 0.0 && a <= Double.MAX_VALUE && b >= 0.0 && b <= Double.MAX_VALUE) || !Double.isFinite(c)) {
            throw new IllegalArgumentException(
                    "a " + a + ", b " + b + ", c " + c + ": allowed are finite numbers, a and b 0 or more");
        }
    }

    @Override
    public double at(double score) {
        double z =
                scale == ScoreScale.PROBABILITY ? LogOdds.of(LogOdds.clip(score, BetaCalibration.SCORE_CLIP)) : score;
        return LogOdds.toProbability(a * BetaCalibration.lnScore(z) + b * BetaCalibration.minusLnRest(z) + c);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void write(StateWriter out) {
        out.number("a", a);
        out.number("b", b);
        out.number("c", c);
    }

    static BetaMap read(StateFields in, ScoreScale scale) {
        return new BetaMap(scale, in.number("a"), in.number("b"), in.number("c"));
    }
}
