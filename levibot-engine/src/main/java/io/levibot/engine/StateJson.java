package io.levibot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.Bar;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.GuardState;
import io.levibot.engine.execution.BookState;
import io.levibot.engine.execution.PositionState;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.feature.PipelineState;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import io.levibot.engine.risk.LatchStatus;
import io.levibot.engine.risk.RiskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * An engine's state as JSON and back, without loss: decimals keep their scale, doubles their bits, times their nanoseconds. A NaN
 * is left out of an object and is null in an array.
 */
final class StateJson {
    private static final String COMPONENT = "snapshot";

    private StateJson() {}

    static ObjectNode write(EngineState state) {
        ObjectNode json = Json.object().put("at", state.at().toString());
        ObjectNode config = json.putObject("config");
        state.config().forEach(config::put);
        if (state.bundleId() != null) {
            json.put("bundle", state.bundleId());
        }
        json.put("started", state.started());
        json.set("latch", latch(state.latch().status()));
        json.set("kill_sources", sources(state.latch().sources()));
        json.set("book", book(state.book()));
        json.set("desk", desk(state.desk()));
        json.set("risk", risk(state.risk()));
        json.set("vitals", vitals(state.vitals()));
        ObjectNode lanes = json.putObject("lanes");
        state.lanes().forEach((symbol, lane) -> lanes.set(symbol.name(), lane(lane)));
        if (state.paper() != null) {
            json.set("paper", OrderJson.paper(state.paper()));
        }
        return json;
    }

    /**
     * @param where the file, for messages
     * @throws io.levibot.api.ArtifactException if the document is not such a state
     */
    static EngineState read(JsonNode document, String where) {
        JsonFields json = JsonFields.of(document, COMPONENT, where);
        try {
            SortedMap<String, String> config = new TreeMap<>();
            JsonFields entries = json.object("config");
            entries.names().forEach(key -> config.put(key, entries.text(key)));
            return new EngineState(
                    json.instant("at"),
                    config,
                    json.has("bundle") ? json.text("bundle") : null,
                    json.flag("started"),
                    new LatchKeeper.State(latch(json.object("latch")), heard(json.objects("kill_sources"))),
                    book(json.object("book")),
                    desk(json.object("desk")),
                    risk(json.object("risk")),
                    vitals(json.object("vitals")),
                    lanes(json.object("lanes")),
                    json.has("paper") ? OrderJson.paper(json.object("paper")) : null);
        } catch (IllegalArgumentException e) {
            throw json.refuse("makes no sense: " + e.getMessage());
        }
    }

    private static ObjectNode latch(LatchStatus status) {
        return Json.object()
                .put("state", status.state().name())
                .put("since", status.since().toString())
                .put("source", status.source())
                .put("reason", status.reason())
                .put("on_trip", status.onTrip().name());
    }

    private static LatchStatus latch(JsonFields json) {
        return new LatchStatus(
                json.choice("state", KillState.class),
                json.instant("since"),
                json.text("source"),
                json.text("reason"),
                json.choice("on_trip", KillVerdict.OnTrip.class),
                List.of(),
                "",
                "");
    }

    private static ArrayNode sources(List<LatchKeeper.SourceState> sources) {
        ArrayNode array = Json.array();
        for (LatchKeeper.SourceState source : sources) {
            ObjectNode one = array.addObject().put("id", source.id()).put("memory", source.memory());
            KillVerdict heard = source.heard();
            if (heard != null) {
                one.putObject("heard")
                        .put("state", heard.state().name())
                        .put("reason", heard.reason())
                        .put("on_trip", heard.onTrip().name());
            }
        }
        return array;
    }

    private static List<LatchKeeper.SourceState> heard(List<JsonFields> array) {
        List<LatchKeeper.SourceState> sources = new ArrayList<>();
        for (JsonFields one : array) {
            sources.add(new LatchKeeper.SourceState(
                    one.text("id"), one.text("memory"), one.has("heard") ? verdict(one.object("heard")) : null));
        }
        return sources;
    }

