package io.levibot.model.lightgbm;

/** What a predictor does with a NaN in a feature that was never missing in training. */
enum MissingPolicy {
    /** Gives no score, so that the engine abstains. */
    ABSTAIN,
    /** Scores as LightGBM does: the value counts as 0, a category as unknown. */
    NATIVE
}
