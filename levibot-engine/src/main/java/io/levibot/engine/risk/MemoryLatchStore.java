package io.levibot.engine.risk;

import io.levibot.api.KillState;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Forgets with the process. */
final class MemoryLatchStore implements LatchStore {
    private volatile LatchStatus status;
    private long written = 1;

    MemoryLatchStore(LatchStatus initial) {
        this.status = initial.stamped(written, "");
    }

    @Override
    public KillState state() {
        return status.state();
    }

    @Override
    public KillState stateInPlace() {
        return state();
    }

    @Override
    public LatchStatus read(Instant now) {
        return status;
    }

    @Override
    public synchronized LatchStatus update(Instant now, UnaryOperator<LatchStatus> change) {
        LatchStatus changed = change.apply(status).stamped(written + 1, "");
        written++;
        status = changed;
        return changed;
    }

    @Override
    public void close() {}
}
