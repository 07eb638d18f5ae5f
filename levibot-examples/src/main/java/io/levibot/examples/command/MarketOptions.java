package io.levibot.examples.command;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.examples.market.MarketData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that read bars. */
final class MarketOptions {
    @Option(
            names = "--data",
            paramLabel = "FILE|NAME",
            defaultValue = MarketData.BUILTIN,
            description = "Bar file (CSV or CSV.gz), or builtin, random-walk, planted-edge. Default: ${DEFAULT-VALUE}.")
    private String data = MarketData.BUILTIN;

    @Option(
            names = "--symbol",
            defaultValue = "BTCUSD",
            description = "What to call the instrument. Default: ${DEFAULT-VALUE}.")
    private Symbol symbol = Symbol.of("BTCUSD");

    @Option(
            names = "--interval",
            paramLabel = "LENGTH",
            description = "Length of the bars, such as 1m, 15m, 1h. Default: 1m for builtin, else 15m.")
    private @Nullable BarInterval interval;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of all randomness. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    MarketData load() {
        return MarketData.load(data, symbol, interval(), seed, Instant.now());
    }

    Symbol symbol() {
        return symbol;
    }

    BarInterval interval() {
        if (interval != null) {
            return interval;
        }
        return BarInterval.parse(data.equals(MarketData.BUILTIN) ? "1m" : "15m");
    }

    long seed() {
        return seed;
    }
}
