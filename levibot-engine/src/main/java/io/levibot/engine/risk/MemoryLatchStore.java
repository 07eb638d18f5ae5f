package io.levibot.engine.risk;

import io.levibot.api.KillState;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Forgets with the process. */
final class MemoryLatchStore implements LatchStore {
    private volatile LatchStatus status;

    MemoryLatchStore(LatchStatus initial) {
        this.status = initial;
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
        LatchStatus changed = change.apply(status);
        status = changed;
        return changed;
    }

    @Override
    public void close() {}
}
