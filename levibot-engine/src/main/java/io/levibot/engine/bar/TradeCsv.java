package io.levibot.engine.bar;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads trade files, {@value #HEADER} with times in whole seconds, into bars; plain or gzipped. This is the format of the real
 * trades in {@code org.ta4j:ta4j-examples}.
 *
 * <p>The interval in which the file ends gives no bar, since nothing shows that it was over. So the last line, which may have
 * been cut short, never reaches a bar, and no line feed is asked for at its end.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class TradeCsv {
    /** First line of a trade file. */
    public static final String HEADER = "timestamp,price,amount";

    private static final String COMPONENT = "trade-csv";
    private static final String[] COLUMNS = HEADER.split(",", -1);
    private static final long MILLIS = 1000L;
    /** Year 2286; a time in milliseconds lies beyond. */
    private static final long LAST_SECONDS = 10_000_000_000L;

    private final Symbol symbol;
    private final BarInterval interval;

    private TradeCsv(Symbol symbol, BarInterval interval) {
        this.symbol = symbol;
        this.interval = interval;
    }

    /**
     * What a trade file held.
     *
     * @param bars the closed bars, at least one
     * @param trades rows in the file
     * @param duplicates rows that repeated an earlier one of the same second exactly, and were dropped
     * @since 0.1.0
     */
    public record Result(BarSeries bars, long trades, long duplicates) {
        /** Refuses null. */
        public Result {
            Objects.requireNonNull(bars, "bars");
        }
    }

    /**
     * @param symbol what was traded
     * @param interval of the bars to make
     * @return a reader
     */
    public static TradeCsv of(Symbol symbol, BarInterval interval) {
        return new TradeCsv(Objects.requireNonNull(symbol, "symbol"), Objects.requireNonNull(interval, "interval"));
    }

    /**
     * @param file a trade file
     * @return its closed bars
     * @throws DataException if the file is missing, damaged or malformed, its times go back, or it holds no closed bar; names
     *     file and line
     */
    public Result read(Path file) {
        try (CsvLines lines = CsvLines.open(COMPONENT, file)) {
            return read(lines);
        }
    }

    /**
     * @param name what to call the data in messages
     * @param in plain or gzipped; closed at the end
     * @return the closed bars
     * @throws DataException as {@link #read(Path)}
     */
    public Result read(String name, InputStream in) {
        try (CsvLines lines = CsvLines.over(COMPONENT, name, in)) {
            return read(lines);
        }
    }

    private Result read(CsvLines lines) {
        lines.requireHeader(HEADER);
        TradeAggregator trades = new TradeAggregator(symbol, interval);
        BarSeries.Builder bars = BarSeries.builder(symbol, interval);
        String[] fields = new String[COLUMNS.length];
        while (lines.next()) {
            lines.split(fields);
            Bar closed = add(lines, fields, trades);
            if (closed != null) {
                bars.add(closed);
            }
        }
        if (bars.size() == 0) {
            throw new DataException(
                    COMPONENT,
                    lines.file() + " holds no closed " + interval + " bar: its " + trades.trades()
                            + " trades lie in one interval");
        }
        return new Result(bars.build(), trades.trades(), trades.duplicates());
    }

    private static @Nullable Bar add(CsvLines lines, String[] fields, TradeAggregator trades) {
        long seconds = lines.wholeNumber(COLUMNS[0], fields[0]);
        if (seconds >= LAST_SECONDS) {
            throw lines.failure(COLUMNS[0] + " " + seconds + " is not a time in seconds since 1970; milliseconds?");
        }
        double price = lines.decimal(COLUMNS[1], fields[1]);
        double amount = lines.decimal(COLUMNS[2], fields[2]);
        try {
            return trades.add(seconds * MILLIS, price, amount);
        } catch (DataException e) {
            throw lines.failure(String.valueOf(e.getMessage()));
        }
    }
}
