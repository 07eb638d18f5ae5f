package io.levibot.examples.binance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.levibot.api.Bar;
import io.levibot.engine.bar.BarSeries;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Speaks the wire format of the Binance REST interface over loopback, from bars that it was given; the last one may be a candle
 * that is still open. Failures can be queued in front of the true answers.
 */
public final class ExchangeDouble implements AutoCloseable {
    private final HttpServer server;
    private final List<Bar> bars = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private Instant now;

    /**
     * @param status HTTP status
     * @param retryAfter header, or empty
     * @param body what it says
     */
    public record Failure(int status, String retryAfter, String body) {}

    public ExchangeDouble(BarSeries bars, Instant now) throws IOException {
        for (int i = 0; i < bars.size(); i++) {
            this.bars.add(bars.bar(i));
        }
        this.now = now;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v3/klines", exchange -> answer(exchange, () -> klines(query(exchange))));
        server.createContext("/api/v3/time", exchange -> answer(exchange, () -> "{\"serverTime\":" + millis() + "}"));
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized void failNext(Failure failure) {
        failures.add(failure);
    }

    public synchronized void add(Bar bar) {
        bars.add(bar);
    }

    public synchronized void remove(int index) {
        bars.remove(index);
    }

    public synchronized void setTime(Instant time) {
        now = time;
    }

    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized long millis() {
        return now.toEpochMilli();
    }

    private interface Answer {
        String text();
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        Failure failure;
        synchronized (this) {
            requests.add(exchange.getRequestURI().toString());
            failure = failures.poll();
        }
        String text = failure == null ? answer.text() : failure.body();
        if (failure != null && !failure.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", failure.retryAfter());
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(failure == null ? 200 : failure.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : exchange.getRequestURI().getQuery().split("&")) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return query;
    }

    private synchronized String klines(Map<String, String> query) {
        long start = Long.parseLong(query.get("startTime"));
        long end = Long.parseLong(query.get("endTime"));
        int limit = Math.min(1000, Integer.parseInt(query.get("limit")));
        List<String> rows = bars.stream()
                .filter(bar ->
                        bar.openTime().toEpochMilli() >= start && bar.openTime().toEpochMilli() <= end)
                .limit(limit)
                .map(ExchangeDouble::row)
                .toList();
        return "[" + String.join(",", rows) + "]";
    }

    /** One row as the exchange sends it. */
    public static String row(Bar bar) {
        return "[" + bar.openTime().toEpochMilli() + "," + text(bar.open()) + "," + text(bar.high()) + ","
                + text(bar.low()) + "," + text(bar.close()) + "," + text(bar.volume()) + ","
                + (bar.closeTime().toEpochMilli() - 1)
                + ",\"148976.11427815\",308,\"1756.87402397\",\"28.46694368\",\"0\"]";
    }

    private static String text(double value) {
        return "\"" + new BigDecimal(value).toPlainString().replaceAll("(\\.\\d{25})\\d+", "$1") + "\"";
    }
}
