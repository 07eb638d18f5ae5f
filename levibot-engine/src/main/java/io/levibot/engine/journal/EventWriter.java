package io.levibot.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.levibot.api.Bar;
import io.levibot.api.Contribution;
import io.levibot.api.Decision;
import io.levibot.api.KillVerdict;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.Thresholds;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderUpdate;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the fields of an event, in a fixed order. A NaN is left out; so is what is null. */
final class EventWriter {
    private final JsonGenerator json;

    EventWriter(JsonGenerator json) {
        this.json = json;
    }

    static String type(EngineEvent event) {
        return EventType.of(event).text();
    }

    void write(EngineEvent event) throws IOException {
        json.writeStringField("at", event.at().toString());
        switch (EventType.of(event)) {
            case OPENED -> opened((EngineEvent.Opened) event);
            case BAR -> bar(((EngineEvent.BarReceived) event).bar());
            case VALUE -> value((EngineEvent.ValueReceived) event);
            case OPERATOR -> operator((EngineEvent.OperatorActed) event);
            case KILL_REQUEST -> killRequest((EngineEvent.KillRequested) event);
            case MODEL -> model((EngineEvent.ModelSwapped) event);
            case RECONCILED -> reconciled((EngineEvent.Reconciled) event);
            case BAR_REFUSED -> barRefused((EngineEvent.BarRefused) event);
            case GAP -> gap((EngineEvent.GapFound) event);
            case DECISION -> decision(((EngineEvent.Decided) event).decision());
            case ORDER_REFUSED -> orderRefused((EngineEvent.OrderRefused) event);
            case ORDER -> order(((EngineEvent.OrderSubmitted) event).order());
            case ORDER_UPDATE -> update((EngineEvent.OrderUpdated) event);
            case LATCH -> latch((EngineEvent.LatchMoved) event);
            case PLUGIN_FAILED -> pluginFailed((EngineEvent.PluginFailed) event);
            case MARK -> mark((EngineEvent.Marked) event);
            case CLOSED -> {
                // Nothing to say but when.
            }
        }
    }

