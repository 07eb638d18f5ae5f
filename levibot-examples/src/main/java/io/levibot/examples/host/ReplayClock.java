package io.levibot.examples.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * The time of a replayed history. It stands at the close of the newest bar and goes on from there in whole seconds of real time:
 * a decision that takes less than a second carries the bar's exact time, a decision that hangs is seen to take long, and once
 * the history has ended everything grows stale as it would in reality. It never goes back. Thread-safe.
 */
final class ReplayClock implements InstantSource {
    private final InstantSource real;
    private volatile Mark mark;

    private record Mark(Instant replayed, Instant at) {}

    ReplayClock(Instant start, InstantSource real) {
        this.real = Objects.requireNonNull(real, "real");
        this.mark = new Mark(Objects.requireNonNull(start, "start"), real.instant());
    }

    /**
     * @param time the close of the next bar; a time in the past is ignored
     */
    synchronized void advanceTo(Instant time) {
        if (time.isAfter(instant())) {
            mark = new Mark(time, real.instant());
        }
    }

    @Override
    public Instant instant() {
        Mark from = mark;
        long passed = Duration.between(from.at(), real.instant()).toSeconds();
        return from.replayed().plusSeconds(Math.max(0, passed));
    }
}
