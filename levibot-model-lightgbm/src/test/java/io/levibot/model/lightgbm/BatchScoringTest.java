package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class BatchScoringTest {
    private static final int ROWS = 5 * RowRanges.LENGTH + 7;

    private final ExecutorService executor = Executors.newFixedThreadPool(3);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static LightGbmScorer scorer(String text) {
        return new LightGbmModelReader()
                .read(text.getBytes(StandardCharsets.UTF_8))
                .scorer();
    }

    private static double[] oneByOne(LightGbmScorer scorer, double[] rows, int count) {
        int classes = scorer.model().classCount();
        double[] scores = new double[count * classes];
        for (int i = 0; i < count; i++) {
            scorer.raw(rows, i * scorer.model().featureCount(), scores, i * classes);
        }
        return scores;
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeModels.class,
            names = {"CATEGORICAL", "MULTICLASS", "LINEAR", "DEEP"})
    void givesTheBitsOfOneCallPerRowOnAnyNumberOfThreads(NativeModels kind) {
        LightGbmScorer scorer = scorer(kind.train());
        double[] rows = AdversarialRows.of(scorer.model(), ROWS, 9);
        double[] expected = oneByOne(scorer, rows, ROWS);
        double[] scores = new double[expected.length];
        scorer.rawBatch(rows, 0, ROWS, scores, 0);
        assertThat(scores).containsExactly(expected);
        for (int threads = 1; threads <= 5; threads++) {
            double[] parallel = new double[expected.length];
            scorer.rawBatch(rows, 0, ROWS, parallel, 0, threads, executor);
            assertThat(parallel).containsExactly(expected);
        }
    }

    @Test
    void takesPartOfAnArrayAndLeavesTheRestAlone() {
        LightGbmScorer scorer = scorer(HandModel.BINARY);
        double[] rows = {9, 9, 9, /* */ 1.5, 0, /* */ 2, -2, /* */ 9};
        double[] scores = {7, 7, 7, 7};
        scorer.rawBatch(rows, 3, 2, scores, 1);
        assertThat(scores).containsExactly(7, 0.375, -0.375, 7);
        scorer.rawBatch(rows, 3, 0, scores, 4);
        scorer.rawBatch(rows, 8, 0, scores, 0, 2, executor);
        assertThat(scores).containsExactly(7, 0.375, -0.375, 7);
    }

    @Test
    void refusesArraysThatAreTooShortBeforeItWrites() {
        LightGbmScorer scorer = scorer(HandModel.BINARY);
        double[] scores = {7, 7};
        assertThatThrownBy(() -> scorer.rawBatch(new double[3], 0, 2, scores, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> scorer.rawBatch(new double[8], 0, 3, scores, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> scorer.rawBatch(new double[8], 0, -1, scores, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> scorer.rawBatch(new double[8], 0, Integer.MAX_VALUE, scores, 0, 2, executor))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> scorer.rawBatch(new double[4], 0, 2, scores, 0, 0, executor))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(scores).containsExactly(7, 7);
    }

    @Test
    void endsWithAnExecutorThatRunsNothingOrRefusesOrRunsOnTheSameThread() {
        LightGbmScorer scorer = scorer(HandModel.BINARY);
        double[] rows = AdversarialRows.of(scorer.model(), ROWS, 3);
        double[] expected = oneByOne(scorer, rows, ROWS);
        List<Runnable> never = new ArrayList<>();
        Executor refusing = task -> {
            throw new RejectedExecutionException("full");
        };
        for (Executor one : List.<Executor>of(never::add, refusing, Runnable::run)) {
            double[] scores = new double[ROWS];
            scorer.rawBatch(rows, 0, ROWS, scores, 0, 3, one);
            assertThat(scores).containsExactly(expected);
        }
        // Tasks that run when all is done find nothing to do.
        never.forEach(Runnable::run);
    }

    @Test
    void usesTheOtherThreads() throws Exception {
        CountDownLatch bothAtWork = new CountDownLatch(2);
        RowRanges.run(2 * RowRanges.LENGTH, 2, executor, (from, to) -> {
            bothAtWork.countDown();
            try {
                // Neither goes on before the other has begun.
                bothAtWork.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(bothAtWork.getCount()).isZero();
    }

    @Test
    void waitsForTheOthersWhenInterruptedAndThrowsWhatARangeThrew() {
        Thread.currentThread().interrupt();
        boolean[] done = new boolean[ROWS];
        RowRanges.run(ROWS, 4, executor, (from, to) -> java.util.Arrays.fill(done, from, to, true));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).doesNotContain(false);
        assertThatThrownBy(() -> RowRanges.run(ROWS, 2, executor, (from, to) -> {
                    if (from > 0) {
                        throw new IllegalStateException("range " + from);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("range");
    }
}
