package io.levibot.engine.metrics;

import io.levibot.api.Decision;
import io.levibot.api.DecisionSource;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.metrics.EngineGauges.ModelFigure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToDoubleFunction;

/**
 * Counts and measures one engine into a Micrometer registry. Every tag comes from a bounded set: the engine's symbols and fixed
 * words, and every counter begins at zero rather than with its first event. Names as Prometheus shows them:
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type</th><th>tags</th><th>meaning</th></tr>
 * <tr><td>levibot_ml_model_ece</td><td>gauge</td><td></td><td>ECE of the loaded bundle, out of sample</td></tr>
 * <tr><td>levibot_ml_model_auc</td><td>gauge</td><td></td><td>AUC of the loaded bundle, out of sample</td></tr>
 * <tr><td>levibot_ml_model_sharpe</td><td>gauge</td><td></td><td>annualised Sharpe of the loaded bundle, out of sample</td></tr>
 * <tr><td>levibot_ml_model_max_dd</td><td>gauge</td><td></td><td>maximum drawdown of the loaded bundle, a fraction</td></tr>
 * <tr><td>levibot_ml_model_age_seconds</td><td>gauge</td><td></td><td>age of the data the bundle was made from</td></tr>
 * <tr><td>levibot_ml_feature_staleness_seconds</td><td>gauge</td><td>symbol</td><td>age of the newest bar</td></tr>
 * <tr><td>levibot_ml_predictions_total</td><td>counter</td><td>symbol, confidence_bucket, outcome</td><td>decisions by signal</td></tr>
 * <tr><td>levibot_ml_prediction_confidence</td><td>histogram</td><td>symbol</td><td>|p - 0.5| x 2</td></tr>
 * <tr><td>levibot_ml_prediction_latency_seconds</td><td>timer</td><td>symbol</td><td>bar to decision</td></tr>
 * <tr><td>levibot_ml_abstentions_total</td><td>counter</td><td>reason</td><td>decisions to abstain, by first reason</td></tr>
 * <tr><td>levibot_ml_fallback_decisions_total</td><td>counter</td><td>symbol</td><td>decisions by the fallback</td></tr>
 * <tr><td>levibot_bars_refused_total</td><td>counter</td><td>symbol, reason</td><td>bars that were not used</td></tr>
 * <tr><td>levibot_bars_missing_total</td><td>counter</td><td>symbol</td><td>bars missing in gaps</td></tr>
 * <tr><td>levibot_orders_total</td><td>counter</td><td>symbol, outcome</td><td>orders by what became of them</td></tr>
 * <tr><td>levibot_orders_refused_total</td><td>counter</td><td>reason</td><td>orders that limits or the latch refused</td></tr>
 * <tr><td>levibot_plugin_failures_total</td><td>counter</td><td>component</td><td>plugins that threw or gave nonsense</td></tr>
 * <tr><td>levibot_listener_failures_total</td><td>counter</td><td></td><td>listeners that threw</td></tr>
 * <tr><td>levibot_kill_switch_state</td><td>gauge</td><td></td><td>0 armed, 1 reduce-only, 2 halted</td></tr>
 * <tr><td>levibot_kill_switch_moves_total</td><td>counter</td><td>to</td><td>moves of the latch</td></tr>
 * <tr><td>levibot_journal_unavailable</td><td>gauge</td><td></td><td>1 while the journal cannot be written</td></tr>
 * <tr><td>levibot_portfolio_equity</td><td>gauge</td><td></td><td>equity at the last marks</td></tr>
 * <tr><td>levibot_portfolio_drawdown</td><td>gauge</td><td></td><td>fall from the peak, a fraction</td></tr>
 * <tr><td>levibot_sentiment_cache_requests_total</td><td>counter</td><td>result</td><td>headlines by cache hit and miss</td></tr>
 * <tr><td>levibot_sentiment_failures_total</td><td>counter</td><td></td><td>headlines without a score</td></tr>
 * </table>
 *
 * <p>Thread-safe. {@link #close} removes every meter that this object made, so an engine can be made anew in the same registry.
 *
 * @since 0.1.0
 */
