package io.levibot.examples.market;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Makes bars whose log returns are a drift that the generator knows plus independent normal noise. Each bar is walked in {@value
 * #STEPS} steps so that its high and low are those of a path. The same seed gives the same bits on every JDK.
 */
abstract class GeneratedMarket {
    /** Open time of the first bar. */
    static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    static final double FIRST_PRICE = 30_000.0;

    /** Standard deviation of a bar's log return without drift: 0.3 %, as of a liquid crypto pair at 15 minutes. */
    static final double VOLATILITY = 0.003;

    private static final int STEPS = 8;
    private static final double BASE_VOLUME = 1_000.0;
    private static final double VOLUME_SPREAD = 0.4;

    private final SplittableRandom random;

    GeneratedMarket(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns the expected log return of the bar about to be made, and moves on to the next one. */
    abstract double nextDrift(SplittableRandom source);

    BarSeries bars(Symbol symbol, BarInterval interval, int count) {
        BarSeries.Builder builder = BarSeries.builder(symbol, interval);
        double price = FIRST_PRICE;
        Instant open = START;
        for (int i = 0; i < count; i++) {
            double drift = nextDrift(random);
            double logPrice = 0.0;
            double high = 0.0;
            double low = 0.0;
            for (int step = 0; step < STEPS; step++) {
                logPrice += drift / STEPS + VOLATILITY / Math.sqrt(STEPS) * normal(random);
                high = Math.max(high, logPrice);
                low = Math.min(low, logPrice);
            }
            double close = price * StrictMath.exp(logPrice);
            double top = Math.max(Math.max(price, close), price * StrictMath.exp(high));
            double bottom = Math.min(Math.min(price, close), price * StrictMath.exp(low));
            double volume = BASE_VOLUME * StrictMath.exp(VOLUME_SPREAD * normal(random));
            builder.add(new Bar(symbol, open, interval.closeOf(open), price, top, bottom, close, volume));
            price = close;
            open = interval.closeOf(open);
        }
        return builder.build();
    }

    /** A standard normal by the polar method of Marsaglia, without the cached second value: same bits on every platform. */
    static double normal(SplittableRandom source) {
        while (true) {
            double u = 2.0 * source.nextDouble() - 1.0;
            double v = 2.0 * source.nextDouble() - 1.0;
            double s = u * u + v * v;
            if (s > 0.0 && s < 1.0) {
                return u * Math.sqrt(-2.0 * StrictMath.log(s) / s);
            }
        }
    }
}
