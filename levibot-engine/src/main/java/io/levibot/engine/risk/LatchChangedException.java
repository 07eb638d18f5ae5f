package io.levibot.engine.risk;

import io.levibot.api.LevibotException;

/**
 * A re-arming named another status of the latch than the one it is in: it was tripped, or re-armed, since. Nothing has moved. Look
 * at {@link #status}, and name that.
 *
 * @since 0.1.0
 */
public final class LatchChangedException extends LevibotException {
    private static final long serialVersionUID = 1L;

    private final transient LatchStatus status;

    /**
     * @param status what the latch says now
     */
    LatchChangedException(LatchStatus status) {
        super(
                "kill-latch",
                "not re-armed: what it was asked to clear is not what the latch says now, which is " + status.state()
                        + " since " + status.since() + " by " + status.source() + " (" + status.reason() + ")"
                        + (status.laterReasons().isEmpty() ? "" : ", then " + String.join("; ", status.laterReasons()))
                        + ". If that is safe too, re-arm again and name its stamp " + status.stamp());
        this.status = status;
    }

    /** Returns what the latch says now. */
    public LatchStatus status() {
        return status;
    }
}
