package io.levibot.api;

/**
 * State of the kill latch, ordered from loose to tight. The codes are fixed and are the value of the metric {@code
 * levibot_kill_switch_state}.
 *
 * @since 0.1.0
 */
public enum KillState {
    /** Trading is allowed. */
    ARMED(0),
    /** Positions may only shrink; nothing may be opened, increased or flipped. */
    REDUCE_ONLY(1),
    /** Only protective exits may leave, clipped; entries and model exits are refused. */
    HALTED(2);

    private final int code;

    KillState(int code) {
        this.code = code;
    }

    /** Returns the fixed number of this state. */
    public int code() {
        return code;
    }

    /**
     * @param other another state
     * @return the tighter of the two
     */
    public KillState tighter(KillState other) {
        return code >= other.code ? this : other;
    }
}
