package io.levibot.engine.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files that an interrupt of the calling thread must not stop: a {@link java.nio.channels.FileChannel} is closed for good
 * when a thread that is interrupted touches it, also by an interrupt of before. The thread's interrupt is kept for whoever
 * waits for it.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Work on a file. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it, also when it was stopped before: opens again what is closed, and repeats without harm what was done. */
        T run() throws IOException;
    }

    /**
     * @param work may be done several times
     * @return what it returned when no interrupt stopped it
     * @throws IOException if it failed for any other cause
     */
    public static <T> T run(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
