package io.levibot.engine.bar;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes bars of trades that come in time order. A bar is given out when a trade of a later bar, or a statement of the time,
 * shows that it has closed. Intervals without a trade give no bar: they are gaps. A trade that equals an earlier one of the same
 * instant in price and amount is taken for a repetition, dropped and counted.
 *
 * <p>Deterministic; not thread-safe. Memory: the distinct trades of one instant.
 *
 * @since 0.1.0
 */
public final class TradeAggregator {
    private static final String COMPONENT = "trade-aggregator";

    private final Symbol symbol;
    private final BarInterval interval;
    private final long intervalMillis;
    private final Set<Trade> atLastTime = new HashSet<>();

    private long lastTime = Long.MIN_VALUE;
    private long trades;
    private long duplicates;
    private boolean forming;
    private long openMillis;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;

    private record Trade(double price, double amount) {}

    /**
     * @param symbol what is traded
     * @param interval the bars' length
     */
    public TradeAggregator(Symbol symbol, BarInterval interval) {
        this.symbol = Objects.requireNonNull(symbol, "symbol");
        this.interval = Objects.requireNonNull(interval, "interval");
        this.intervalMillis = interval.millis();
    }

    /**
     * @param epochMillis when the trade took place, milliseconds UTC, at or after every trade before
     * @param price finite, above 0
     * @param amount of the base asset, finite, 0 or more
     * @return the bar that this trade shows to be closed, or null
     * @throws DataException if the time goes back or a number is out of range; the trade is not taken
     */
    public @Nullable Bar add(long epochMillis, double price, double amount) {
        requireValid(epochMillis, price, amount);
        if (epochMillis != lastTime) {
            atLastTime.clear();
            lastTime = epochMillis;
        }
        trades++;
        if (!atLastTime.add(new Trade(price, amount))) {
            duplicates++;
            return null;
        }
        Bar closed = closeAt(epochMillis);
        if (forming) {
            high = Math.max(high, price);
            low = Math.min(low, price);
            volume += amount;
        } else {
            begin(epochMillis, price, amount);
        }
        close = price;
        return closed;
    }

    /**
     * States that no trade before this time is to come.
     *
     * @param asOf the present
     * @return the bar in the making if it had closed by then, or null
     */
    public @Nullable Bar closeAt(Instant asOf) {
        return closeAt(asOf.toEpochMilli());
    }

    /** Returns the number of trades given, repetitions included. */
    public long trades() {
        return trades;
    }

    /** Returns the number of trades dropped as repetitions. */
    public long duplicates() {
        return duplicates;
    }

    private @Nullable Bar closeAt(long epochMillis) {
        if (!forming || epochMillis < openMillis + intervalMillis) {
            return null;
        }
        forming = false;
        Instant openTime = Instant.ofEpochMilli(openMillis);
        return new Bar(symbol, openTime, interval.closeOf(openTime), open, high, low, close, volume);
    }

    private void begin(long epochMillis, double price, double amount) {
        forming = true;
        openMillis = Math.floorDiv(epochMillis, intervalMillis) * intervalMillis;
        open = price;
        high = price;
        low = price;
        volume = amount;
    }

    private void requireValid(long epochMillis, double price, double amount) {
        if (epochMillis < lastTime) {
            throw new DataException(
                    COMPONENT,
                    "trade of " + symbol + " at " + Instant.ofEpochMilli(epochMillis) + " comes after one at "
                            + Instant.ofEpochMilli(lastTime) + ": trades must be sorted by time");
        }
        if (!(price > 0.0 && price <= Double.MAX_VALUE) || !(amount >= 0.0 && amount <= Double.MAX_VALUE)) {
            throw new DataException(
                    COMPONENT,
                    "trade of " + symbol + " at " + Instant.ofEpochMilli(epochMillis) + " with price " + price
                            + " and amount " + amount
                            + ": allowed are a finite price above 0 and a finite amount of 0 or more");
        }
    }
}
