package io.levibot.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.OpenOrder;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.OrderUpdate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads back what came from outside while an input was handled: answers of a broker, failures of plugins, refusals. */
final class OutcomeParser {
    private final JsonNode line;

    private OutcomeParser(JsonNode line) {
        this.line = line;
    }

    static OrderUpdate update(JsonNode line) {
        return new OutcomeParser(line).update();
    }

    static int poll(JsonNode line) {
        return line.path("poll").asInt(1);
    }

    static EngineEvent.PluginFailed failure(JsonNode line) {
        OutcomeParser parser = new OutcomeParser(line);
        JsonNode symbol = line.get("symbol");
        return new EngineEvent.PluginFailed(
                parser.time("at"), parser.text("component"), symbolOrNull(symbol), parser.text("message"));
    }

    static EngineEvent.OrderRefused refusal(JsonNode line) {
        OutcomeParser parser = new OutcomeParser(line);
        return new EngineEvent.OrderRefused(
                parser.time("at"), Symbol.of(parser.text("symbol")), reason(parser.text("reason")));
    }

    static Broker.BrokerBooks books(JsonNode line) {
        Map<Symbol, BigDecimal> positions = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : line.path("positions").properties()) {
            positions.put(
                    Symbol.of(entry.getKey()), new BigDecimal(entry.getValue().asText()));
        }
        List<OpenOrder> orders = new ArrayList<>();
        for (JsonNode order : line.path("open_orders")) {
            OutcomeParser parser = new OutcomeParser(order);
            orders.add(new OpenOrder(
                    parser.text("id"),
                    Symbol.of(parser.text("symbol")),
                    OrderSide.valueOf(parser.text("side")),
                    parser.decimal("quantity"),
                    parser.decimal("filled")));
        }
        return new Broker.BrokerBooks(positions, orders);
    }

    static OrderReport report(JsonNode line) {
        OutcomeParser parser = new OutcomeParser(line);
        String answer = parser.text("answer");
        return switch (answer) {
            case "OPEN" -> new OrderReport.Open(parser.executions());
            case "UNCLEAR" -> new OrderReport.Unclear(parser.text("why"));
            case "NEVER_SEEN" -> new OrderReport.NeverSeen();
            default -> new OrderReport.Done(OrderReport.Outcome.valueOf(answer), parser.executions());
        };
    }

    private List<Fill> executions() {
        List<Fill> fills = new ArrayList<>();
        for (JsonNode execution : line.path("executions")) {
            OutcomeParser parser = new OutcomeParser(execution);
            fills.add(parser.fill(
                    parser.optional("id", text("id")),
                    Symbol.of(parser.optional("symbol", text("symbol"))),
                    parser.time("time")));
        }
        return fills;
    }

    private OrderUpdate update() {
        String id = text("id");
        Symbol symbol = Symbol.of(text("symbol"));
        Instant at = time("at");
        String outcome = text("outcome");
        return switch (outcome) {
            case "ACKNOWLEDGED" -> new OrderUpdate.Acknowledged(id, symbol, at);
            case "FILLED" ->
                new OrderUpdate.Filled(fill(id, symbol, at), OrderUpdate.Completion.valueOf(text("completion")));
            case "REJECTED" -> new OrderUpdate.Rejected(id, symbol, at, text("why"));
            case "CANCELLED" -> new OrderUpdate.Cancelled(id, symbol, at, decimal("filled"));
            case "CANCEL_REJECTED" -> new OrderUpdate.CancelRejected(id, symbol, at, text("why"));
            case "UNKNOWN" -> new OrderUpdate.Unknown(id, symbol, at, text("why"));
            default -> throw new IllegalArgumentException("unknown outcome '" + outcome + "'");
        };
    }

    private Fill fill(String id, Symbol symbol, Instant at) {
        return new Fill(
                id,
                text("execution"),
                symbol,
                OrderSide.valueOf(text("side")),
                decimal("quantity"),
                decimal("price"),
                decimal("fee"),
                at);
    }

    /** The opposite of {@link Reason#toString}. */
    private static Reason reason(String text) {
        int colon = text.indexOf(": ");
        return colon < 0 ? Reason.of(text) : Reason.of(text.substring(0, colon)).with(text.substring(colon + 2));
    }

    private static @Nullable Symbol symbolOrNull(@Nullable JsonNode node) {
        return node == null ? null : Symbol.of(node.asText());
    }

    private String optional(String field, String otherwise) {
        return line.has(field) ? text(field) : otherwise;
    }

    private BigDecimal decimal(String field) {
        return new BigDecimal(text(field));
    }

    private Instant time(String field) {
        return Instant.parse(text(field));
    }

    private String text(String field) {
        JsonNode node = line.get(field);
        if (node == null || !node.isTextual()) {
            throw new IllegalArgumentException("text '" + field + "' is missing");
        }
        return node.textValue();
    }
}