public final class EngineMetrics implements EngineListener, AutoCloseable {
    private static final double LOW_CONFIDENCE = 0.15;
    private static final double MEDIUM_CONFIDENCE = 0.3;
    private static final double[] CONFIDENCE_BUCKETS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};

    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final ConcurrentMap<Meter.Id, Counter> counters = new ConcurrentHashMap<>();
    private final SortedMap<Symbol, DistributionSummary> confidence = new TreeMap<>();
    private final SortedMap<Symbol, Timer> latency = new TreeMap<>();

    /**
     * @param registry where the meters go
     * @param gauges what gauges read
     * @param symbols the engine's symbols
     */
    public EngineMetrics(MeterRegistry registry, EngineGauges gauges, Collection<Symbol> symbols) {
        this.registry = Objects.requireNonNull(registry, "registry");
        bindModel(gauges);
        bindBook(gauges);
        for (Symbol symbol : symbols) {
            bindSymbol(gauges, symbol);
        }
        CounterFamily.of(symbols).forEach(this::beginAtZero);
    }

    /**
     * Also counts what a sentiment scorer does.
     *
     * @param scorer the scorer
     */
    public void bindSentiment(SentimentScorer scorer) {
        functionCounter(
                "levibot.sentiment.cache.requests",
                Tags.of("result", "hit"),
                scorer,
                s -> s.statistics().cacheHits());
        functionCounter(
                "levibot.sentiment.cache.requests",
                Tags.of("result", "miss"),
                scorer,
                s -> s.statistics().cacheMisses());
        functionCounter(
                "levibot.sentiment.failures",
                Tags.empty(),
                scorer,
                s -> s.statistics().failures());
    }

    /** Returns the registry's monotonic time in nanoseconds: the beginning of a measurement. */
    public long tick() {
        return registry.config().clock().monotonicTime();
    }

    /**
     * Records how long a bar took to its decision.
     *
     * @param symbol the instrument
     * @param startedAt what {@link #tick} said before
     */
    public void decided(Symbol symbol, long startedAt) {
        Timer timer = latency.get(symbol);
        if (timer != null) {
            timer.record(Duration.ofNanos(tick() - startedAt));
        }
    }

    @Override
    public void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.Decided decided) {
            onDecision(decided.decision());
        } else if (event instanceof EngineEvent.OrderUpdated updated) {
            count(
                    "levibot.orders",
                    Tags.of("symbol", updated.update().symbol().name(), "outcome", outcome(updated.update())));
        } else if (event instanceof EngineEvent.OrderSubmitted submitted) {
            count("levibot.orders", Tags.of("symbol", submitted.order().symbol().name(), "outcome", "submitted"));
        } else if (event instanceof EngineEvent.OrderRefused refused) {
            count("levibot.orders.refused", Tags.of("reason", refused.reason().tag()));
            count("levibot.orders", Tags.of("symbol", refused.symbol().name(), "outcome", "refused"));
        } else if (event instanceof EngineEvent.BarRefused refused) {
            count(
                    "levibot.bars.refused",
                    Tags.of(
                            "symbol",
                            refused.symbol().name(),
                            "reason",
                            refused.reason().tag()));
        } else if (event instanceof EngineEvent.GapFound gap) {
            counter("levibot.bars.missing", Tags.of("symbol", gap.symbol().name()))
                    .increment((double) gap.missingBars());
        } else if (event instanceof EngineEvent.PluginFailed failed) {
            count("levibot.plugin.failures", Tags.of("component", failed.component()));
        } else if (event instanceof EngineEvent.LatchMoved moved) {
            count("levibot.kill.switch.moves", Tags.of("to", word(moved.to())));
        }
    }

    /** Removes the meters. May be called twice. */
    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
        counters.values().forEach(registry::remove);
        counters.clear();
    }

    private void onDecision(Decision decision) {
        String symbol = decision.symbol().name();
        double sure = decision.confidence();
        count(
                "levibot.ml.predictions",
                Tags.of("symbol", symbol, "confidence_bucket", bucket(sure), "outcome", word(decision.signal())));
        DistributionSummary summary = confidence.get(decision.symbol());
        if (summary != null && !Double.isNaN(sure)) {
            summary.record(sure);
        }
        if (decision.source() == DecisionSource.FALLBACK) {
            count("levibot.ml.fallback.decisions", Tags.of("symbol", symbol));
        }
        if (decision.signal() == io.levibot.api.Signal.ABSTAIN) {
            Reason first = decision.reasons().get(0);
            count("levibot.ml.abstentions", Tags.of("reason", first.tag()));
        }
    }

    private void bindModel(EngineGauges gauges) {
        gauge(
                "levibot.ml.model.ece",
                "ECE of the loaded bundle, out of sample",
                gauges,
                g -> g.modelFigure(ModelFigure.ECE));
        gauge(
                "levibot.ml.model.auc",
                "AUC of the loaded bundle, out of sample",
                gauges,
                g -> g.modelFigure(ModelFigure.AUC));
        gauge(
                "levibot.ml.model.sharpe",
                "Annualised Sharpe ratio of the loaded bundle, out of sample",
                gauges,
                g -> g.modelFigure(ModelFigure.SHARPE));
        gauge(
                "levibot.ml.model.max.dd",
                "Maximum drawdown of the loaded bundle, a fraction, out of sample",
                gauges,
                g -> g.modelFigure(ModelFigure.MAX_DRAWDOWN));
        meters.add(Gauge.builder("levibot.ml.model.age", gauges, EngineGauges::modelAgeSeconds)
                .description("Age of the newest data that the loaded bundle was made from")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry));
    }

    private void bindBook(EngineGauges gauges) {
        gauge(
                "levibot.kill.switch.state",
                "0 armed, 1 reduce-only, 2 halted",
                gauges,
                g -> g.killState().code());
        gauge(
                "levibot.journal.unavailable",
                "1 while the journal cannot be written",
                gauges,
                EngineGauges::journalUnavailable);
        gauge("levibot.portfolio.equity", "Cash plus positions at the last marks", gauges, EngineGauges::equity);
        gauge("levibot.portfolio.drawdown", "Fall of equity from its peak, a fraction", gauges, EngineGauges::drawdown);
        functionCounter("levibot.listener.failures", Tags.empty(), gauges, EngineGauges::listenerFailures);
    }

    private void bindSymbol(EngineGauges gauges, Symbol symbol) {
        Tags tags = Tags.of("symbol", symbol.name());
        meters.add(Gauge.builder("levibot.ml.feature.staleness", gauges, g -> g.stalenessSeconds(symbol))
                .description("Age of the newest bar, from its close")
                .baseUnit("seconds")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        DistributionSummary summary = DistributionSummary.builder("levibot.ml.prediction.confidence")
                .description("Distance of the probability from even, doubled")
                .tags(tags)
                .serviceLevelObjectives(CONFIDENCE_BUCKETS)
                .register(registry);
        confidence.put(symbol, summary);
        meters.add(summary);
        Timer timer = Timer.builder("levibot.ml.prediction.latency")
                .description("From a closed bar to its decision")
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(1_000))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        latency.put(symbol, timer);
        meters.add(timer);
    }

    private void beginAtZero(CounterFamily family) {
        for (Tags tags : family.series()) {
            Counter counter = Counter.builder(family.name())
                    .description(family.description())
                    .tags(tags)
                    .register(registry);
            counters.putIfAbsent(counter.getId(), counter);
        }
    }

    private void gauge(String name, String description, EngineGauges gauges, ToDoubleFunction<EngineGauges> read) {
        meters.add(Gauge.builder(name, gauges, read)
                .description(description)
                .strongReference(true)
                .register(registry));
    }

    private <T> void functionCounter(String name, Tags tags, T source, ToDoubleFunction<T> read) {
        meters.add(FunctionCounter.builder(name, source, read).tags(tags).register(registry));
    }

    private void count(String name, Tags tags) {
        counter(name, tags).increment();
    }

    private Counter counter(String name, Tags tags) {
        Counter counter = registry.counter(name, tags);
        counters.putIfAbsent(counter.getId(), counter);
        return counter;
    }

    private static String bucket(double confidence) {
        if (Double.isNaN(confidence)) {
            return "none";
        }
        if (confidence <= LOW_CONFIDENCE) {
            return "low";
        }
        return confidence <= MEDIUM_CONFIDENCE ? "medium" : "high";
    }

    private static String outcome(OrderUpdate update) {
        if (update instanceof OrderUpdate.Filled filled) {
            return filled.state() == OrderUpdate.Completion.COMPLETE ? "filled" : "partly_filled";
        }
        if (update instanceof OrderUpdate.Rejected) {
            return "rejected";
        }
        if (update instanceof OrderUpdate.Cancelled) {
            return "cancelled";
        }
        return update instanceof OrderUpdate.Unknown ? "unknown" : "acknowledged";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
