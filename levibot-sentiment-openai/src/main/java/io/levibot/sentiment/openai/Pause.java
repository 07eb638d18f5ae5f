package io.levibot.sentiment.openai;

import java.time.Duration;

/** Waits between two attempts. */
@FunctionalInterface
interface Pause {
    /**
     * @param wait how long
     * @return whether the whole wait passed; false if waiting makes no sense any more
     * @throws InterruptedException if the waiting thread was interrupted
     */
    boolean await(Duration wait) throws InterruptedException;
}
