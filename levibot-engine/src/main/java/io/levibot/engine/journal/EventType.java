package io.levibot.engine.journal;

import io.levibot.engine.event.EngineEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of the events in a journal. They are part of the format: never rename one. */
enum EventType {
    OPENED("opened", EngineEvent.Opened.class),
    BAR("bar", EngineEvent.BarReceived.class),
    BARS_MISSED("bars_missed", EngineEvent.BarsMissed.class),
    VALUE("value", EngineEvent.ValueReceived.class),
    OPERATOR("operator", EngineEvent.OperatorActed.class),
    KILL_REQUEST("kill_request", EngineEvent.KillRequested.class),
    CHECK("check", EngineEvent.Checked.class),
    RESTARTED("restarted", EngineEvent.Restarted.class),
    MODEL("model", EngineEvent.ModelSwapped.class),
    ORDER_REPORT("order_report", EngineEvent.OrderReported.class),
    RECONCILED("reconciled", EngineEvent.Reconciled.class),
    BAR_REFUSED("bar_refused", EngineEvent.BarRefused.class),
    GAP("gap", EngineEvent.GapFound.class),
    DECISION("decision", EngineEvent.Decided.class),
    ORDER_REFUSED("order_refused", EngineEvent.OrderRefused.class),
    ORDER("order", EngineEvent.OrderSubmitted.class),
    ORDER_UPDATE("order_update", EngineEvent.OrderUpdated.class),
    LATCH("latch", EngineEvent.LatchMoved.class),
    PLUGIN_FAILED("plugin_failed", EngineEvent.PluginFailed.class),
    MARK("mark", EngineEvent.Marked.class),
    CLOSED("closed", EngineEvent.Closed.class);

    private static final Map<Class<?>, EventType> BY_CLASS = new HashMap<>();
    private static final Map<String, EventType> BY_TEXT = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_CLASS.put(type.event, type);
            BY_TEXT.put(type.text, type);
        }
    }

    private final String text;
    private final Class<? extends EngineEvent> event;

    EventType(String text, Class<? extends EngineEvent> event) {
        this.text = text;
        this.event = event;
    }

    String text() {
        return text;
    }

    Class<? extends EngineEvent> event() {
        return event;
    }

    static EventType of(EngineEvent event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("no journal name for " + event.getClass());
        }
        return type;
    }

    static @Nullable EventType named(String text) {
        return BY_TEXT.get(text);
    }
}
