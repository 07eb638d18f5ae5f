package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.engine.internal.Hashes;
import java.nio.charset.StandardCharsets;
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
 * @param stamp ten hex digits that stand for this very status: every trip changes them, also one that only repeats another, and
 *     so does every re-arming. A re-arming names the stamp of the status that the operator saw. A file that cannot be read has no
 *     stamp of its own: who clears it clears whatever it held
 * @since 0.1.0
 */
public record LatchStatus(
        KillState state,
        Instant since,
        String source,
        String reason,
        KillVerdict.OnTrip onTrip,
        List<String> laterReasons,
        String problem,
        String stamp) {

    private static final int STAMP_DIGITS = 10;

    /** Copies. */
    public LatchStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(onTrip, "onTrip");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(stamp, "stamp");
        laterReasons = List.copyOf(laterReasons);
    }

    /** The fail-closed status of a latch whose state is not known. */
    static LatchStatus unknown(Instant now, String problem) {
        return new LatchStatus(KillState.HALTED, now, "latch", problem, KillVerdict.OnTrip.KEEP, List.of(), problem, "")
                .stamped(0, "");
    }

    /** Whether another status says the same, stamps apart. */
    boolean saysTheSame(LatchStatus other) {
        return equals(new LatchStatus(
                other.state,
                other.since,
                other.source,
                other.reason,
                other.onTrip,
                other.laterReasons,
                other.problem,
                stamp));
    }

    /**
     * The same status with its stamp.
     *
     * @param written how often the latch's file had been written; 0 if that cannot be told
     * @param unwritten what stands for the requests of this process that could not be written; empty if there are none
     */
    LatchStatus stamped(long written, String unwritten) {
        // A status that cannot be read has no time of its own, but that of the look at it.
        String content = String.join(
                "\n",
                Long.toString(written),
                unwritten,
                state.name(),
                problem.isEmpty() ? since.toString() : "",
                source,
                reason,
                onTrip.name(),
                String.join("\n", laterReasons),
                problem);
        String digits =
                Hashes.sha256Hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, STAMP_DIGITS);
        return new LatchStatus(state, since, source, reason, onTrip, laterReasons, problem, digits);
    }
}
