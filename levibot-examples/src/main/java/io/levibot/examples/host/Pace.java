package io.levibot.examples.host;

import io.levibot.examples.binance.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How fast bars are replayed. Used by one thread. */
public interface Pace {
    /**
     * Waits until the next bar is due.
     *
     * @throws InterruptedException if the thread is asked to stop
     */
    void awaitNext() throws InterruptedException;

    /** Returns the pace of a source that waits itself. */
    static Pace ofSource() {
        return () -> {};
    }

    /**
     * @param barsPerSecond above 0
     * @param clock real time
     * @param pause waits
     * @return a pace that makes up for bars that took long
     * @throws IllegalArgumentException if the rate is not a finite number above 0
     */
    static Pace barsPerSecond(double barsPerSecond, InstantSource clock, Pause pause) {
        if (!(barsPerSecond > 0 && barsPerSecond <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(barsPerSecond + " bars per second: allowed is a finite number above 0");
        }
        return new Pace() {
            private static final double NANOS = 1e9;
            private final Instant start = clock.instant();
            private long bars;

            @Override
            public void awaitNext() throws InterruptedException {
                Instant due = start.plusNanos((long) (NANOS * bars++ / barsPerSecond));
                Duration left = Duration.between(clock.instant(), due);
                if (left.compareTo(Duration.ofMillis(1)) >= 0) {
                    pause.sleep(left);
                }
            }
        };
    }
}
