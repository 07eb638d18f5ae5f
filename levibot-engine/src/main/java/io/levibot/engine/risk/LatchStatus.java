package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a kill latch says of itself.
 *
 * @param state the state that counts
 * @param since when it came into this state
 * @param source who moved it there: a source's id, or {@code operator:NAME}
 * @param reason why: the first reason of a trip, the note of a re-arming
 * @param onTrip what happens to open positions
 * @param laterReasons what asked for a trip after the first, oldest first, each {@code source: reason}; at most eight are kept
 * @param problem why the kept state could not be read or written, in which case the state is HALTED; empty if there is none
 * @since 0.1.0
 */
public record LatchStatus(
        KillState state,
        Instant since,
        String source,
        String reason,
        KillVerdict.OnTrip onTrip,
        List<String> laterReasons,
        String problem) {

    /** Copies. */
    public LatchStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(onTrip, "onTrip");
        Objects.requireNonNull(problem, "problem");
        laterReasons = List.copyOf(laterReasons);
    }

    /** The fail-closed status of a latch whose state is not known. */
    static LatchStatus unknown(Instant now, String problem) {
        return new LatchStatus(KillState.HALTED, now, "latch", problem, KillVerdict.OnTrip.KEEP, List.of(), problem);
    }
}
