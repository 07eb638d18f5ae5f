package io.levibot.calibration;

import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;

/**
 * Log-odds linear in the score: p = 1 / (1 + exp(-(level + slope (z - centre)))), where z is the score, or its log-odds if it
 * is a probability.
 *
 * @param scale of the score
 * @param centre z at which the log-odds are the level
 * @param slope log-odds per unit of z
 * @param level log-odds at the centre
 */
record LinearLogitMap(ScoreScale scale, double centre, double slope, double level) implements ScoreMap {
    static final String KIND = "linear-logit";

    /** @throws IllegalArgumentException if a parameter is not finite */
    LinearLogitMap {
        if (!Double.isFinite(centre) || !Double.isFinite(slope) || !Double.isFinite(level)) {
            throw new IllegalArgumentException(
                    "centre " + centre + ", slope " + slope + ", level " + level + ": allowed are finite numbers");
        }
    }

    /** Returns the map that gives one probability everywhere. */
    static LinearLogitMap flat(ScoreScale scale, double logOdds) {
        return new LinearLogitMap(scale, 0.0, 0.0, logOdds);
    }

    @Override
    public double at(double score) {
        if (slope == 0.0) {
            return LogOdds.toProbability(level);
        }
        double z = scale == ScoreScale.PROBABILITY ? LogOdds.ofScore(score) : score;
        return LogOdds.toProbability(level + slope * (z - centre));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void write(StateWriter out) {
        out.number("centre", centre);
        out.number("slope", slope);
        out.number("level", level);
    }

    static LinearLogitMap read(StateFields in, ScoreScale scale) {
        double slope = in.number("slope");
        if (slope < 0.0) {
            throw in.refuse("slope", "0 or more");
        }
        return new LinearLogitMap(scale, in.number("centre"), slope, in.number("level"));
    }
}
