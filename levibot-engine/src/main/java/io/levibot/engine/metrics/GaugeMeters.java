package io.levibot.engine.metrics;

import io.levibot.api.Symbol;
import io.levibot.engine.metrics.EngineGauges.LiveFigure;
import io.levibot.engine.metrics.EngineGauges.ModelFigure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters that are read off the engine when somebody looks, and nothing has to happen for them to move. Thread-safe. */
final class GaugeMeters {
    private final MeterRegistry registry;
    private final Tags common;
    private final EngineGauges gauges;
    private final List<Symbol> symbols;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<String, List<Meter>> ofFeature = new HashMap<>();
    private boolean closed;

    GaugeMeters(MeterRegistry registry, Tags common, EngineGauges gauges, Collection<Symbol> symbols) {
        this.registry = registry;
        this.common = common;
        this.gauges = gauges;
        this.symbols = List.copyOf(symbols);
        bindModel();
        bindLive();
        bindBook();
        bindJournal();
        this.symbols.forEach(this::bindSymbol);
    }

    private void bindModel() {
        gauge("levibot.ml.model.ece", "ECE of the loaded bundle, out of sample", g -> g.modelFigure(ModelFigure.ECE));
        gauge("levibot.ml.model.auc", "AUC of the loaded bundle, out of sample", g -> g.modelFigure(ModelFigure.AUC));
        gauge(
                "levibot.ml.model.sharpe",
                "Annualised Sharpe ratio of the loaded bundle, out of sample",
                g -> g.modelFigure(ModelFigure.SHARPE));
        gauge(
                "levibot.ml.model.max.dd",
                "Maximum drawdown of the loaded bundle, a fraction, out of sample",
                g -> g.modelFigure(ModelFigure.MAX_DRAWDOWN));
        gauge(
                "levibot.ml.model.age",
                "Age of the newest data that the loaded bundle was made from",
                EngineGauges::modelAgeSeconds,
                "seconds");
    }

    private void bindLive() {
        gauge("levibot.ml.live.ece", "ECE of what was served, as labels arrive", g -> g.live(LiveFigure.ECE));
        gauge(
                "levibot.ml.live.ece.perfect",
                "Mean ECE that a perfect model shows on as few independent forecasts",
                g -> g.live(LiveFigure.PERFECT_ECE));
        gauge(
                "levibot.ml.live.ece.perfect.upper",
                "ECE that a perfect model exceeds in one of twenty cases",
                g -> g.live(LiveFigure.PERFECT_ECE_UPPER));
        gauge("levibot.ml.live.brier", "Brier score of what was served", g -> g.live(LiveFigure.BRIER));
        gauge("levibot.ml.live.log.loss", "Log loss of what was served, in nats", g -> g.live(LiveFigure.LOG_LOSS));
        gauge(
                "levibot.ml.live.forecasts",
                "Forecasts with a label in the live window",
                g -> g.live(LiveFigure.FORECASTS));
    }

    private void bindBook() {
        gauge(
                EngineMetrics.MARKER,
                "0 armed, 1 reduce-only, 2 halted",
                g -> g.killState().code());
        gauge("levibot.engine.started", "1 while the model may trade", EngineGauges::started);
        gauge("levibot.portfolio.equity", "Cash plus positions at the last marks", EngineGauges::equity);
        gauge("levibot.portfolio.drawdown", "Fall of equity from its peak, a fraction", EngineGauges::drawdown);
        gauge("levibot.portfolio.positions", "Symbols held", EngineGauges::positions);
        gauge("levibot.run.queue", "Bars read and not decided", EngineGauges::queuedBars, "bars");
        gauge(
                "levibot.decision.in.progress",
                "Age of the oldest decision in progress",
                EngineGauges::decisionSeconds,
                "seconds");
        functionCounter("levibot.listener.failures", Tags.empty(), gauges, EngineGauges::listenerFailures);
    }

    private void bindJournal() {
        gauge("levibot.journal.unavailable", "1 while the journal cannot be written", EngineGauges::journalUnavailable);
        gauge(
                "levibot.journal.reserve",
                "Events that wait in the reserve for the journal",
                EngineGauges::journalReserve,
                "events");
        gauge(
                "levibot.journal.lag",
                "Age of the oldest event in the reserve",
                EngineGauges::journalLagSeconds,
                "seconds");
        functionCounter("levibot.journal.failures", Tags.empty(), gauges, EngineGauges::journalFailures);
        functionCounter("levibot.journal.lost.events", Tags.empty(), gauges, EngineGauges::journalLostEvents);
    }

    private void bindSymbol(Symbol symbol) {
        meters.add(Gauge.builder("levibot.ml.feature.staleness", gauges, g -> g.stalenessSeconds(symbol))
                .description("Age of the newest bar, from its close")
                .baseUnit("seconds")
                .tags(common.and("symbol", symbol.name()))
                .strongReference(true)
                .register(registry));
    }

    /** Begins to show the age of features from outside that are new, ends for those that are gone. */
    void outsideFeatures(Collection<String> features) {
        synchronized (ofFeature) {
            if (closed) {
                return;
            }
            ofFeature.keySet().removeIf(feature -> {
                boolean gone = !features.contains(feature);
                if (gone) {
                    ofFeature.getOrDefault(feature, List.of()).forEach(registry::remove);
                }
                return gone;
            });
            features.forEach(feature -> ofFeature.computeIfAbsent(feature, this::valueGauges));
        }
    }

    private List<Meter> valueGauges(String feature) {
        List<Meter> made = new ArrayList<>();
        for (Symbol symbol : symbols) {
            made.add(Gauge.builder("levibot.ml.value.staleness", gauges, g -> g.valueStalenessSeconds(symbol, feature))
                    .description("Age of the newest value from outside")
                    .baseUnit("seconds")
                    .tags(common.and("symbol", symbol.name(), "feature", feature))
                    .strongReference(true)
                    .register(registry));
        }
        return made;
    }

    private void gauge(String name, String description, ToDoubleFunction<EngineGauges> read) {
        gauge(name, description, read, null);
    }

    private void gauge(String name, String description, ToDoubleFunction<EngineGauges> read, @Nullable String unit) {
        meters.add(Gauge.builder(name, gauges, read)
                .description(description)
                .baseUnit(unit)
                .tags(common)
                .strongReference(true)
                .register(registry));
    }

    <T> void functionCounter(String name, Tags tags, T source, ToDoubleFunction<T> read) {
        meters.add(FunctionCounter.builder(name, source, read)
                .tags(common.and(tags))
                .register(registry));
    }

    /** Removes the meters. May be called twice. */
    void close() {
        synchronized (ofFeature) {
            closed = true;
            meters.forEach(registry::remove);
            meters.clear();
            ofFeature.values().forEach(made -> made.forEach(registry::remove));
            ofFeature.clear();
        }
    }
}
