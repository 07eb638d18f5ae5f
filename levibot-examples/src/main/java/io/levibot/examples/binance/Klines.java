package io.levibot.examples.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The two calls of the Binance REST interface that candles need, {@code /api/v3/klines} and {@code /api/v3/time}, in the wire
 * format of <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints">its
 * documentation</a>: each kline an array of open time, open, high, low, close, volume, close time (the last millisecond), and
 * six fields that are not needed here; prices are strings.
 *
 * <p>Safe for use by several threads.
 */
public final class Klines {
    /** The public host. */
    public static final String DEFAULT_BASE_URL = "https://api.binance.com";

    /** Most klines that one request may ask for. */
    public static final int PAGE = 1000;

    private static final String COMPONENT = "binance";
    private static final Set<String> INTERVALS =
            Set.of("1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d");
    private static final int FIELDS = 12;
    private static final int LONGEST_NUMBER = 40;

    private final RestClient rest;
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(1_000)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    /**
     * @param base scheme and host, such as {@value #DEFAULT_BASE_URL}
     * @param pause waits between attempts
     * @throws IllegalArgumentException if the URL is none that can be asked
     */
    public Klines(URI base, Pause pause) {
        this.rest = new RestClient(base, pause);
    }

    /**
     * @param interval a bar length
     * @throws IllegalArgumentException if the exchange has no such candles
     */
    public static void requireOffered(BarInterval interval) {
        if (!INTERVALS.contains(interval.toString())) {
            throw new IllegalArgumentException("Binance has no candles of " + interval + "; it has "
                    + String.join(", ", INTERVALS.stream().sorted().toList()));
        }
    }

    /**
     * Returns the exchange's time: whether a candle is closed is its clock's matter, not ours.
     *
     * @throws DataException if it cannot be had
     * @throws InterruptedException if the thread is asked to stop
     */
    public Instant serverTime() throws InterruptedException {
        byte[] body = rest.get("/api/v3/time");
        try (JsonParser in = json.createParser(body)) {
            require(in.nextToken() == JsonToken.START_OBJECT, "time", "is no object");
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = in.currentName().equals("serverTime");
                JsonToken value = in.nextToken();
                if (wanted && value == JsonToken.VALUE_NUMBER_INT) {
                    return Instant.ofEpochMilli(in.getLongValue());
                }
                in.skipChildren();
            }
            throw damaged("time", "has no serverTime");
        } catch (IOException e) {
            throw damaged("time", e.getMessage());
        }
    }

    /**
     * Asks for candles that open within a range, at most {@value #PAGE}.
     *
     * @param symbol the instrument
     * @param interval length of the candles
     * @param from first open time, on the grid
     * @param until end of the range, exclusive, on the grid; a candle that closes later is still open and dropped
     * @return the first of them in time order; empty if the exchange has none
     * @throws DataException if they cannot be had, or are not as asked for
     * @throws InterruptedException if the thread is asked to stop
     */
    public List<Bar> page(Symbol symbol, BarInterval interval, Instant from, Instant until)
            throws InterruptedException {
        byte[] body = rest.get("/api/v3/klines?symbol=" + symbol + "&interval=" + interval + "&startTime="
                + from.toEpochMilli() + "&endTime=" + (until.toEpochMilli() - 1) + "&limit=" + PAGE);
        try (JsonParser in = json.createParser(body)) {
            require(in.nextToken() == JsonToken.START_ARRAY, "klines", "are no array");
            List<Bar> bars = new ArrayList<>();
            Instant least = from;
            while (in.nextToken() == JsonToken.START_ARRAY) {
                Bar bar = kline(in, symbol, interval);
                require(bars.size() < PAGE, "klines", "are more than " + PAGE);
                require(
                        !bar.openTime().isBefore(least),
                        "kline " + bar.openTime(),
                        "is out of order or before the range that was asked for");
                if (!bar.closeTime().isAfter(until)) {
                    bars.add(bar);
                }
                least = bar.closeTime();
            }
            require(in.currentToken() == JsonToken.END_ARRAY, "klines", "hold something that is none");
            return bars;
        } catch (IOException e) {
            throw damaged("klines", e.getMessage());
        }
    }

    private static Bar kline(JsonParser in, Symbol symbol, BarInterval interval) throws IOException {
        require(in.nextToken() == JsonToken.VALUE_NUMBER_INT, "open time", "is no number");
        Instant open = Instant.ofEpochMilli(in.getLongValue());
        String where = "kline " + open;
        require(interval.isAligned(open), where, "is not on the grid of " + interval);
        double[] values = new double[5];
        for (int i = 0; i < values.length; i++) {
            require(in.nextToken() == JsonToken.VALUE_STRING, where, "has a price that is no string");
            values[i] = decimal(where, in.getText());
        }
        require(in.nextToken() == JsonToken.VALUE_NUMBER_INT, where, "has no close time");
        Instant close = interval.closeOf(open);
        require(in.getLongValue() == close.toEpochMilli() - 1, where, "has the close time of another interval");
        for (int i = 7; i < FIELDS; i++) {
            JsonToken rest = in.nextToken();
            require(rest != null && rest.isScalarValue(), where, "has fewer than " + FIELDS + " fields");
        }
        require(in.nextToken() == JsonToken.END_ARRAY, where, "has more than " + FIELDS + " fields");
        try {
            return new Bar(symbol, open, close, values[0], values[1], values[2], values[3], values[4]);
        } catch (IllegalArgumentException e) {
            throw damaged(where, e.getMessage());
        }
    }

    private static double decimal(String where, String text) {
        if (text.isEmpty()
                || text.length() > LONGEST_NUMBER
                || !text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            throw damaged(where, "has a price that is no decimal number");
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw damaged(where, "has a price that is no decimal number");
        }
    }

    private static void require(boolean holds, String what, String problem) {
        if (!holds) {
            throw damaged(what, problem);
        }
    }

    private static DataException damaged(String what, @Nullable String problem) {
        return new DataException(COMPONENT, "the exchange's answer is not usable: " + what + " " + problem);
    }
}
