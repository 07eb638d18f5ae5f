package io.levibot.api.spi;

import io.levibot.api.FeatureFrame;

/**
 * A predictor that can say how much each feature moved a score. A capability: the engine asks for it only if the host wants
 * contributions in its decisions. Thread-safety, lifecycle and determinism as for {@link Predictor}.
 *
 * @since 0.1.0
 */
public interface ExplainingPredictor extends Predictor {
    /**
     * Splits the raw score of the newest row into additive shares (SHAP values; Lundberg and Lee 2017).
     *
     * @param frame features; valid during the call only
     * @param contributions receives one share per feature and, last, the expected score: {@code schema().size() + 1} numbers
     *     whose sum is the raw score up to rounding
     * @throws IllegalArgumentException if the array is too short
     */
    void contributions(FeatureFrame frame, double[] contributions);
}
