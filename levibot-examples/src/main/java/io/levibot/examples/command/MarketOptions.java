package io.levibot.examples.command;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.examples.market.MarketData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of the commands that read bars. */
final class MarketOptions {
    private static final String OF_FILES = "15m";

    /** Refuses what can name no file, such as the empty text of a variable that is not set. */
    static final class DataConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException(
                        "it is empty; allowed are a bar file, builtin, random-walk and planted-edge");
            }
            return text;
        }
    }

    @Option(
            names = "--data",
            paramLabel = "FILE|NAME",
            converter = DataConverter.class,
            description = "Bar file (CSV or CSV.gz), or builtin, random-walk, planted-edge. Default: builtin.")
    private @Nullable String data;

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
        return MarketData.load(data == null ? MarketData.BUILTIN : data, symbol, interval(), seed, Instant.now());
    }

    /** Whether the operator named bars, rather than to take the default. */
    boolean namesData() {
        return data != null;
    }

    Symbol symbol() {
        return symbol;
    }

    BarInterval interval() {
        if (interval != null) {
            return interval;
        }
        return BarInterval.parse(data == null || data.equals(MarketData.BUILTIN) ? "1m" : OF_FILES);
    }

    /** The length of live bars, which come from no file: the built-in market's does not matter. */
    BarInterval liveInterval() {
        return interval == null ? BarInterval.parse(OF_FILES) : interval;
    }

    long seed() {
        return seed;
    }
}
