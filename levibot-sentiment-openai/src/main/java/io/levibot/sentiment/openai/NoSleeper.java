package io.levibot.sentiment.openai;

import com.openai.core.Sleeper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Stands in for the client's timer thread: the client does not retry, so it never sleeps. */
final class NoSleeper implements Sleeper {
    @Override
    public void sleep(Duration duration) {
        throw new IllegalStateException("the client must not retry by itself");
    }

    @Override
    public CompletableFuture<Void> sleepAsync(Duration duration) {
        throw new IllegalStateException("the client must not retry by itself");
    }

    @Override
    public void close() {
        // There is nothing to stop.
    }
}
