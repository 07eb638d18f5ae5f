package io.levibot.engine.execution;

/**
 * Direction of an order. The codes are fixed: they may be stored and sent.
 *
 * @since 0.1.0
 */
public enum OrderSide {
    /** Adds to the held quantity. */
    BUY(1),
    /** Takes from the held quantity. */
    SELL(-1);

    private final int code;

    OrderSide(int code) {
        this.code = code;
    }

    /** Returns 1 or -1: the sign of the change of the held quantity. */
    public int code() {
        return code;
    }

    /** Returns the other side. */
    public OrderSide opposite() {
        return this == BUY ? SELL : BUY;
    }
}
