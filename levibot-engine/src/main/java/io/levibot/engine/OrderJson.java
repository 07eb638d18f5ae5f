package io.levibot.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.PaperBrokerState;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Orders, executions and what is told of them, as they stand in a snapshot. */
final class OrderJson {
    private static final String OUTCOME = "outcome";

    private OrderJson() {}

    static ObjectNode order(Order order) {
        return Json.object()
                .put("id", order.clientId())
                .put("symbol", order.symbol().name())
                .put("side", order.side().name())
                .put("quantity", order.quantity().toString())
                .put("intent", order.intent().name())
                .put("reason_code", order.reason().code())
                .put("reason_detail", order.reason().detail())
                .put("created_at", order.createdAt().toString())
                .put("reference_price", order.referencePrice());
    }

    static Order order(JsonFields json) {
        return new Order(
                json.text("id"),
                Symbol.of(json.text("symbol")),
                json.choice("side", OrderSide.class),
                decimal(json, "quantity"),
                json.choice("intent", OrderIntent.class),
                new Reason(json.text("reason_code"), json.text("reason_detail")),
                json.instant("created_at"),
                json.number("reference_price"));
    }

    static ObjectNode working(WorkingOrders.State state) {
        ObjectNode json = Json.object()
                .put("left_under", state.leftUnder().name())
                .put("filled", state.filled().toString())
                .put("total", state.total().toString())
                .put("unknown", state.unknown())
                .put("cancel_asked", state.cancelAsked())
                .put("bars", state.bars());
        json.set("order", order(state.order()));
        ArrayNode executions = json.putArray("executions");
        state.executions().forEach(executions::add);
        return json;
    }

    static WorkingOrders.State working(JsonFields json) {
        return new WorkingOrders.State(
                order(json.object("order")),
                json.choice("left_under", io.levibot.api.KillState.class),
                json.texts("executions"),
                decimal(json, "filled"),
                decimal(json, "total"),
                json.flag("unknown"),
                json.flag("cancel_asked"),
                (int) json.integer("bars", 0, Integer.MAX_VALUE));
    }

    static ObjectNode paper(PaperBrokerState state) {
        ObjectNode json = Json.object();
        json.set("positions", decimals(state.positions()));
        ArrayNode orders = json.putArray("orders");
        for (PaperBrokerState.PaperOrder paper : state.orders()) {
            ObjectNode one = orders.addObject().put("under_way", paper.underWay());
            one.set("order", order(paper.order()));
            one.set("executions", fills(paper.executions()));
            if (paper.outcome() != null) {
                one.put(OUTCOME, paper.outcome().name());
            }
        }
        ArrayNode updates = json.putArray("updates");
        for (PaperBrokerState.HeldUpdate held : state.updates()) {
            updates.add(update(held.update()).put("bars", held.bars()));
        }
        if (state.forgottenUntil() != null) {
            json.put("forgotten_until", state.forgottenUntil().toString());
        }
        if (state.time() != null) {
            json.put("time", state.time().toString());
        }
        return json.put("draws", state.draws());
    }

    static PaperBrokerState paper(JsonFields json) {
        List<PaperBrokerState.PaperOrder> orders = new ArrayList<>();
        for (JsonFields one : json.objects("orders")) {
            orders.add(new PaperBrokerState.PaperOrder(
                    order(one.object("order")),
                    fills(one, "executions"),
                    one.has(OUTCOME) ? one.choice(OUTCOME, OrderReport.Outcome.class) : null,
                    one.flag("under_way")));
        }
        List<PaperBrokerState.HeldUpdate> updates = new ArrayList<>();
        for (JsonFields one : json.objects("updates")) {
            updates.add(new PaperBrokerState.HeldUpdate(update(one), (int) one.integer("bars", 0, Integer.MAX_VALUE)));
        }
        return new PaperBrokerState(
                decimals(json, "positions"),
                orders,
                updates,
                json.has("forgotten_until") ? json.instant("forgotten_until") : null,
                json.has("time") ? json.instant("time") : null,
                json.integer("draws", Long.MIN_VALUE, Long.MAX_VALUE));
    }

