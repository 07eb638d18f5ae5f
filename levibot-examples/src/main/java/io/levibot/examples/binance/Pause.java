package io.levibot.examples.binance;

import java.time.Duration;

/** Lets time pass. Injected, so that a test need not wait. */
@FunctionalInterface
public interface Pause {
    /**
     * @param time how long to wait; zero and less return at once
     * @throws InterruptedException if the thread is asked to stop
     */
    void sleep(Duration time) throws InterruptedException;

    /** Returns the pause that really waits. */
    static Pause real() {
        return time -> {
            if (!time.isNegative()) {
                Thread.sleep(time.toMillis());
            }
        };
    }
}
