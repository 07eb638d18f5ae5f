package io.levibot.engine.journal;

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
import io.levibot.engine.execution.OpenOrder;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes the fields of an event, in a fixed order. A NaN is left out; so is what is null. */
final class EventWriter {
    private static final String NO_TIME = Duration.ZERO.toString();

    private final JsonLine json;
    private BigDecimal cash = BigDecimal.ZERO;
    private String cashText = "0";

    EventWriter(JsonLine json) {
        this.json = json;
    }

    static String type(EngineEvent event) {
        return EventType.of(event).text();
    }

    void write(EngineEvent event) {
        json.writeInstantField("at", event.at());
        switch (EventType.of(event)) {
            case OPENED -> opened((EngineEvent.Opened) event);
            case BAR -> received((EngineEvent.BarReceived) event);
            case BARS_MISSED -> barsMissed((EngineEvent.BarsMissed) event);
            case VALUE -> value((EngineEvent.ValueReceived) event);
            case OPERATOR -> operator((EngineEvent.OperatorActed) event);
            case KILL_REQUEST -> killRequest((EngineEvent.KillRequested) event);
            case MODEL -> model((EngineEvent.ModelSwapped) event);
            case ORDER_REPORT -> report((EngineEvent.OrderReported) event);
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
            case CHECK, RESTARTED, CLOSED -> {
                // Nothing to say but when.
            }
        }
    }