    private static KillVerdict verdict(JsonFields json) {
        return KillVerdict.trip(
                json.choice("state", KillState.class),
                json.text("reason"),
                json.choice("on_trip", KillVerdict.OnTrip.class));
    }

    private static ObjectNode book(BookState book) {
        ObjectNode json = Json.object()
                .put("cash", book.cash().toString())
                .put("fees", book.fees().toString())
                .put("realised", book.realised().toString());
        ArrayNode positions = json.putArray("positions");
        for (PositionState position : book.positions()) {
            ObjectNode one = positions
                    .addObject()
                    .put("symbol", position.symbol().name())
                    .put("quantity", position.quantity().toString())
                    .put("bars_held", position.barsHeld());
            number(one, "entry_price", position.entryPrice());
            number(one, "last_price", position.lastPrice());
        }
        return json;
    }

    private static BookState book(JsonFields json) {
        List<PositionState> positions = new ArrayList<>();
        for (JsonFields one : json.objects("positions")) {
            positions.add(new PositionState(
                    Symbol.of(one.text("symbol")),
                    OrderJson.decimal(one, "quantity"),
                    number(one, "entry_price"),
                    number(one, "last_price"),
                    (int) one.integer("bars_held", 0, Integer.MAX_VALUE)));
        }
        return new BookState(
                OrderJson.decimal(json, "cash"),
                OrderJson.decimal(json, "fees"),
                OrderJson.decimal(json, "realised"),
                positions);
    }

    private static ObjectNode desk(Desk.State desk) {
        ObjectNode json = Json.object();
        ArrayNode open = json.putArray("open");
        desk.working().open().forEach(order -> open.add(OrderJson.working(order)));
        ArrayNode ended = json.putArray("ended");
        desk.working().ended().forEach(order -> ended.add(OrderJson.working(order)));
        json.put("contradicted", desk.contradicted());
        json.put("reconcile_due", desk.reconciler().due());
        json.set("differences", OrderJson.decimals(desk.reconciler().differences()));
        if (desk.reconciler().triedAt() != null) {
            json.put("tried_at", desk.reconciler().triedAt().toString());
        }
        ObjectNode closing = json.putObject("closing");
        desk.closing()
                .forEach((symbol, reason) -> closing.putObject(symbol.name())
                        .put("code", reason.code())
                        .put("detail", reason.detail()));
        return json;
    }

    private static Desk.State desk(JsonFields json) {
        List<WorkingOrders.State> open = new ArrayList<>();
        json.objects("open").forEach(one -> open.add(OrderJson.working(one)));
        List<WorkingOrders.State> ended = new ArrayList<>();
        json.objects("ended").forEach(one -> ended.add(OrderJson.working(one)));
        SortedMap<Symbol, Reason> closing = new TreeMap<>();
        JsonFields closings = json.object("closing");
        for (String symbol : closings.names()) {
            JsonFields one = closings.object(symbol);
            closing.put(Symbol.of(symbol), new Reason(one.text("code"), one.text("detail")));
        }
        return new Desk.State(
                new WorkingOrders.States(open, ended),
                new Reconciler.State(
                        json.flag("reconcile_due"),
                        OrderJson.decimals(json, "differences"),
                        json.has("tried_at") ? json.instant("tried_at") : null),
                json.flag("contradicted"),
                closing);
    }

    private static ObjectNode risk(RiskState risk) {
        ObjectNode json = Json.object().put("day", risk.day()).put("entries_today", risk.entriesToday());
        number(json, "day_start_equity", risk.dayStartEquity());
        number(json, "peak_equity", risk.peakEquity());
        ArrayNode hour = json.putArray("entries_within_hour");
        risk.entriesWithinHour().forEach(time -> hour.add(time.toString()));
        ObjectNode entries = json.putObject("symbol_entries_today");
        risk.symbolEntriesToday().forEach((symbol, count) -> entries.put(symbol.name(), count.intValue()));
        json.set("symbol_cooldowns", times(risk.symbolCooldowns()));
        if (risk.bookCooldown() != null) {
            json.put("book_cooldown", risk.bookCooldown().toString());
        }
        json.set("open_results", OrderJson.decimals(risk.openResults()));
        json.set("last_marks", times(risk.lastMarks()));
        return json;
    }

