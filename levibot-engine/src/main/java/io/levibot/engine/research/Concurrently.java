package io.levibot.engine.research;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Independent pieces of work on a host's executor. The calling thread works too, so that an executor without a free thread only
 * makes it slower and a nested use cannot wait for itself.
 */
final class Concurrently {
    private static final int MOST_HELPERS = 64;

    private Concurrently() {}

    /**
     * Runs every unit once, whatever the others do, and returns when all have ended.
     *
     * @param units number of units, 0 or more
     * @param executor runs part of them; one that refuses leaves all to the caller
     * @param work makes the result of a unit, from 0; never null
     * @return the results in the units' order
     * @throws RuntimeException or Error that the first failed unit threw, first in the units' order, not in time
     */
    static <T> List<T> map(int units, Executor executor, IntFunction<T> work) {
        Units<T> shared = new Units<>(units, work);
        try {
            for (int helper = 0; helper < Math.min(units - 1, MOST_HELPERS); helper++) {
                executor.execute(shared);
            }
        } catch (RejectedExecutionException e) {
            // The caller does what nobody else will.
        }
        shared.run();
        shared.await();
        return shared.results();
    }

    private static final class Units<T> implements Runnable {
        private final int units;
        private final IntFunction<T> work;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open;
        private final AtomicReferenceArray<T> results;
        private final AtomicReferenceArray<Throwable> failures;

        Units(int units, IntFunction<T> work) {
            this.units = units;
            this.work = work;
            this.open = new CountDownLatch(units);
            this.results = new AtomicReferenceArray<>(units);
            this.failures = new AtomicReferenceArray<>(units);
        }

        @Override
        public void run() {
            for (int unit = next.getAndIncrement(); unit < units; unit = next.getAndIncrement()) {
                try {
                    results.set(unit, work.apply(unit));
                } catch (RuntimeException | Error e) {
                    failures.set(unit, e); // rethrown on the caller's thread
                } finally {
                    open.countDown();
                }
            }
        }

        /** Units in flight hold resources of the caller: an interrupt is kept until they have ended. */
        void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        List<T> results() {
            List<T> list = new ArrayList<>(units);
            for (int unit = 0; unit < units; unit++) {
                Throwable failure = failures.get(unit);
                if (failure instanceof RuntimeException e) {
                    throw e;
                }
                if (failure instanceof Error e) {
                    throw e;
                }
                list.add(results.get(unit));
            }
            return list;
        }
    }
}
