package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.DataException;
import io.levibot.engine.bar.BarSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a source on a thread of the host's, so that whoever takes the bars can stop waiting for one that does not come. */
final class BarQueue implements Runnable {
    private static final long LOOK_MILLIS = 50;

    /** The next thing that the source had: a bar, or its end with what ended it. */
    record Item(@Nullable Bar bar, @Nullable RuntimeException failure) {}

    private final BarSource source;
    private final BlockingQueue<Item> items;
    private volatile boolean stopped;
    private volatile boolean enough;
    private final Thread taker = Thread.currentThread();

    BarQueue(BarSource source, int capacity) {
        this.source = source;
        this.items = new ArrayBlockingQueue<>(capacity);
    }

    @Override
    public void run() {
        if (Thread.currentThread() == taker) {
            throw new IllegalArgumentException("the executor runs tasks on the calling thread, which takes the bars: "
                    + "give run(...) an executor with threads of its own, at least two, or none at all");
        }
        @Nullable RuntimeException failure = new DataException("engine", "the bar source failed");
        try {
            Bar bar = source.next();
            while (bar != null && put(new Item(bar, null))) {
                bar = enough ? null : source.next();
            }
            failure = null;
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            put(new Item(null, failure));
        }
    }

    /** Waits at most that long; null if nothing came. */
    @Nullable
    Item poll(long millis) throws InterruptedException {
        return items.poll(millis, TimeUnit.MILLISECONDS);
    }

    int depth() {
        return items.size();
    }

    /** Ends the bars behind those that were read, and one that is being waited for. */
    void enough() {
        enough = true;
    }

    /** Lets the reading thread go as soon as the source gives it back. */
    void stop() {
        stopped = true;
        items.clear();
    }

    private boolean put(Item item) {
        try {
            while (!stopped) {
                if (items.offer(item, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
