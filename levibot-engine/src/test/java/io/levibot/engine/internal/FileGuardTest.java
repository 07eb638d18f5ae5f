package io.levibot.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGuardTest {
    @TempDir
    Path directory;

    @Test
    void isHeldByOneAtATimeAndFreeAgainWhenClosed() throws IOException {
        Path file = directory.resolve("lock");
        FileGuard guard = FileGuard.tryAcquire(file).orElseThrow();
        assertThat(FileGuard.tryAcquire(file)).isEmpty();

        guard.close();
        guard.close();

        try (FileGuard again = FileGuard.tryAcquire(file).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void knowsTheFileHoweverItIsSpelled() throws IOException {
        Files.createDirectory(directory.resolve("real"));
        Files.createSymbolicLink(directory.resolve("alias"), directory.resolve("real"));

        try (FileGuard guard = FileGuard.acquire(directory.resolve("real/../real/lock"))) {
            assertThat(guard).isNotNull();
            assertThat(FileGuard.tryAcquire(directory.resolve("alias/lock"))).isEmpty();
        }
    }

    @Test
    void ordersThreadsThatWait() throws Exception {
        Path file = directory.resolve("lock");
        int[] unguarded = {0};
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        try (FileGuard guard = FileGuard.acquire(file)) {
                            unguarded[0]++;
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(unguarded[0]).isEqualTo(400);
    }

    @Test
    void isFreeAgainAfterAFailureToOpen() throws IOException {
        Path file = Files.createDirectory(directory.resolve("lock"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> FileGuard.acquire(file));
        Files.delete(file);

        try (FileGuard guard = FileGuard.tryAcquire(file).orElseThrow()) {
            assertThat(guard).isNotNull();
        }
    }
}
