package io.levibot.calibration.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {

    @Test
    void runsEveryUnitOnce() {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            AtomicIntegerArray runs = new AtomicIntegerArray(500);
            Parallel.forEach(500, pool, runs::incrementAndGet);
            for (int unit = 0; unit < 500; unit++) {
                assertThat(runs.get(unit)).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void endsOnAnExecutorThatNeverRunsAnything() {
        Deque<Runnable> never = new ArrayDeque<>();
        AtomicIntegerArray runs = new AtomicIntegerArray(10);
        Parallel.forEach(10, never::add, runs::incrementAndGet);
        // A helper that starts when all is done does nothing.
        never.forEach(Runnable::run);

        assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
    }

    @Test
    void endsWhenTheCallerIsTheExecutorsOnlyThread() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            AtomicIntegerArray runs = new AtomicIntegerArray(10);
            Future<?> outer = single.submit(() -> Parallel.forEach(10, single, runs::incrementAndGet));
            outer.get(30, TimeUnit.SECONDS);
            assertThat(runs.get(9)).isEqualTo(1);
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void rethrowsWhatAUnitThrewAndBeginsNoMore() {
        AtomicIntegerArray runs = new AtomicIntegerArray(10);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Parallel.forEach(10, Runnable::run, unit -> {
                    runs.incrementAndGet(unit);
                    if (unit == 3) {
                        throw new IllegalStateException("unit 3");
                    }
                }));
        assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 0, 0, 0, 0, 0, 0]");
        assertThatThrownBy(() -> Parallel.forEach(2, Runnable::run, unit -> {
                    throw new AssertionError("an error too");
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void keepsAnInterruptionForTheCaller() {
        Thread.currentThread().interrupt();
        AtomicIntegerArray runs = new AtomicIntegerArray(3);
        Parallel.forEach(3, Runnable::run, runs::incrementAndGet);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs.get(2)).isEqualTo(1);
    }
}
