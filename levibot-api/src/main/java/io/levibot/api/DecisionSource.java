package io.levibot.api;

/**
 * Where a decision's score came from. The codes are fixed: they may be stored and sent.
 *
 * @since 0.1.0
 */
public enum DecisionSource {
    /** There was no score. */
    NONE(0),
    /** The loaded bundle's model. */
    MODEL(1),
    /** The fallback predictor that the host switched on; its score is not a probability. */
    FALLBACK(2);

    private final int code;

    DecisionSource(int code) {
        this.code = code;
    }

    /** Returns the fixed number of this source. */
    public int code() {
        return code;
    }
}
