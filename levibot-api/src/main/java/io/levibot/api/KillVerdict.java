package io.levibot.api;

import java.util.Objects;

/**
 * What a kill source asks for at one check.
 *
 * @param state the state asked for; {@link KillState#ARMED} means that the source has nothing against trading
 * @param reason why, for people; empty only with ARMED
 * @param onTrip what to do with open positions
 * @since 0.1.0
 */
public record KillVerdict(KillState state, String reason, OnTrip onTrip) {
    private static final KillVerdict CLEAR = new KillVerdict(KillState.ARMED, "", OnTrip.KEEP);

    /**
     * What happens to open positions when a source trips.
     *
     * @since 0.1.0
     */
    public enum OnTrip {
        /** They stay, with their protective exits. */
        KEEP,
        /** They are closed by protective orders. */
        FLATTEN
    }

    /** @throws IllegalArgumentException if a trip has no reason */
    public KillVerdict {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(onTrip, "onTrip");
        if (state != KillState.ARMED && reason.isBlank()) {
            throw new IllegalArgumentException("a trip to " + state + " needs a reason");
        }
    }

    /** Returns the verdict of a source that has nothing against trading; always the same object. */
    public static KillVerdict clear() {
        return CLEAR;
    }

    /**
     * @param state REDUCE_ONLY or HALTED
     * @param reason why
     * @param onTrip what to do with open positions
     * @return a verdict that trips the latch
     */
    public static KillVerdict trip(KillState state, String reason, OnTrip onTrip) {
        if (state == KillState.ARMED) {
            throw new IllegalArgumentException("a trip asks for REDUCE_ONLY or HALTED, not ARMED");
        }
        return new KillVerdict(state, reason, onTrip);
    }

    /** Returns whether the source wants the latch tightened. */
    public boolean trips() {
        return state != KillState.ARMED;
    }
}
