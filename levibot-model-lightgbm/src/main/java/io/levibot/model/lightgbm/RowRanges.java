package io.levibot.model.lightgbm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work on rows, cut into ranges that several threads take one after the other. The thread that asks for the work takes ranges
 * too, so it ends even if the executor is busy, refuses, or runs everything on that same thread.
 */
final class RowRanges implements Runnable {
    /** Rows of a range: enough that taking one costs nothing beside scoring it. */
    static final int LENGTH = 256;

    private final int rows;
    private final Work work;
    private final int ranges;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch unfinished;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** What to do with the rows from {@code from} up to but without {@code to}. */
    interface Work {
        void on(int from, int to);
    }

    private RowRanges(int rows, Work work) {
        this.rows = rows;
        this.work = work;
        this.ranges = (int) (((long) rows + LENGTH - 1) / LENGTH);
        this.unfinished = new CountDownLatch(ranges);
    }

    /**
     * Does the work and returns when all of it is done.
     *
     * @param rows how many
     * @param threads at most so many work at once, the calling one included
     * @param executor runs the others
     * @param work safe for concurrent use; what it throws is thrown here, after every range has ended
     */
    static void run(int rows, int threads, Executor executor, Work work) {
        RowRanges all = new RowRanges(rows, work);
        for (int i = 1; i < Math.min(threads, all.ranges); i++) {
            try {
                executor.execute(all);
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        all.run();
        all.await();
    }

    @Override
    public void run() {
        for (int range = next.getAndIncrement(); range < ranges; range = next.getAndIncrement()) {
            try {
                int from = range * LENGTH;
                work.on(from, Math.min(rows, from + LENGTH));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                unfinished.countDown();
            }
        }
        // Leaves the counter where another late thread cannot make it overflow.
        next.set(ranges);
    }

    /** Waits for the ranges that other threads have begun; an interrupt waits for them too, since they write to the caller's array. */
    private void await() {
        boolean interrupted = false;
        while (true) {
            try {
                unfinished.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }
}
