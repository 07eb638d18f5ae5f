package io.levibot.engine.execution;

/**
 * What to do about open orders at the venue, in a symbol that the engine trades, that are not the engine's. The codes are fixed:
 * they may be stored and sent.
 *
 * @since 0.1.0
 */
public enum ForeignOrders {
    /** Leaves them, reports them, and trips the latch to REDUCE_ONLY: somebody else trades what the engine trades. */
    DISPUTE(0),
    /** Has them cancelled; no entry leaves before they are gone. Only for an account that nobody else trades. */
    CANCEL(1);

    private final int code;

    ForeignOrders(int code) {
        this.code = code;
    }

    /** Returns the fixed number of this choice. */
    public int code() {
        return code;
    }
}
