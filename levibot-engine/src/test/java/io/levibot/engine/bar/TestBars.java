package io.levibot.engine.bar;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.SplittableRandom;

/** Bars for tests, on the 15-minute grid from 2024-01-01. */
public final class TestBars {
    public static final Symbol BTC = Symbol.of("BTCUSDT");
    public static final Symbol ETH = Symbol.of("ETHUSDT");
    public static final BarInterval M15 = BarInterval.parse("15m");
    public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private TestBars() {}

    /** The open time of grid place {@code index}. */
    public static Instant openTime(int index) {
        return START.plus(M15.length().multipliedBy(index));
    }

    /** A flat bar of BTC at one price with volume 1. */
    public static Bar flat(int index, double price) {
        return bar(index, price, price, price, price, 1.0);
    }

    /** A bar of BTC. */
    public static Bar bar(int index, double open, double high, double low, double close, double volume) {
        return new Bar(BTC, openTime(index), openTime(index + 1), open, high, low, close, volume);
    }

    /** Flat bars at the given closes, one after another. */
    public static BarSeries closes(double... closes) {
        BarSeries.Builder builder = BarSeries.builder(BTC, M15);
        for (int i = 0; i < closes.length; i++) {
            builder.add(flat(i, closes[i]));
        }
        return builder.build();
    }

    /** A random walk of whole bars without gaps. */
    public static BarSeries randomWalk(int bars, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BarSeries.Builder builder = BarSeries.builder(BTC, M15);
        double close = 100.0;
        for (int i = 0; i < bars; i++) {
            double open = close;
            close = open * (1.0 + 0.02 * (random.nextDouble() - 0.5));
            double high = Math.max(open, close) * (1.0 + 0.005 * random.nextDouble());
            double low = Math.min(open, close) * (1.0 - 0.005 * random.nextDouble());
            builder.add(bar(i, open, high, low, close, 10.0 * random.nextDouble()));
        }
        return builder.build();
    }
}
