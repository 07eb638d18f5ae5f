package io.levibot.api;

/**
 * Direction of a holding. The codes are fixed: they may be stored and sent.
 *
 * @since 0.1.0
 */
public enum PositionSide {
    /** Sold short. */
    SHORT(-1),
    /** Nothing held. */
    FLAT(0),
    /** Bought. */
    LONG(1);

    private final int code;

    PositionSide(int code) {
        this.code = code;
    }

    /** Returns -1, 0 or 1: the sign of the held quantity. */
    public int code() {
        return code;
    }
}
