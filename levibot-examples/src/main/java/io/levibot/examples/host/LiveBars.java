package io.levibot.examples.host;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSource;
import io.levibot.examples.binance.Klines;
import io.levibot.examples.binance.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closed candles as the exchange closes them, by asking again and again; first those that warm the features. An answer that fails
 * is asked for again: meanwhile features go stale, which the engine sees by itself. Used by one thread; close may come from
 * another.
 */
public final class LiveBars implements BarSource {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBars.class);
    private static final Duration AFTER_CLOSE = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final Klines klines;
    private final Symbol symbol;
    private final BarInterval interval;
    private final InstantSource clock;
    private final Pause pause;
    private final ArrayDeque<Bar> waiting = new ArrayDeque<>();
    private Instant from;
    private volatile boolean closed;

    /**
     * @param klines the exchange
     * @param symbol the instrument
     * @param interval length of the bars
     * @param history bars of the past to begin with, 0 or more
     * @param clock real time
     * @param pause waits
     */
    public LiveBars(Klines klines, Symbol symbol, BarInterval interval, int history, InstantSource clock, Pause pause) {
        this.klines = klines;
        this.symbol = symbol;
        this.interval = interval;
        this.clock = clock;
        this.pause = pause;
        long length = interval.millis();
        long now = clock.instant().toEpochMilli();
        this.from = Instant.ofEpochMilli((now / length - history) * length);
    }

    @Override
    public @Nullable Bar next() {
        try {
            while (!closed && waiting.isEmpty()) {
                ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        return closed ? null : waiting.pollFirst();
    }

    private void ask() throws InterruptedException {
        Instant close = interval.closeOf(from);
        Duration left = Duration.between(clock.instant(), close.plus(AFTER_CLOSE));
        if (!left.isNegative()) {
            pause.sleep(left);
        }
        try {
            long length = interval.millis();
            Instant until = Instant.ofEpochMilli(clock.instant().toEpochMilli() / length * length);
            for (Bar bar : klines.page(symbol, interval, from, until)) {
                if (!bar.closeTime().isAfter(clock.instant()) && !bar.openTime().isBefore(from)) {
                    waiting.addLast(bar);
                    from = bar.closeTime();
                }
            }
            if (waiting.isEmpty()) {
                pause.sleep(AFTER_CLOSE);
            }
        } catch (LevibotException e) {
            LOG.warn("No candles from the exchange: {}", e.getMessage());
            pause.sleep(AFTER_FAILURE);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
