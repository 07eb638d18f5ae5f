package io.levibot.model.lightgbm;

/**
 * The ways in which a model can be scored in Java. All give the same bits.
 *
 * @since 0.1.0
 */
public enum Backend {
    /** {@link #QUANTISED} if the model allows it, else {@link #FLAT}. */
    FASTEST,
    /** Walks several trees at a time without branches. Not for linear trees, and not for trees of more than about 900 leaves. */
    QUANTISED,
    /** Walks one tree at a time, in the plain way; for every model. */
    FLAT
}
