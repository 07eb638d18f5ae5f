package io.levibot.engine.risk;

import io.levibot.api.KillState;
import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Where a latch keeps its state. Safe for concurrent use. */
interface LatchStore {
    /** Reads the state as it is kept now; anything unreadable is HALTED. Allocates nothing. */
    KillState state();

    /** As {@link #state}, after making sure that what is kept is still where it is kept. May take a file access. */
    KillState stateInPlace();

    /** Reads everything as it is kept now; anything unreadable is HALTED with a problem. */
    LatchStatus read(Instant now);

    /**
     * Reads, changes and writes in one step that no other writer can come between; durable before return.
     *
     * @throws IOException if the new status could not be made durable
     */
    LatchStatus update(Instant now, UnaryOperator<LatchStatus> change) throws IOException;

    void close();
}