    private void opened(EngineEvent.Opened event) {
        json.writeNumberField("format", JournalFormat.VERSION);
        optional("bundle", event.bundleId());
        optional(JournalFormat.PREVIOUS_HEAD, event.previousHead());
        json.writeObjectFieldStart("config");
        for (Map.Entry<String, String> entry : event.config().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private void received(EngineEvent.BarReceived event) {
        bar(event.bar());
        if (event.answer() == EngineEvent.BarReceived.Answer.GIVEN_UP) {
            json.writeStringField("answer", event.answer().name());
        }
    }

    private void barsMissed(EngineEvent.BarsMissed event) {
        json.writeInstantField("close_time", event.closeTime());
        json.writeArrayFieldStart("symbols");
        for (Symbol symbol : event.symbols()) {
            json.writeString(symbol.name());
        }
        json.writeEndArray();
    }

    private void bar(Bar bar) {
        symbol(bar.symbol());
        json.writeInstantField("open_time", bar.openTime());
        json.writeInstantField("close_time", bar.closeTime());
        json.writeNumberField("open", bar.open());
        json.writeNumberField("high", bar.high());
        json.writeNumberField("low", bar.low());
        json.writeNumberField("close", bar.close());
        json.writeNumberField("volume", bar.volume());
    }

    private void value(EngineEvent.ValueReceived event) {
        symbol(event.symbol());
        json.writeStringField("feature", event.feature());
        json.writeNumberField("value", event.value());
        json.writeInstantField("available_at", event.availableAt());
    }

    private void operator(EngineEvent.OperatorActed event) {
        json.writeStringField("act", event.act().name());
        json.writeStringField("operator", event.operator());
        json.writeStringField("note", event.note());
    }

    private void killRequest(EngineEvent.KillRequested event) {
        KillVerdict verdict = event.verdict();
        json.writeStringField("source", event.source());
        json.writeStringField("state", verdict.state().name());
        json.writeStringField("reason", verdict.reason());
        json.writeStringField("on_trip", verdict.onTrip().name());
        json.writeStringField("phase", event.phase().name());
    }

    private void model(EngineEvent.ModelSwapped event) {
        optional("from", event.fromBundle());
        json.writeStringField("to", event.toBundle());
    }

    private void report(EngineEvent.OrderReported event) {
        json.writeStringField("id", event.order().clientId());
        symbol(event.order().symbol());
        OrderReport report = event.report();
        if (report instanceof OrderReport.Open open) {
            json.writeStringField("answer", "OPEN");
            executions(event.order(), open.executions());
        } else if (report instanceof OrderReport.Done done) {
            json.writeStringField("answer", done.outcome().name());
            executions(event.order(), done.executions());
        } else if (report instanceof OrderReport.Unclear unclear) {
            json.writeStringField("answer", "UNCLEAR");
            json.writeStringField("why", unclear.why());
        } else {
            json.writeStringField("answer", "NEVER_SEEN");
        }
    }

    private void executions(Order order, List<Fill> executions) {
        json.writeArrayFieldStart("executions");
        for (Fill fill : executions) {
            json.writeStartObject();
            if (!fill.clientId().equals(order.clientId()) || !fill.symbol().equals(order.symbol())) {
                json.writeStringField("id", fill.clientId());
                symbol(fill.symbol());
            }
            fill(fill);
            json.writeInstantField("time", fill.time());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void reconciled(EngineEvent.Reconciled event) {
        json.writeStringField("result", event.result().name());
        quantities("positions", event.positions());
        json.writeArrayFieldStart("open_orders");
        for (OpenOrder order : event.openOrders()) {
            json.writeStartObject();
            json.writeStringField("id", order.clientId());
            symbol(order.symbol());
            json.writeStringField("side", order.side().name());
            json.writeStringField("quantity", order.quantity().toPlainString());
            json.writeStringField("filled", order.filled().toPlainString());
            json.writeEndObject();
        }
        json.writeEndArray();
        quantities("differences", event.differences());
    }

    private void quantities(String field, SortedMap<Symbol, BigDecimal> quantities) {
        json.writeObjectFieldStart(field);
        quantities.forEach((symbol, quantity) -> json.writeStringField(symbol.name(), quantity.toPlainString()));
        json.writeEndObject();
    }

    private void barRefused(EngineEvent.BarRefused event) {
        symbol(event.symbol());
        reason("reason", event.reason());
    }

    private void gap(EngineEvent.GapFound event) {
        symbol(event.symbol());
        json.writeNumberField("missing_bars", event.missingBars());
    }

    private void decision(Decision decision) {
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
        json.writeStringField(
                "staleness",
                decision.staleness().isZero() ? NO_TIME : decision.staleness().toString());
        if (!decision.orders().isEmpty()) {
            json.writeArrayFieldStart("orders");
            for (String id : decision.orders()) {
                json.writeString(id);
            }
            json.writeEndArray();
        }
        contributions(decision.contributions());
    }

    private void prediction(Prediction prediction) {
        number("raw", prediction.rawScore());
        number("p", prediction.probability());
        if (prediction.width() > 0.0) {
            number("p_lower", prediction.lower());
            number("p_upper", prediction.upper());
        }
    }

    private void contributions(List<Contribution> contributions) {
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

    private void orderRefused(EngineEvent.OrderRefused event) {
        symbol(event.symbol());
        reason("reason", event.reason());
    }

    private void order(Order order) {
        json.writeStringField("id", order.clientId());
        symbol(order.symbol());
        json.writeStringField("side", order.side().name());
        json.writeStringField("quantity", order.quantity().toPlainString());
        json.writeStringField("intent", order.intent().name());
        reason("reason", order.reason());
        json.writeNumberField("reference_price", order.referencePrice());
    }

    private void update(EngineEvent.OrderUpdated event) {
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
        } else if (update instanceof OrderUpdate.Cancelled cancelled) {
            json.writeStringField("outcome", "CANCELLED");
            json.writeStringField("filled", cancelled.filled().toPlainString());
        } else if (update instanceof OrderUpdate.CancelRejected rejected) {
            json.writeStringField("outcome", "CANCEL_REJECTED");
            json.writeStringField("why", rejected.why());
        } else {
            json.writeStringField("outcome", "ACKNOWLEDGED");
        }
        if (event.poll() != 1) {
            json.writeNumberField("poll", event.poll());
        }
        if (event.treatment() != EngineEvent.OrderUpdated.Treatment.TAKEN) {
            json.writeStringField("treatment", event.treatment().name());
        }
    }

    private void fill(Fill fill) {
        json.writeStringField("execution", fill.executionId());
        json.writeStringField("side", fill.side().name());
        json.writeStringField("quantity", fill.quantity().toPlainString());
        json.writeStringField("price", fill.price().toPlainString());
        json.writeStringField("fee", fill.fee().toPlainString());
    }

    private void latch(EngineEvent.LatchMoved event) {
        json.writeStringField("from", event.from().name());
        json.writeStringField("to", event.to().name());
        json.writeStringField("source", event.source());
        json.writeStringField("reason", event.reason());
        json.writeStringField("on_trip", event.onTrip().name());
    }

    private void pluginFailed(EngineEvent.PluginFailed event) {
        json.writeStringField("component", event.component());
        Symbol symbol = event.symbol();
        if (symbol != null) {
            symbol(symbol);
        }
        json.writeStringField("message", event.message());
    }

    /** Cash is marked with every bar but changes with fills alone. */
    private String cashText(BigDecimal now) {
        if (now.scale() != cash.scale() || now.compareTo(cash) != 0) {
            cash = now;
            cashText = now.toPlainString();
        }
        return cashText;
    }

    private void mark(EngineEvent.Marked event) {
        json.writeNumberField("equity", event.equity());
        json.writeStringField("cash", cashText(event.cash()));
        json.writeNumberField("positions", event.openPositions());
    }

    private void symbol(Symbol symbol) {
        json.writeStringField("symbol", symbol.name());
    }

    private void reasons(List<Reason> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("reasons");
        for (Reason reason : reasons) {
            json.writeString(reason.toString());
        }
        json.writeEndArray();
    }

    private void reason(String field, Reason reason) {
        json.writeStringField(field, reason.toString());
    }

    private void optional(String field, @Nullable String text) {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    private void number(String field, double value) {
        if (!Double.isNaN(value)) {
            json.writeNumberField(field, value);
        }
    }
}
