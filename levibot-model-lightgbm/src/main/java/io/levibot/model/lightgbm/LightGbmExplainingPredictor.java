package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.ScoreScale;
import org.jspecify.annotations.Nullable;

/**
 * A pure Java predictor with contributions. What they need beyond scoring is made at the first call for them, since most
 * predictors are never asked.
 */
final class LightGbmExplainingPredictor implements ExplainingPredictor {
    private final LightGbmPredictor predictor;
    private volatile @Nullable LightGbmExplainer explainer;

    LightGbmExplainingPredictor(LightGbmPredictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public double score(FeatureFrame frame) {
        return predictor.score(frame);
    }

    @Override
    public void contributions(FeatureFrame frame, double[] contributions) {
        LightGbmExplainer ready = explainer;
        if (ready == null) {
            // Two threads may both make one; they are equal, and either may stay.
            ready = predictor.model().explainer();
            explainer = ready;
        }
        predictor.contributions(frame, ready, contributions);
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
