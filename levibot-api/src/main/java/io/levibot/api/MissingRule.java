package io.levibot.api;

/**
 * What the engine does when a feature has no value (NaN) or an outdated one at decision time.
 *
 * @since 0.1.0
 */
public enum MissingRule {
    /** The engine abstains: the model never sees the row. */
    ABSTAIN,
    /** The value reaches the model as NaN, which it must have seen in training. */
    PASS_NAN
}
