package io.levibot.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * A clock that stands still until it is set: the time of a backtest, a replay or a test. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SimulatedClock implements InstantSource {
    private volatile Instant now;

    /**
     * @param start the first time
     */
    public SimulatedClock(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    /**
     * Moves the clock. Going back is ignored, so that the bars of several symbols can set it in any order.
     *
     * @param time the time to move to
     */
    public void advanceTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }
}
