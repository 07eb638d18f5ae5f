package io.levibot.examples.binance;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Downloads a history of closed candles page by page. Each page begins where the one before ended, so that a hole in the result
 * is a hole in the exchange's own history; holes are counted, never filled, and never made by paging.
 */
public final class KlineDownload {
    private final Klines klines;
    private final Symbol symbol;
    private final BarInterval interval;

    /**
     * @param klines asks the exchange
     * @param symbol the instrument
     * @param interval length of the candles
     */
    public KlineDownload(Klines klines, Symbol symbol, BarInterval interval) {
        this.klines = klines;
        this.symbol = symbol;
        this.interval = interval;
    }

    /**
     * What a download brought.
     *
     * @param bars the candles that the exchange has, at least one
     * @param from open time of the first candle that was asked for
     * @param until close time of the last candle that was asked for
     */
    public record History(BarSeries bars, Instant from, Instant until) {
        /** Returns whether the exchange lacks candles at the beginning: it did not list the instrument yet. */
        public boolean beginsLate() {
            return bars.openTime(0).isAfter(from);
        }

        /** Returns whether the exchange lacks candles at the end: it does not trade the instrument now. */
        public boolean endsEarly() {
            return bars.closeTime(bars.size() - 1).isBefore(until);
        }
    }

    /**
     * @param now the earlier of our time and the exchange's
     * @param span how far back, at least one candle
     * @param progress told how many candles are done
     * @return every closed candle of the span that the exchange has, at least one
     * @throws DataException if the exchange cannot be reached, answers nonsense, or has no candle in the span
     * @throws InterruptedException if the thread is asked to stop
     */
    public History backFrom(Instant now, Duration span, LongConsumer progress) throws InterruptedException {
        Instant until = onGrid(now);
        Instant from = onGrid(until.minus(span));
        BarSeries.Builder bars = BarSeries.builder(symbol, interval);
        Instant next = from;
        while (next.isBefore(until)) {
            List<Bar> page = klines.page(symbol, interval, next, until);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(bars::add);
            next = page.get(page.size() - 1).closeTime();
            progress.accept(Duration.between(from, next).toMillis() / interval.millis());
        }
        if (bars.size() == 0) {
            throw new DataException(
                    "binance", "there is no candle of " + symbol + " (" + interval + ") from " + from + " to " + until);
        }
        return new History(bars.build(), from, until);
    }

    private Instant onGrid(Instant time) {
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, interval.millis()));
    }
}
