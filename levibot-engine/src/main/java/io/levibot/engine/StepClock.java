package io.levibot.engine;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The host's clock, except while a journal is repeated: then its times are the journal's. */
final class StepClock implements InstantSource {
    private final InstantSource host;
    private volatile @Nullable Instant recorded;

    StepClock(InstantSource host) {
        this.host = host;
    }

    /** Stands at a recorded time from now on; it may go back, as the host's clock may have. */
    void standAt(Instant time) {
        recorded = time;
    }

    /** Runs with the host's clock again. */
    void run() {
        recorded = null;
    }

    /** The host's clock if it is a simulated one. */
    @Nullable
    SimulatedClock simulated() {
        return host instanceof SimulatedClock simulated ? simulated : null;
    }

    @Override
    public Instant instant() {
        Instant standing = recorded;
        return standing == null ? host.instant() : standing;
    }
}
