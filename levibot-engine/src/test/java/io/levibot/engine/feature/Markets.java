package io.levibot.engine.feature;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static io.levibot.engine.bar.TestBars.bar;

import io.levibot.engine.bar.BarSeries;
import java.util.SplittableRandom;

/** Markets with everything that makes features difficult: outages, flat stretches, bars without volume, jumps. */
final class Markets {
    private Markets() {}

    static BarSeries rough(int bars, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BarSeries.Builder builder = BarSeries.builder(BTC, M15);
        double close = Math.pow(10.0, random.nextInt(-6, 6));
        int index = random.nextInt(1000);
        int flatFor = 0;
        while (builder.size() < bars) {
            flatFor = flatFor > 0 ? flatFor - 1 : random.nextInt(60) == 0 ? random.nextInt(40) : 0;
            index += random.nextInt(80) == 0 ? 1 + random.nextInt(20) : 1;
            if (flatFor > 0) {
                builder.add(bar(index, close, close, close, close, random.nextBoolean() ? 0.0 : 3.0));
                continue;
            }
            double open = close * (1.0 + 0.001 * (random.nextDouble() - 0.5));
            double size = random.nextInt(50) == 0 ? 0.2 : 0.01;
            close = open * (1.0 + size * (random.nextDouble() - 0.5));
            double high = Math.max(open, close) * (1.0 + 0.004 * random.nextDouble());
            double low = Math.min(open, close) * (1.0 - 0.004 * random.nextDouble());
            builder.add(bar(index, open, high, low, close, random.nextInt(10) == 0 ? 0.0 : 50.0 * random.nextDouble()));
        }
        return builder.build();
    }
}
