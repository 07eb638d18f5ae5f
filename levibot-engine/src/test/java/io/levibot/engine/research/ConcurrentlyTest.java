package io.levibot.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrentlyTest {
    @Test
    void givesEveryResultInTheUnitsOrder() {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            assertThat(Concurrently.map(50, pool, unit -> unit * unit))
                    .hasSize(50)
                    .startsWith(0, 1, 4, 9)
                    .isSorted();
            assertThat(Concurrently.map(0, pool, unit -> unit)).isEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    /** A pool whose only thread is the one that waits would wait for ever, were the caller not working too. */
    @Test
    void nestedUseOfOneThreadEnds() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            List<List<Integer>> found = single.submit(() ->
                            Concurrently.map(3, single, outer -> Concurrently.map(3, single, inner -> outer + inner)))
                    .get();
            assertThat(found).containsExactly(List.of(0, 1, 2), List.of(1, 2, 3), List.of(2, 3, 4));
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void throwsTheFirstFailureInTheUnitsOrderAfterAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        assertThatThrownBy(() -> Concurrently.map(6, Runnable::run, unit -> {
                    ended.incrementAndGet();
                    if (unit == 2 || unit == 4) {
                        throw new IllegalStateException("unit " + unit);
                    }
                    return unit;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unit 2");
        assertThat(ended).hasValue(6);
    }
}
