package io.levibot.api;

/**
 * What a decision says. The codes are fixed: they may be stored and sent.
 *
 * @since 0.1.0
 */
public enum Signal {
    /** No change of position is wanted. */
    HOLD(0),
    /** Open a position. */
    ENTRY(1),
    /** Close the position. */
    EXIT(2),
    /** The evidence to decide is missing; the reasons say what is. Nothing is ordered by the model. */
    ABSTAIN(3);

    private final int code;

    Signal(int code) {
        this.code = code;
    }

    /** Returns the fixed number of this signal. */
    public int code() {
        return code;
    }
}