    private void opened(EngineEvent.Opened event) throws IOException {
        json.writeNumberField("format", JournalFormat.VERSION);
        optional("bundle", event.bundleId());
        json.writeObjectFieldStart("config");
        for (Map.Entry<String, String> entry : event.config().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private void bar(Bar bar) throws IOException {
        symbol(bar.symbol());
        json.writeStringField("open_time", bar.openTime().toString());
        json.writeStringField("close_time", bar.closeTime().toString());
        json.writeNumberField("open", bar.open());
        json.writeNumberField("high", bar.high());
        json.writeNumberField("low", bar.low());
        json.writeNumberField("close", bar.close());
        json.writeNumberField("volume", bar.volume());
    }

    private void value(EngineEvent.ValueReceived event) throws IOException {
        symbol(event.symbol());
        json.writeStringField("feature", event.feature());
        json.writeNumberField("value", event.value());
        json.writeStringField("available_at", event.availableAt().toString());
    }

    private void operator(EngineEvent.OperatorActed event) throws IOException {
        json.writeStringField("act", event.act().name());
        json.writeStringField("operator", event.operator());
        json.writeStringField("note", event.note());
    }

    private void killRequest(EngineEvent.KillRequested event) throws IOException {
        KillVerdict verdict = event.verdict();
        json.writeStringField("source", event.source());
        json.writeStringField("state", verdict.state().name());
        json.writeStringField("reason", verdict.reason());
        json.writeStringField("on_trip", verdict.onTrip().name());
        json.writeStringField("phase", event.phase().name());
    }

    private void model(EngineEvent.ModelSwapped event) throws IOException {
        optional("from", event.fromBundle());
        json.writeStringField("to", event.toBundle());
    }

    private void reconciled(EngineEvent.Reconciled event) throws IOException {
        json.writeObjectFieldStart("positions");
        for (Map.Entry<Symbol, BigDecimal> entry : new TreeMap<>(event.positions()).entrySet()) {
            json.writeStringField(entry.getKey().name(), entry.getValue().toPlainString());
        }
        json.writeEndObject();
    }

    private void barRefused(EngineEvent.BarRefused event) throws IOException {
        symbol(event.symbol());
        reason("reason", event.reason());
    }

    private void gap(EngineEvent.GapFound event) throws IOException {
        symbol(event.symbol());
        json.writeNumberField("missing_bars", event.missingBars());
    }

    private void decision(Decision decision) throws IOException {
        symbol(decision.symbol());
        json.writeStringField("signal", decision.signal().name());
        json.writeStringField("source", decision.source().name());
        reasons(decision.reasons());
        prediction(decision.prediction());
        Thresholds thresholds = decision.policyThresholds();
        if (thresholds != null) {
            json.writeNumberField("entry_threshold", thresholds.entry());
            json.writeNumberField("exit_threshold", thresholds.exit());
        }
        optional("model", decision.modelBundle());
        json.writeStringField("staleness", decision.staleness().toString());
        if (!decision.orders().isEmpty()) {
            json.writeArrayFieldStart("orders");
            for (String id : decision.orders()) {
                json.writeString(id);
            }
            json.writeEndArray();
        }
        contributions(decision.contributions());
    }

    private void prediction(Prediction prediction) throws IOException {
        number("raw", prediction.rawScore());
        number("p", prediction.probability());
        if (prediction.width() > 0.0) {
            number("p_lower", prediction.lower());
            number("p_upper", prediction.upper());
        }
    }

    private void contributions(List<Contribution> contributions) throws IOException {
        if (contributions.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("contributions");
        for (Contribution contribution : contributions) {
            json.writeStartObject();
            json.writeStringField("feature", contribution.feature());
            number("value", contribution.value());
            json.writeNumberField("share", contribution.contribution());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void orderRefused(EngineEvent.OrderRefused event) throws IOException {
        symbol(event.symbol());
        reason("reason", event.reason());
    }

    private void order(Order order) throws IOException {
        json.writeStringField("id", order.clientId());
        symbol(order.symbol());
        json.writeStringField("side", order.side().name());
        json.writeStringField("quantity", order.quantity().toPlainString());
        json.writeStringField("intent", order.intent().name());
        reason("reason", order.reason());
        json.writeNumberField("reference_price", order.referencePrice());
    }

    private void update(EngineEvent.OrderUpdated event) throws IOException {
        OrderUpdate update = event.update();
        json.writeStringField("id", update.clientId());
        symbol(update.symbol());
        if (update instanceof OrderUpdate.Filled filled) {
            json.writeStringField("outcome", "FILLED");
            fill(filled.fill());
            json.writeStringField("completion", filled.state().name());
        } else if (update instanceof OrderUpdate.Rejected rejected) {
            json.writeStringField("outcome", "REJECTED");
            json.writeStringField("why", rejected.why());
        } else if (update instanceof OrderUpdate.Unknown unknown) {
            json.writeStringField("outcome", "UNKNOWN");
            json.writeStringField("why", unknown.why());
        } else {
            boolean cancelled = update instanceof OrderUpdate.Cancelled;
            json.writeStringField("outcome", cancelled ? "CANCELLED" : "ACKNOWLEDGED");
        }
        if (event.lateness() == EngineEvent.OrderUpdated.Lateness.LATE_FILL) {
            json.writeStringField("lateness", event.lateness().name());
        }
    }

    private void fill(Fill fill) throws IOException {
        json.writeStringField("side", fill.side().name());
        json.writeStringField("quantity", fill.quantity().toPlainString());
        json.writeStringField("price", fill.price().toPlainString());
        json.writeStringField("fee", fill.fee().toPlainString());
    }

    private void latch(EngineEvent.LatchMoved event) throws IOException {
        json.writeStringField("from", event.from().name());
        json.writeStringField("to", event.to().name());
        json.writeStringField("source", event.source());
        json.writeStringField("reason", event.reason());
        json.writeStringField("on_trip", event.onTrip().name());
    }

    private void pluginFailed(EngineEvent.PluginFailed event) throws IOException {
        json.writeStringField("component", event.component());
        Symbol symbol = event.symbol();
        if (symbol != null) {
            symbol(symbol);
        }
        json.writeStringField("message", event.message());
    }

    private void mark(EngineEvent.Marked event) throws IOException {
        json.writeNumberField("equity", event.equity());
        json.writeStringField("cash", event.cash().toPlainString());
        json.writeNumberField("positions", event.openPositions());
    }

    private void symbol(Symbol symbol) throws IOException {
        json.writeStringField("symbol", symbol.name());
    }

    private void reasons(List<Reason> reasons) throws IOException {
        if (reasons.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("reasons");
        for (Reason reason : reasons) {
            json.writeString(reason.toString());
        }
        json.writeEndArray();
    }

    private void reason(String field, Reason reason) throws IOException {
        json.writeStringField(field, reason.toString());
    }

    private void optional(String field, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    private void number(String field, double value) throws IOException {
        if (!Double.isNaN(value)) {
            json.writeNumberField(field, value);
        }
    }
}
