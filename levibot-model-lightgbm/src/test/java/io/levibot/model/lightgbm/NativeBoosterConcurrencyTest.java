package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.spi.TrainingMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NativeBoosterConcurrencyTest {
    private static final int THREADS = 8;
    private static final Rows ROWS = Rows.binary(500, 5, 11);

    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static String model() {
        PluginConfigs configs = new PluginConfigs(Map.of("rounds", "30", "min_data_in_leaf", "10"));
        return new NativeTrainer(configs.config(), configs.context())
                .train(ROWS, null, TrainingMonitor.none())
                .artifact()
                .text(ModelMetadata.MODEL);
    }

    @Test
    void scoresOnManyThreadsAsOnOne() throws Exception {
        try (NativeBooster booster = NativeBooster.load(model(), 0, 3)) {
            double[] raw = booster.predictRaw(ROWS.rowMajor(), ROWS.size());
            double[] shares = booster.predictContrib(ROWS.rowMajor(), ROWS.size());
            List<Future<Integer>> differences = onEveryThread(() -> {
                int different = 0;
                for (int i = 0; i < ROWS.size(); i++) {
                    different += booster.scoreRow(ROWS.values()[i]) == raw[i] ? 0 : 1;
                }
                double[] again = booster.predictContrib(ROWS.rowMajor(), ROWS.size());
                return different + (java.util.Arrays.equals(again, shares) ? 0 : 1);
            });
            for (Future<Integer> different : differences) {
                assertThat(different.get()).isZero();
            }
            assertThat(booster.copies()).isBetween(1, 3);
        }
    }

    @Test
    void makesNoSecondCopyForOneThreadAtATime() throws Exception {
        try (NativeBooster booster = NativeBooster.load(HandModel.BINARY, 0, 4)) {
            for (int i = 0; i < THREADS; i++) {
                executor.submit(() -> booster.scoreRow(new double[2])).get();
            }
            assertThat(booster.copies()).isEqualTo(1);
        }
    }

    @Test
    void survivesCloseUnderLoad() throws Exception {
        String model = model();
        for (int round = 0; round < 20; round++) {
            NativeBooster booster = NativeBooster.load(model, 0, 2);
            CountDownLatch underWay = new CountDownLatch(THREADS);
            List<Future<Boolean>> endings = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                boolean explaining = i % 2 == 0;
                endings.add(executor.submit(() -> scoreUntilClosed(booster, explaining, underWay)));
            }
            underWay.await();
            // Two threads close at once, while others score.
            Thread second = new Thread(booster::close);
            second.start();
            booster.close();
            second.join();
            for (Future<Boolean> ending : endings) {
                assertThat(ending.get()).isTrue();
            }
            assertThat(booster.copies()).isZero();
        }
    }

    private static boolean scoreUntilClosed(NativeBooster booster, boolean explaining, CountDownLatch underWay) {
        underWay.countDown();
        try {
            while (true) {
                if (explaining) {
                    booster.predictContrib(ROWS.values()[1], 1);
                } else {
                    booster.scoreRow(ROWS.values()[0]);
                }
            }
        } catch (IllegalStateException closed) {
            return String.valueOf(closed.getMessage()).contains("closed");
        }
    }

    /** Thread counts differ between the fits: a count raised in mid-fit would write past LightGBM's buffers. */
    @Test
    void scoresLoadsAndFitsAtTheSameTime() throws Exception {
        String expected = model();
        AtomicBoolean fitting = new AtomicBoolean(true);
        CyclicBarrier start = new CyclicBarrier(3);
        Future<Integer> loads = executor.submit(() -> {
            start.await();
            int count = 0;
            do {
                try (NativeBooster booster = NativeBooster.load(expected)) {
                    booster.predictContrib(ROWS.values()[0], 1);
                    count++;
                }
            } while (fitting.get());
            return count;
        });
        List<Future<String>> fits = new ArrayList<>();
        for (String threads : List.of("1", "4")) {
            fits.add(executor.submit(() -> {
                start.await();
                String text = "";
                for (int i = 0; i < 3; i++) {
                    PluginConfigs configs =
                            new PluginConfigs(Map.of("rounds", "30", "min_data_in_leaf", "10", "num_threads", threads));
                    text = new NativeTrainer(configs.config(), configs.context())
                            .train(ROWS, null, TrainingMonitor.none())
                            .artifact()
                            .text(ModelMetadata.MODEL);
                }
                return text.replace("[num_threads: " + threads + "]", "[num_threads: 1]");
            }));
        }
        try {
            for (Future<String> fit : fits) {
                assertThat(fit.get()).isEqualTo(expected);
            }
        } finally {
            fitting.set(false);
        }
        assertThat(loads.get()).isPositive();
    }

    @Test
    void freesNativeMemoryOfABoosterThatNobodyCloses() throws Exception {
        BoosterPool pool = BoosterPool.create(HandModel.BINARY, 0, 2);
        forget(pool);
        CountDownLatch freed = new CountDownLatch(1);
        executor.execute(() -> {
            while (pool.copies() > 0) {
                System.gc();
            }
            freed.countDown();
        });
        assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void forget(BoosterPool pool) {
        assertThat(new NativeBooster(pool).scoreRow(new double[2])).isEqualTo(0.375);
    }

    private <T> List<Future<T>> onEveryThread(Callable<T> task) throws InterruptedException {
        return executor.invokeAll(java.util.Collections.nCopies(THREADS, task));
    }
}
