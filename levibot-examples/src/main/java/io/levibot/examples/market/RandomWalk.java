package io.levibot.examples.market;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import java.util.SplittableRandom;

/** A market without any edge: independent log returns of mean 0. Nothing that trades it may be promoted, but for bad luck. */
public final class RandomWalk extends GeneratedMarket {
    private RandomWalk(long seed) {
        super(seed);
    }

    /**
     * @param symbol name of the instrument
     * @param interval length of the bars
     * @param count number of bars
     * @param seed of all randomness
     * @return the bars
     */
    public static BarSeries generate(Symbol symbol, BarInterval interval, int count, long seed) {
        return new RandomWalk(seed).bars(symbol, interval, count);
    }

    @Override
    double nextDrift(SplittableRandom source) {
        return 0.0;
    }
}