    private static RiskState risk(JsonFields json) {
        return new RiskState(
                json.integer("day", Long.MIN_VALUE, Long.MAX_VALUE),
                (int) json.integer("entries_today", 0, Integer.MAX_VALUE),
                number(json, "day_start_equity"),
                number(json, "peak_equity"),
                json.texts("entries_within_hour").stream().map(Instant::parse).toList(),
                map(json, "symbol_entries_today", (fields, symbol) ->
                        (int) fields.integer(symbol, 0, Integer.MAX_VALUE)),
                map(json, "symbol_cooldowns", JsonFields::instant),
                json.has("book_cooldown") ? json.instant("book_cooldown") : null,
                OrderJson.decimals(json, "open_results"),
                map(json, "last_marks", JsonFields::instant));
    }

    private static ObjectNode vitals(Vitals.State vitals) {
        ObjectNode json = Json.object()
                .put("marks", vitals.marks())
                .put("decisions", vitals.decisions())
                .put("failed_decisions", vitals.failedDecisions())
                .put("failures", vitals.failures())
                .put("rejects", vitals.rejects());
        number(json, "equity", vitals.equity());
        number(json, "peak", vitals.peak());
        number(json, "day_start", vitals.dayStart());
        if (vitals.newestMark() != null) {
            json.put("newest_mark", vitals.newestMark().toString());
        }
        if (vitals.firstClose() != null) {
            json.put("first_close", vitals.firstClose().toString());
        }
        return json;
    }

    private static Vitals.State vitals(JsonFields json) {
        return new Vitals.State(
                number(json, "equity"),
                number(json, "peak"),
                number(json, "day_start"),
                json.integer("marks", 0, Long.MAX_VALUE),
                json.has("newest_mark") ? json.instant("newest_mark") : null,
                json.has("first_close") ? json.instant("first_close") : null,
                json.integer("decisions", 0, Long.MAX_VALUE),
                json.integer("failed_decisions", 0, Long.MAX_VALUE),
                (int) json.integer("failures", 0, Integer.MAX_VALUE),
                (int) json.integer("rejects", 0, Integer.MAX_VALUE));
    }

    private static ObjectNode lane(LaneState lane) {
        GuardState guard = lane.guard();
        ObjectNode json = Json.object()
                .put("last_seen_open", guard.lastSeenOpen())
                .put("last_accepted_open", guard.lastAcceptedOpen());
        number(json, "last_accepted_close", guard.lastAcceptedClose());
        number(json, "suspect_close", guard.suspectClose());
        json.put("outliers_in_a_row", guard.outliersInARow());
        number(json, "previous_close", lane.previousClose());
        number(json, "last_close", lane.lastClose());
        json.put("accepted", lane.accepted()).put("behind", lane.behind());
        json.set("values", values(lane.values()));
        ArrayNode bars = json.putArray("bars");
        for (Bar bar : lane.history()) {
            bars.addArray()
                    .add(bar.openTime().toEpochMilli())
                    .add(bar.closeTime().toEpochMilli())
                    .add(bar.open())
                    .add(bar.high())
                    .add(bar.low())
                    .add(bar.close())
                    .add(bar.volume());
        }
        if (lane.model() != null) {
            json.set("features", pipeline(lane.model()));
        }
        if (lane.fallback() != null) {
            json.set("fallback_features", pipeline(lane.fallback()));
        }
        return json;
    }

