package io.levibot.engine.metrics;

import io.levibot.api.ConfigException;
import io.levibot.api.Decision;
import io.levibot.api.DecisionSource;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.execution.OrderUpdate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts and measures one engine into a Micrometer registry. Every tag comes from a bounded set: the engine's symbols and fixed
 * words (and, of features from outside, those of the bundle that is loaded), and every counter begins at zero rather than with its first event. Names as Prometheus shows them; the unit is the last
 * word of the name where there is one:
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type</th><th>tags</th><th>meaning</th></tr>
 * <tr><td>levibot_ml_model_ece</td><td>gauge</td><td></td><td>ECE of the loaded bundle, out of sample</td></tr>
 * <tr><td>levibot_ml_model_auc</td><td>gauge</td><td></td><td>AUC of the loaded bundle, out of sample</td></tr>
 * <tr><td>levibot_ml_model_sharpe</td><td>gauge</td><td></td><td>annualised Sharpe ratio of the loaded bundle, out of sample</td></tr>
 * <tr><td>levibot_ml_model_max_dd</td><td>gauge</td><td></td><td>maximum drawdown of the loaded bundle, a fraction, out of sample</td></tr>
 * <tr><td>levibot_ml_model_age_seconds</td><td>gauge</td><td></td><td>age of the newest data that the loaded bundle was made from; 0 while a replayed clock is before them</td></tr>
 * <tr><td>levibot_ml_model_swaps_total</td><td>counter</td><td></td><td>bundles that took over while the engine ran</td></tr>
 * <tr><td>levibot_ml_live_ece</td><td>gauge</td><td></td><td>ECE of what was served, as labels arrive; NaN before any</td></tr>
 * <tr><td>levibot_ml_live_ece_perfect</td><td>gauge</td><td></td><td>mean ECE that a perfect model shows on as few independent forecasts</td></tr>
 * <tr><td>levibot_ml_live_ece_perfect_upper</td><td>gauge</td><td></td><td>ECE that a perfect model exceeds in one of twenty cases</td></tr>
 * <tr><td>levibot_ml_live_brier</td><td>gauge</td><td></td><td>Brier score of what was served</td></tr>
 * <tr><td>levibot_ml_live_log_loss</td><td>gauge</td><td></td><td>log loss of what was served, in nats</td></tr>
 * <tr><td>levibot_ml_live_forecasts</td><td>gauge</td><td></td><td>forecasts with a label in the live window</td></tr>
 * <tr><td>levibot_ml_feature_staleness_seconds</td><td>gauge</td><td>symbol</td><td>age of the newest bar, from its close</td></tr>
 * <tr><td>levibot_ml_value_staleness_seconds</td><td>gauge</td><td>symbol, feature</td><td>age of the newest value of a feature of the loaded bundle that comes from outside the symbol's own bars; NaN before any</td></tr>
 * <tr><td>levibot_ml_predictions_total</td><td>counter</td><td>symbol, confidence_bucket, outcome</td><td>decisions by signal</td></tr>
 * <tr><td>levibot_ml_prediction_confidence</td><td>histogram</td><td>symbol</td><td>distance of the probability from even, doubled</td></tr>
 * <tr><td>levibot_ml_prediction_latency_seconds</td><td>timer</td><td>symbol</td><td>from a closed bar to its decision; in a run from the round's begin</td></tr>
 * <tr><td>levibot_ml_abstentions_total</td><td>counter</td><td>reason</td><td>decisions to abstain, by first reason</td></tr>
 * <tr><td>levibot_ml_fallback_decisions_total</td><td>counter</td><td>symbol</td><td>decisions by the fallback</td></tr>
 * <tr><td>levibot_ml_answers_given_up_total</td><td>counter</td><td>symbol</td><td>bars decided without the model's answer, which had not come</td></tr>
 * <tr><td>levibot_bars_refused_total</td><td>counter</td><td>symbol, reason</td><td>bars that were not used</td></tr>
 * <tr><td>levibot_bars_missing_total</td><td>counter</td><td>symbol</td><td>bars missing in gaps</td></tr>
 * <tr><td>levibot_bars_late_total</td><td>counter</td><td>symbol</td><td>rounds that did not wait for the symbol's bar</td></tr>
 * <tr><td>levibot_run_queue_bars</td><td>gauge</td><td></td><td>bars read from the source of a run and not decided</td></tr>
 * <tr><td>levibot_decision_in_progress_seconds</td><td>gauge</td><td></td><td>age of the oldest decision in progress, 0 without one</td></tr>
 * <tr><td>levibot_orders_total</td><td>counter</td><td>symbol, outcome</td><td>orders by what became of them</td></tr>
 * <tr><td>levibot_orders_refused_total</td><td>counter</td><td>reason</td><td>orders that limits or the latch refused</td></tr>
 * <tr><td>levibot_orders_late_fills_total</td><td>counter</td><td>symbol</td><td>fills of entries that had left before the latch was tightened</td></tr>
 * <tr><td>levibot_broker_reconciliations_total</td><td>counter</td><td></td><td>times that the book was compared with the broker's</td></tr>
 * <tr><td>levibot_plugin_failures_total</td><td>counter</td><td>component</td><td>plugins that threw or gave nonsense</td></tr>
 * <tr><td>levibot_listener_failures_total</td><td>counter</td><td></td><td>listeners that threw</td></tr>
 * <tr><td>levibot_kill_switch_state</td><td>gauge</td><td></td><td>0 armed, 1 reduce-only, 2 halted</td></tr>
 * <tr><td>levibot_kill_switch_moves_total</td><td>counter</td><td>to</td><td>moves of the kill latch</td></tr>
 * <tr><td>levibot_engine_started</td><td>gauge</td><td></td><td>1 while the model may trade, latch and limits apart</td></tr>
 * <tr><td>levibot_journal_unavailable</td><td>gauge</td><td></td><td>1 while the journal cannot be written</td></tr>
 * <tr><td>levibot_journal_failures_total</td><td>counter</td><td></td><td>writes that the journal refused</td></tr>
 * <tr><td>levibot_journal_reserve_events</td><td>gauge</td><td></td><td>events that wait in the reserve for the journal</td></tr>
 * <tr><td>levibot_journal_lag_seconds</td><td>gauge</td><td></td><td>age of the oldest event in the reserve, 0 without one</td></tr>
 * <tr><td>levibot_journal_lost_events_total</td><td>counter</td><td></td><td>events that found no room in the reserve</td></tr>
 * <tr><td>levibot_portfolio_equity</td><td>gauge</td><td></td><td>cash plus positions at the last marks</td></tr>
 * <tr><td>levibot_portfolio_drawdown</td><td>gauge</td><td></td><td>fall of equity from its peak, a fraction</td></tr>
 * <tr><td>levibot_portfolio_positions</td><td>gauge</td><td></td><td>symbols held</td></tr>
 * <tr><td>levibot_sentiment_cache_requests_total</td><td>counter</td><td>result</td><td>headlines by cache hit and miss</td></tr>
 * <tr><td>levibot_sentiment_failures_total</td><td>counter</td><td></td><td>headlines without a score</td></tr>
 * </table>
 *
 * <p>The sentiment meters exist once a scorer is {@linkplain #bindSentiment bound}. An engine that has a name puts it on every
 * meter as the tag {@code engine}. Two engines report into one registry only under different names: without, gauges of the
 * second would silently read the first.
 *
 * <p>The confidence is recorded as a distribution summary with boundaries from 0.1 to 1.0. Micrometer's own Prometheus registry
 * (as of 1.17) rounds what such a summary records up to whole numbers before it looks for the bucket, so that everything but 0
 * falls into the last one. A host that scrapes this histogram needs a registry that counts fractions, as the example host's
 * {@code FractionalPrometheusRegistry} does; counts, sums and every other meter are right in either.
 *
 * <p>Thread-safe. {@link #close} removes every meter that this object made, so an engine can be made anew in the same registry.
 *
 * @since 0.1.0
 */
public final class EngineMetrics implements EngineListener, AutoCloseable {
    /** The tag that keeps engines of one registry apart. */
    public static final String ENGINE = "engine";

    static final String MARKER = "levibot.kill.switch.state";
    private static final List<String> BUCKETS = CounterFamily.BUCKETS;
    private static final double LOW_CONFIDENCE = 0.15;
    private static final double MEDIUM_CONFIDENCE = 0.3;
    private static final double[] CONFIDENCE_BUCKETS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};

    private final MeterRegistry registry;
    private final GaugeMeters gauges;
    private final List<Meter> meters = new ArrayList<>();
    private final ConcurrentMap<Meter.Id, Counter> counters = new ConcurrentHashMap<>();
    private final Tags common;
    private final Map<Symbol, Counter[]> predictions = new HashMap<>();
    private volatile boolean closed;
    private final SortedMap<Symbol, DistributionSummary> confidence = new TreeMap<>();
    private final SortedMap<Symbol, Timer> latency = new TreeMap<>();

    /**
     * @param registry where the meters go
     * @param gauges what gauges read
     * @param symbols the engine's symbols
     * @param engine name of the engine among those that report into the registry; empty for the only one
     * @throws ConfigException if the registry already holds meters of an engine without a name, or of that name
     */
    public EngineMetrics(MeterRegistry registry, EngineGauges gauges, Collection<Symbol> symbols, String engine) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.common = engine.isEmpty() ? Tags.empty() : Tags.of(ENGINE, engine);
        requireRoom(engine);
        this.gauges = new GaugeMeters(registry, common, gauges, symbols);
        symbols.forEach(this::bindSymbol);
        CounterFamily.of(symbols).forEach(this::beginAtZero);
    }

    /** Meters of one name must have the same tag keys and different values, or a registry mixes or drops them. */
    private void requireRoom(String engine) {
        for (Gauge taken : registry.find(MARKER).gauges()) {
            String other = taken.getId().getTag(ENGINE);
            if (engine.isEmpty() || other == null || other.equals(engine)) {
                throw new ConfigException(
                        "metrics",
                        "engine '" + engine + "' cannot report into this registry: engine '"
                                + (other == null ? "" : other)
                                + "' does so already; close that one first, or give every engine a name of its own"
                                + " (EngineBuilder.name)");
            }
        }
    }

    /**
     * Shows the age of values from outside: begins to for features that are new, ends for those that are gone.
     *
     * @param features columns of the model that is loaded now which do not come from a symbol's own bars
     */
    public void outsideFeatures(Collection<String> features) {
        gauges.outsideFeatures(features);
    }

    /**
     * Also counts what a sentiment scorer does.
     *
     * @param scorer the scorer
     */
    public void bindSentiment(SentimentScorer scorer) {
        gauges.functionCounter(
                "levibot.sentiment.cache.requests",
                Tags.of("result", "hit"),
                scorer,
                s -> s.statistics().cacheHits());
        gauges.functionCounter(
                "levibot.sentiment.cache.requests",
                Tags.of("result", "miss"),
                scorer,
                s -> s.statistics().cacheMisses());
        gauges.functionCounter(
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
        if (timer != null && !closed) {
            timer.record(Duration.ofNanos(tick() - startedAt));
        }
    }

    @Override
    public void onEvent(EngineEvent event) {
        if (closed) {
            return; // a decision that hung may end after its engine; it must not make the meters anew
        }
        if (event instanceof EngineEvent.Decided decided) {
            onDecision(decided.decision());
        } else if (event instanceof EngineEvent.BarReceived received) {
            if (received.answer() == EngineEvent.BarReceived.Answer.GIVEN_UP) {
                count("levibot.ml.answers.given.up", symbol(received.bar().symbol()));
            }
        } else if (event instanceof EngineEvent.BarsMissed missed) {
            missed.symbols().forEach(late -> count("levibot.bars.late", symbol(late)));
        } else if (event instanceof EngineEvent.GapFound gap) {
            counter("levibot.bars.missing", symbol(gap.symbol())).increment((double) gap.missingBars());
        } else if (event instanceof EngineEvent.BarRefused refused) {
            count(
                    "levibot.bars.refused",
                    symbol(refused.symbol()).and("reason", refused.reason().tag()));
        } else if (event instanceof EngineEvent.PluginFailed failed) {
            count("levibot.plugin.failures", Tags.of("component", failed.component()));
        } else if (event instanceof EngineEvent.LatchMoved moved) {
            count("levibot.kill.switch.moves", Tags.of("to", word(moved.to())));
        } else if (event instanceof EngineEvent.ModelSwapped) {
            count("levibot.ml.model.swaps", Tags.empty());
        } else if (event instanceof EngineEvent.Reconciled) {
            count("levibot.broker.reconciliations", Tags.empty());
        } else {
            onOrder(event);
        }
    }

    private void onOrder(EngineEvent event) {
        if (event instanceof EngineEvent.OrderUpdated updated) {
            if (!latency.containsKey(updated.update().symbol())) {
                return; // a venue may tell of any symbol; the tag stays bounded
            }
            Tags symbol = symbol(updated.update().symbol());
            count("levibot.orders", symbol.and("outcome", outcome(updated)));
            if (updated.treatment() == EngineEvent.OrderUpdated.Treatment.LATE_FILL) {
                count("levibot.orders.late.fills", symbol);
            }
        } else if (event instanceof EngineEvent.OrderSubmitted submitted) {
            count("levibot.orders", symbol(submitted.order().symbol()).and("outcome", "submitted"));
        } else if (event instanceof EngineEvent.OrderRefused refused) {
            count("levibot.orders.refused", Tags.of("reason", refused.reason().tag()));
            count("levibot.orders", symbol(refused.symbol()).and("outcome", "refused"));
        }
    }

    /** Removes the meters. May be called twice. */
    @Override
    public void close() {
        closed = true;
        meters.forEach(registry::remove);
        meters.clear();
        counters.values().forEach(registry::remove);
        counters.clear();
        gauges.close();
    }

    private void onDecision(Decision decision) {
        double sure = decision.confidence();
        prediction(decision, sure).increment();
        DistributionSummary summary = confidence.get(decision.symbol());
        if (summary != null && !Double.isNaN(sure)) {
            summary.record(sure);
        }
        if (decision.source() == DecisionSource.FALLBACK) {
            count("levibot.ml.fallback.decisions", symbol(decision.symbol()));
        }
        if (decision.signal() == Signal.ABSTAIN) {
            Reason first = decision.reasons().get(0);
            count("levibot.ml.abstentions", Tags.of("reason", first.tag()));
        }
    }

    /** Looks the counter of every bar up without making garbage. */
    private Counter prediction(Decision decision, double sure) {
        int signals = Signal.values().length;
        Counter[] ofSymbol = predictions.computeIfAbsent(decision.symbol(), s -> new Counter[BUCKETS.size() * signals]);
        int bucket = bucket(sure);
        int index = bucket * signals + decision.signal().ordinal();
        Counter counter = ofSymbol[index];
        if (counter == null) {
            counter = counter(
                    "levibot.ml.predictions",
                    symbol(decision.symbol())
                            .and("confidence_bucket", BUCKETS.get(bucket), "outcome", word(decision.signal())));
            ofSymbol[index] = counter;
        }
        return counter;
    }

    private static Tags symbol(Symbol symbol) {
        return Tags.of("symbol", symbol.name());
    }

    private void bindSymbol(Symbol symbol) {
        Tags tags = common.and("symbol", symbol.name());
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
                    .tags(common.and(tags))
                    .register(registry);
            counters.putIfAbsent(counter.getId(), counter);
        }
    }

    private void count(String name, Tags tags) {
        counter(name, tags).increment();
    }

    private Counter counter(String name, Tags tags) {
        Counter counter = registry.counter(name, common.and(tags));
        counters.putIfAbsent(counter.getId(), counter);
        return counter;
    }

    private static int bucket(double confidence) {
        if (Double.isNaN(confidence)) {
            return 0;
        }
        if (confidence <= LOW_CONFIDENCE) {
            return 1;
        }
        return confidence <= MEDIUM_CONFIDENCE ? 2 : 3;
    }

    private static String outcome(EngineEvent.OrderUpdated event) {
        if (!event.treatment().books()) {
            return word(event.treatment());
        }
        OrderUpdate update = event.update();
        if (update instanceof OrderUpdate.Filled filled) {
            return filled.state() == OrderUpdate.Completion.COMPLETE ? "filled" : "partly_filled";
        }
        if (update instanceof OrderUpdate.Rejected) {
            return "rejected";
        }
        if (update instanceof OrderUpdate.Cancelled) {
            return "cancelled";
        }
        if (update instanceof OrderUpdate.CancelRejected) {
            return "cancel_rejected";
        }
        return update instanceof OrderUpdate.Unknown ? "unknown" : "acknowledged";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
