package io.levibot.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.Bar;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads back the events that {@link EventWriter} wrote, as far as they are inputs. */
final class InputParser {
    private final JsonNode line;

    private InputParser(JsonNode line) {
        this.line = line;
    }

    /** Returns the input of a line, or null if the line is no input. Throws IllegalArgumentException for a malformed one. */
    static EngineEvent.@Nullable Input parse(JsonNode line) {
        String name = line.path("type").asText();
        if (name.equals(JournalFormat.SEAL) || name.equals(JournalFormat.CONTINUED)) {
            return null;
        }
        EventType type = EventType.named(name);
        if (type == null) {
            throw new IllegalArgumentException("unknown type '" + name + "'");
        }
        InputParser parser = new InputParser(line);
        return switch (type) {
            case OPENED -> parser.opened();
            case BAR -> new EngineEvent.BarReceived(parser.at(), parser.bar(), parser.answer());
            case BARS_MISSED -> parser.barsMissed();
            case VALUE ->
                new EngineEvent.ValueReceived(
                        parser.at(),
                        parser.symbol(),
                        parser.text("feature"),
                        parser.number("value"),
                        parser.time("available_at"));
            case OPERATOR ->
                new EngineEvent.OperatorActed(
                        parser.at(),
                        EngineEvent.OperatorActed.Act.valueOf(parser.text("act")),
                        parser.text("operator"),
                        parser.text("note"));
            case KILL_REQUEST -> parser.killRequest();
            case CHECK -> new EngineEvent.Checked(parser.at());
            case RESTARTED -> new EngineEvent.Restarted(parser.at());
            case MODEL -> new EngineEvent.ModelSwapped(parser.at(), parser.optional("from"), parser.text("to"));
            case CLOSED -> new EngineEvent.Closed(parser.at());
            case ORDER_REPORT,
                    RECONCILED,
                    BAR_REFUSED,
                    GAP,
                    DECISION,
                    ORDER_REFUSED,
                    ORDER,
                    ORDER_UPDATE,
                    LATCH,
                    PLUGIN_FAILED,
                    MARK -> null;
        };
    }

    private EngineEvent.Opened opened() {
        int format = line.path("format").asInt();
        if (format != JournalFormat.VERSION) {
            throw new IllegalArgumentException("format " + format + ", this version reads " + JournalFormat.VERSION);
        }
        SortedMap<String, String> config = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : line.path("config").properties()) {
            config.put(entry.getKey(), entry.getValue().asText());
        }
        return new EngineEvent.Opened(at(), config, optional("bundle"), optional(JournalFormat.PREVIOUS_HEAD));
    }

    private EngineEvent.BarReceived.Answer answer() {
        String text = optional("answer");
        return text == null ? EngineEvent.BarReceived.Answer.IN_TIME : EngineEvent.BarReceived.Answer.valueOf(text);
    }

    private EngineEvent.BarsMissed barsMissed() {
        List<Symbol> symbols = new ArrayList<>();
        for (JsonNode name : line.path("symbols")) {
            symbols.add(Symbol.of(name.asText()));
        }
        return new EngineEvent.BarsMissed(at(), time("close_time"), symbols);
    }

    private Bar bar() {
        return new Bar(
                symbol(),
                time("open_time"),
                time("close_time"),
                number("open"),
                number("high"),
                number("low"),
                number("close"),
                number("volume"));
    }

    private EngineEvent.KillRequested killRequest() {
        KillVerdict verdict = KillVerdict.trip(
                KillState.valueOf(text("state")), text("reason"), KillVerdict.OnTrip.valueOf(text("on_trip")));
        return new EngineEvent.KillRequested(
                at(), text("source"), verdict, EngineEvent.KillRequested.Phase.valueOf(text("phase")));
    }

    private Instant at() {
        return time("at");
    }

    private Symbol symbol() {
        return Symbol.of(text("symbol"));
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

    private @Nullable String optional(String field) {
        return line.has(field) ? text(field) : null;
    }

    private double number(String field) {
        JsonNode node = line.get(field);
        if (node == null || !node.isNumber()) {
            throw new IllegalArgumentException("number '" + field + "' is missing");
        }
        return node.doubleValue();
    }
}
