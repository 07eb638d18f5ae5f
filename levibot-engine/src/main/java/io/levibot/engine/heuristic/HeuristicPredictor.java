package io.levibot.engine.heuristic;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;

/**
 * Adds up five votes, each the same for a rise as for a fall:
 *
 * <pre>
 * ret_1      beyond ±0.001   ±0.10
 * ret_6      beyond ±0.005   ±0.15
 * ret_12     beyond ±0.010   ±0.15
 * z_score_20 beyond ±1       ±0.15, else its sign ±0.10
 * rsi_14     below 30 +0.15, above 70 -0.15, else 0
 * </pre>
 *
 * The score lies in [-0.70, 0.70] (a rise that makes RSI vote against it reaches 0.40). Any missing feature makes it NaN.
 * Immutable.
 */
final class HeuristicPredictor implements Predictor {
    private static final double[] RETURN_LIMITS = {0.001, 0.005, 0.010};
    private static final double[] RETURN_VOTES = {0.10, 0.15, 0.15};
    private static final double STRONG_VOTE = 0.15;
    private static final double WEAK_VOTE = 0.10;
    private static final double OVERSOLD = 30.0;
    private static final double OVERBOUGHT = 70.0;

    private final int[] returns;
    private final int zScore;
    private final int rsi;

    private HeuristicPredictor(int[] returns, int zScore, int rsi) {
        this.returns = returns;
        this.zScore = zScore;
        this.rsi = rsi;
    }

    static HeuristicPredictor of(FeatureSchema schema) {
        try {
            int[] returns = {schema.indexOf("ret_1"), schema.indexOf("ret_6"), schema.indexOf("ret_12")};
            return new HeuristicPredictor(returns, schema.indexOf("z_score_20"), schema.indexOf("rsi_14"));
        } catch (IllegalArgumentException e) {
            throw new SchemaMismatchException(HeuristicPredictorProvider.NAME, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public double score(FeatureFrame frame) {
        double score = zVote(frame.value(zScore)) + rsiVote(frame.value(rsi));
        for (int i = 0; i < returns.length; i++) {
            score += vote(frame.value(returns[i]), RETURN_LIMITS[i], RETURN_VOTES[i]);
        }
        return score;
    }

    @Override
    public ScoreScale scale() {
        return ScoreScale.MARGIN;
    }

    private static double vote(double value, double limit, double vote) {
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        return Math.abs(value) > limit ? Math.copySign(vote, value) : 0.0;
    }

    private static double zVote(double z) {
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        if (z == 0.0) {
            return 0.0;
        }
        return Math.copySign(Math.abs(z) > 1.0 ? STRONG_VOTE : WEAK_VOTE, z);
    }

    private static double rsiVote(double value) {
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        if (value < OVERSOLD) {
            return STRONG_VOTE;
        }
        return value > OVERBOUGHT ? -STRONG_VOTE : 0.0;
    }
}
