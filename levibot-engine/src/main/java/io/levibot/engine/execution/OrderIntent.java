package io.levibot.engine.execution;

/**
 * What an order is for; the rows of the kill latch's table. The codes are fixed: they may be stored and sent.
 *
 * @since 0.1.0
 */
public enum OrderIntent {
    /** Opens or increases a position. Allowed only while the latch is ARMED. */
    ENTRY(0),
    /** Closes or decreases a position because the model says so. Refused while the latch is HALTED. */
    MODEL_EXIT(1),
    /** Closes a position to protect it: stop, take-profit, time stop, flatten. Allowed, clipped, in every state. */
    PROTECTIVE_EXIT(2);

    private final int code;

    OrderIntent(int code) {
        this.code = code;
    }

    /** Returns the fixed number of this intent. */
    public int code() {
        return code;
    }

    /** Returns whether such an order may only shrink a position. */
    public boolean reduces() {
        return this != ENTRY;
    }
}
