package io.levibot.api.spi;

/**
 * Chooses thresholds on rows that neither the model nor the calibrator was fitted on. Called by research code; deterministic
 * for a seed; keeps nothing.
 *
 * @since 0.1.0
 */
public interface ThresholdTuner {
    /**
     * @param set probabilities with the prices at which they could have been traded
     * @return the chosen policy or "none viable", with every trial counted
     * @throws io.levibot.api.TrainingException if the set is too small to try anything
     */
    TuningResult tune(TuningSet set);
}
