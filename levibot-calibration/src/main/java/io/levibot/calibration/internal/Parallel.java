package io.levibot.calibration.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered units of work with help from an executor. The calling thread works too, so a busy executor, or one
 * whose only thread is the caller, cannot deadlock; helpers that start late find nothing to do.
 */
public final class Parallel {

    private static final int MOST_HELPERS = 64;

    private Parallel() {}

    /**
     * Runs {@code work} for 0 .. units-1, each exactly once, and returns when all have ended.
     *
     * @throws RuntimeException or Error, the first that a unit threw; the units not yet begun are then left out
     */
    public static void forEach(int units, Executor executor, IntConsumer work) {
        Units shared = new Units(units, work);
        for (int helper = 0; helper < Math.min(units - 1, MOST_HELPERS); helper++) {
            executor.execute(shared);
        }
        shared.run();
        shared.await();
    }

    private static final class Units implements Runnable {
        private final int units;
        private final IntConsumer work;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Units(int units, IntConsumer work) {
            this.units = units;
            this.work = work;
            this.open = new CountDownLatch(units);
        }

        @Override
        public void run() {
            for (int unit = next.getAndIncrement(); unit < units; unit = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        work.accept(unit);
                    }
                } catch (RuntimeException | Error e) {
                    // Kept for the caller's thread, which rethrows it.
                    failure.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        }

        void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    // Units in flight write into the caller's arrays: leave only when they have ended.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
        }
    }
}
