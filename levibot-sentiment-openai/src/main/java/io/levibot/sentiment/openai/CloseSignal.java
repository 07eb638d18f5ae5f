package io.levibot.sentiment.openai;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells those who wait that the scorer was closed, so that no wait outlives it. */
final class CloseSignal implements Pause {
    private final CountDownLatch closed = new CountDownLatch(1);

    void close() {
        closed.countDown();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public boolean await(Duration wait) throws InterruptedException {
        return !closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }
}
