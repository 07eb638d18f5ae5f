package io.levibot.engine.registry;

/**
 * How far a bundle is.
 *
 * @since 0.1.0
 */
public enum BundleKind {
    /** A trained model without calibrator and policy: to be completed, not to be served. */
    TRAINED,
    /** Model, calibrator, policy and evaluation: what is promoted and served. */
    COMPLETE
}
