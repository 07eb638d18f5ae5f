package io.levibot.examples.host;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one engine from one source on the thread that runs it. A source that fails or ends leaves the engine as it is: its
 * features grow stale, which health and metrics show and which keeps the model from trading.
 */
final class BarFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BarFeed.class);

    private final BarSource source;
    private final TradingEngine engine;
    private final Consumer<Instant> clock;
    private final Pace pace;
    private final Map<Symbol, Instant> known = new HashMap<>();
    private volatile Status status = new Status(State.RUNNING, 0, "");
    private volatile boolean stopping;
    private @Nullable Thread waiting;

    enum State {
        RUNNING,
        ENDED,
        STOPPED,
        FAILED
    }

    /** Where the feed is: how many bars it fed, and what ended it. */
    record Status(State state, long bars, String problem) {}

    /**
     * @param source closed at the end
     * @param clock told each bar's close before the engine sees the bar
     */
    BarFeed(BarSource source, TradingEngine engine, Consumer<Instant> clock, Pace pace) {
        this.source = source;
        this.engine = engine;
        this.clock = clock;
        this.pace = pace;
    }

    @Override
    public void run() {
        long bars = 0;
        try (source) {
            for (Bar bar = awaitNext(); bar != null; bar = awaitNext()) {
                clock.accept(bar.closeTime());
                engine.onBar(bar);
                status = new Status(State.RUNNING, ++bars, "");
            }
            status = new Status(stopping ? State.STOPPED : State.ENDED, bars, "");
        } catch (RuntimeException e) {
            status = new Status(State.FAILED, bars, String.valueOf(e.getMessage()));
            LOG.error("The feed failed after {} bars; features go stale from here on: {}", bars, e.getMessage());
        }
    }

    /** Returns the next bar once it is due, or null at the end. Only here may the thread be interrupted. */
    private @Nullable Bar awaitNext() {
        if (!beginWait()) {
            return null;
        }
        try {
            Bar bar = source.next();
            while (bar != null && isKnown(bar)) {
                bar = source.next();
            }
            pace.awaitNext();
            return bar;
        } catch (InterruptedException e) {
            return null;
        } finally {
            endWait();
        }
    }

    /** Whether the engine has had the bar before it was restarted. */
    private boolean isKnown(Bar bar) {
        Instant newest = known.computeIfAbsent(
                bar.symbol(), symbol -> engine.newestClose(symbol).orElse(Instant.MIN));
        return !bar.closeTime().isAfter(newest);
    }

    private synchronized boolean beginWait() {
        waiting = stopping ? null : Thread.currentThread();
        return !stopping;
    }

    private synchronized void endWait() {
        waiting = null;
        if (Thread.interrupted()) {
            stopping = true;
        }
    }

    /**
     * Makes the feed end before its next bar. A decision in progress is not interrupted: an interrupt would close the journal's
     * file in the middle of a line.
     */
    synchronized void stop() {
        stopping = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    Status status() {
        return status;
    }
}