    static ObjectNode decimals(SortedMap<Symbol, BigDecimal> map) {
        ObjectNode json = Json.object();
        map.forEach((symbol, value) -> json.put(symbol.name(), value.toString()));
        return json;
    }

    static SortedMap<Symbol, BigDecimal> decimals(JsonFields json, String name) {
        SortedMap<Symbol, BigDecimal> map = new TreeMap<>();
        JsonFields fields = json.object(name);
        fields.names().forEach(symbol -> map.put(Symbol.of(symbol), decimal(fields, symbol)));
        return map;
    }

    static BigDecimal decimal(JsonFields json, String name) {
        String text = json.text(name);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw json.refuse(name, "is no decimal number");
        }
    }

    private static ArrayNode fills(List<Fill> fills) {
        ArrayNode array = Json.array();
        fills.forEach(fill -> array.add(fill(fill)));
        return array;
    }

    private static List<Fill> fills(JsonFields json, String name) {
        List<Fill> fills = new ArrayList<>();
        json.objects(name).forEach(one -> fills.add(fill(one)));
        return fills;
    }

    private static ObjectNode fill(Fill fill) {
        return Json.object()
                .put("id", fill.clientId())
                .put("execution", fill.executionId())
                .put("symbol", fill.symbol().name())
                .put("side", fill.side().name())
                .put("quantity", fill.quantity().toString())
                .put("price", fill.price().toString())
                .put("fee", fill.fee().toString())
                .put("at", fill.time().toString());
    }

    private static Fill fill(JsonFields json) {
        return new Fill(
                json.text("id"),
                json.text("execution"),
                Symbol.of(json.text("symbol")),
                json.choice("side", OrderSide.class),
                decimal(json, "quantity"),
                decimal(json, "price"),
                decimal(json, "fee"),
                json.instant("at"));
    }

    private static ObjectNode update(OrderUpdate update) {
        if (update instanceof OrderUpdate.Filled filled) {
            return fill(filled.fill())
                    .put(OUTCOME, "FILLED")
                    .put("completion", filled.state().name());
        }
        ObjectNode json = Json.object()
                .put("id", update.clientId())
                .put("symbol", update.symbol().name())
                .put("at", update.time().toString());
        if (update instanceof OrderUpdate.Rejected rejected) {
            return json.put(OUTCOME, "REJECTED").put("why", rejected.why());
        }
        if (update instanceof OrderUpdate.Unknown unknown) {
            return json.put(OUTCOME, "UNKNOWN").put("why", unknown.why());
        }
        if (update instanceof OrderUpdate.Cancelled cancelled) {
            return json.put(OUTCOME, "CANCELLED")
                    .put("filled", cancelled.filled().toString());
        }
        if (update instanceof OrderUpdate.CancelRejected rejected) {
            return json.put(OUTCOME, "CANCEL_REJECTED").put("why", rejected.why());
        }
        return json.put(OUTCOME, "ACKNOWLEDGED");
    }

    private static OrderUpdate update(JsonFields json) {
        String outcome = json.text(OUTCOME);
        if (outcome.equals("FILLED")) {
            return new OrderUpdate.Filled(fill(json), json.choice("completion", OrderUpdate.Completion.class));
        }
        String id = json.text("id");
        Symbol symbol = Symbol.of(json.text("symbol"));
        Instant at = json.instant("at");
        return switch (outcome) {
            case "REJECTED" -> new OrderUpdate.Rejected(id, symbol, at, json.text("why"));
            case "UNKNOWN" -> new OrderUpdate.Unknown(id, symbol, at, json.text("why"));
            case "CANCELLED" -> new OrderUpdate.Cancelled(id, symbol, at, decimal(json, "filled"));
            case "CANCEL_REJECTED" -> new OrderUpdate.CancelRejected(id, symbol, at, json.text("why"));
            case "ACKNOWLEDGED" -> new OrderUpdate.Acknowledged(id, symbol, at);
            default -> throw json.refuse(OUTCOME, "is unknown");
        };
    }
}
