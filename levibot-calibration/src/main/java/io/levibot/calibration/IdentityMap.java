package io.levibot.calibration;

import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * The score itself as a probability: unchanged if it is one, through the logistic function if it is log-odds.
 *
 * @param scale probability or log-odds
 */
record IdentityMap(ScoreScale scale) implements ScoreMap {
    static final String KIND = "identity";

    /** @throws IllegalArgumentException if the scale is {@link ScoreScale#MARGIN}, from which no probability follows */
    IdentityMap {
        if (scale == ScoreScale.MARGIN) {
            throw new IllegalArgumentException("a margin is not a probability");
        }
    }

    @Override
    public double at(double score) {
        return scale == ScoreScale.PROBABILITY ? LogOdds.clip(score, 0.0) : LogOdds.toProbability(score);
    }

    @Override
    public Map<String, String> facts() {
        return ScoreMap.facts("none", scale == ScoreScale.PROBABILITY ? 0.0 : LogOdds.MIN_PROBABILITY);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void write(StateWriter out) {
        // The scale, which every state holds, is all there is.
    }
}
