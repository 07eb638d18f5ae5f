package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.ScoreScale;

/**
 * A native predictor with path-dependent TreeSHAP contributions. LightGBM has none for linear trees, so models with those are
 * left plain {@link NativePredictor}s.
 */
final class NativeExplainer implements ExplainingPredictor {
    private final NativePredictor predictor;

    NativeExplainer(NativePredictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public double score(FeatureFrame frame) {
        return predictor.score(frame);
    }

    @Override
    public void contributions(FeatureFrame frame, double[] contributions) {
        predictor.contributions(frame, contributions);
    }

    @Override
    public ScoreScale scale() {
        return predictor.scale();
    }

    @Override
    public void close() {
        predictor.close();
    }
}
