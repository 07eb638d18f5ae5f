package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.execution.PaperFaults;
import io.levibot.engine.execution.Rounding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A venue whose books are a file of its own: every order and every bar that reached it, in order. It outlives the process of its
 * client; what it had not yet told when that died it tells only if it is asked.
 */
final class FileVenue implements Broker {
    private final Path file;
    private final List<Fill> executions = new ArrayList<>();
    private final PaperBroker paper =
            new PaperBroker(CostModel.DEFAULT, Rounding.DEFAULT, PaperFaults.NONE, executions::add);
    private final Map<Symbol, Instant> seen = new TreeMap<>();

    FileVenue(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            lines().forEach(this::apply);
            paper.drainUpdates(update -> {});
        }
    }

    List<Fill> executions() {
        return List.copyOf(executions);
    }

    private List<String> lines() {
        try {
            String text = Files.readString(file);
            int whole = text.lastIndexOf('\n') + 1;
            if (whole < text.length()) {
                Files.writeString(file, text.substring(0, whole)); // a torn line never reached the venue
            }
            return text.substring(0, whole).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(String line) {
        String[] part = line.split(" ", -1);
        Symbol symbol = Symbol.of(part[1]);
        if (part[0].equals("bar")) {
            double[] price = new double[5];
            for (int i = 0; i < price.length; i++) {
                price[i] = Double.parseDouble(part[4 + i]);
            }
            Bar bar = new Bar(
                    symbol,
                    Instant.parse(part[2]),
                    Instant.parse(part[3]),
                    price[0],
                    price[1],
                    price[2],
                    price[3],
                    price[4]);
            seen.put(symbol, bar.closeTime());
            paper.onBar(bar);
        } else {
            paper.submit(new Order(
                    part[2],
                    symbol,
                    OrderSide.valueOf(part[3]),
                    new BigDecimal(part[4]),
                    OrderIntent.valueOf(part[5]),
                    Reason.of("KEPT"),
                    Instant.parse(part[6]),
                    Double.parseDouble(part[7])));
        }
    }

    private void keep(String line) {
        try {
            Files.write(
                    file,
                    (line + "\n").getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        apply(line);
    }

    @Override
    public void submit(Order order) {
        keep("order " + order.symbol() + " " + order.clientId() + " " + order.side() + " " + order.quantity() + " "
                + order.intent() + " " + order.createdAt() + " " + order.referencePrice());
    }

    @Override
    public void cancel(Symbol symbol, String clientId) {
        throw new UnsupportedOperationException("nothing is cancelled here");
    }

    @Override
    public void onBar(Bar bar) {
        Instant last = seen.get(bar.symbol());
        if (last == null || bar.closeTime().isAfter(last)) {
            keep("bar " + bar.symbol() + " " + bar.openTime() + " " + bar.closeTime() + " " + bar.open() + " "
                    + bar.high() + " " + bar.low() + " " + bar.close() + " " + bar.volume());
        }
    }

    @Override
    public void drainUpdates(Consumer<OrderUpdate> consumer) {
        paper.drainUpdates(consumer);
    }

    @Override
    public OrderReport report(Order order) {
        return paper.report(order);
    }

    @Override
    public BrokerBooks query() {
        return paper.query();
    }

    @Override
    public void close() {}
}
