package io.levibot.engine.risk;

import io.levibot.api.KillState;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Forgets with the process. */
final class MemoryLatchStore implements LatchStore {
    private final AtomicReference<LatchStatus> status;

    MemoryLatchStore(LatchStatus initial) {
        this.status = new AtomicReference<>(initial);
    }

    @Override
    public KillState state() {
        return status.get().state();
    }

    @Override
    public LatchStatus read(Instant now) {
        return status.get();
    }

    @Override
    public LatchStatus update(Instant now, UnaryOperator<LatchStatus> change) {
        return status.updateAndGet(change);
    }

    @Override
    public void close() {}
}