    private static SortedMap<Symbol, LaneState> lanes(JsonFields json) {
        SortedMap<Symbol, LaneState> lanes = new TreeMap<>();
        for (String name : json.names()) {
            lanes.put(Symbol.of(name), lane(json.object(name), Symbol.of(name)));
        }
        return lanes;
    }

    private static LaneState lane(JsonFields json, Symbol symbol) {
        List<Bar> bars = new ArrayList<>();
        for (JsonNode bar : json.array("bars")) {
            bars.add(new Bar(
                    symbol,
                    Instant.ofEpochMilli(bar.path(0).longValue()),
                    Instant.ofEpochMilli(bar.path(1).longValue()),
                    bar.path(2).doubleValue(),
                    bar.path(3).doubleValue(),
                    bar.path(4).doubleValue(),
                    bar.path(5).doubleValue(),
                    bar.path(6).doubleValue()));
        }
        return new LaneState(
                new GuardState(
                        json.integer("last_seen_open", Long.MIN_VALUE, Long.MAX_VALUE),
                        json.integer("last_accepted_open", Long.MIN_VALUE, Long.MAX_VALUE),
                        number(json, "last_accepted_close"),
                        number(json, "suspect_close"),
                        (int) json.integer("outliers_in_a_row", 0, Integer.MAX_VALUE)),
                bars,
                json.integer("accepted", 0, Long.MAX_VALUE),
                number(json, "previous_close"),
                number(json, "last_close"),
                values(json, "values"),
                json.flag("behind"),
                json.has("features") ? pipeline(json.object("features")) : null,
                json.has("fallback_features") ? pipeline(json.object("fallback_features")) : null);
    }

    private static ObjectNode pipeline(PipelineState state) {
        ObjectNode json = Json.object();
        json.set("external", values(state.external()));
        ArrayNode rows = json.putArray("rows");
        for (double[] row : state.rows()) {
            ArrayNode one = rows.addArray();
            for (double value : row) {
                if (Double.isNaN(value)) {
                    one.addNull();
                } else {
                    one.add(value);
                }
            }
        }
        return json;
    }

    private static PipelineState pipeline(JsonFields json) {
        JsonNode array = json.array("rows");
        double[][] rows = new double[array.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[array.get(i).size()];
            for (int k = 0; k < rows[i].length; k++) {
                JsonNode value = array.get(i).get(k);
                rows[i][k] = value.isNull() ? Double.NaN : value.doubleValue();
            }
        }
        return new PipelineState(values(json, "external"), rows);
    }

    private static ArrayNode values(List<ExternalValue> values) {
        ArrayNode array = Json.array();
        for (ExternalValue value : values) {
            array.addObject()
                    .put("feature", value.feature())
                    .put("value", value.value())
                    .put("available_at", value.availableAt().toString());
        }
        return array;
    }

    private static List<ExternalValue> values(JsonFields json, String name) {
        List<ExternalValue> values = new ArrayList<>();
        for (JsonFields one : json.objects(name)) {
            values.add(new ExternalValue(one.text("feature"), one.number("value"), one.instant("available_at")));
        }
        return values;
    }

    private static ObjectNode times(SortedMap<Symbol, Instant> map) {
        ObjectNode json = Json.object();
        map.forEach((symbol, time) -> json.put(symbol.name(), time.toString()));
        return json;
    }

    private static <V> SortedMap<Symbol, V> map(JsonFields json, String name, BiFunction<JsonFields, String, V> value) {
        SortedMap<Symbol, V> map = new TreeMap<>();
        JsonFields fields = json.object(name);
        fields.names().forEach(symbol -> map.put(Symbol.of(symbol), value.apply(fields, symbol)));
        return map;
    }

    private static void number(ObjectNode json, String name, double value) {
        if (!Double.isNaN(value)) {
            json.put(name, value);
        }
    }

    private static double number(JsonFields json, String name) {
        return json.has(name) ? json.number(name) : Double.NaN;
    }
}
