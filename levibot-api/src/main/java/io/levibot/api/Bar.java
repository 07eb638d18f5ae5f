package io.levibot.api;

import java.time.Instant;
import java.util.Objects;

/**
 * One closed bar of one instrument over [openTime, closeTime). A bar that is still forming must not be made into a {@code
 * Bar}: everything downstream takes it for final.
 *
 * @param symbol the instrument
 * @param openTime first instant of the bar, inclusive
 * @param closeTime end of the bar, exclusive; from here on the bar is known
 * @param open first price, finite, greater than 0
 * @param high highest price, at least open, low and close
 * @param low lowest price, greater than 0, at most open and close
 * @param close last price, finite, greater than 0
 * @param volume traded quantity of the base asset, finite, 0 or more
 * @since 0.1.0
 */
public record Bar(
        Symbol symbol,
        Instant openTime,
        Instant closeTime,
        double open,
        double high,
        double low,
        double close,
        double volume) {

    /** @throws IllegalArgumentException naming the field that is out of range; NaN and infinities are refused */
    public Bar {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(openTime, "openTime");
        Objects.requireNonNull(closeTime, "closeTime");
        if (!closeTime.isAfter(openTime)) {
            throw refused(symbol, openTime, "close time " + closeTime + " is not after the open time");
        }
        requirePrice(symbol, openTime, "open", open);
        requirePrice(symbol, openTime, "high", high);
        requirePrice(symbol, openTime, "low", low);
        requirePrice(symbol, openTime, "close", close);
        if (!(volume >= 0.0 && volume <= Double.MAX_VALUE)) {
            throw refused(symbol, openTime, "volume " + volume + ": allowed is a finite number of 0 or more");
        }
        if (high < low || high < open || high < close || low > open || low > close) {
            throw refused(
                    symbol,
                    openTime,
                    "high " + high + " and low " + low + " do not enclose open " + open + " and close " + close);
        }
    }

    private static void requirePrice(Symbol symbol, Instant openTime, String field, double price) {
        if (!(price > 0.0 && price <= Double.MAX_VALUE)) {
            throw refused(symbol, openTime, field + " " + price + ": allowed is a finite price above 0");
        }
    }

    private static IllegalArgumentException refused(Symbol symbol, Instant openTime, String why) {
        return new IllegalArgumentException("bar of " + symbol + " opening at " + openTime + ": " + why);
    }
}
