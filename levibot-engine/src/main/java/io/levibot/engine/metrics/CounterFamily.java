package io.levibot.engine.metrics;

import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The counters of an engine with the series that exist from the beginning. A counter that appears only with its first event
 * hides that event: a rate needs a zero before it, and an alert on a name that was never scraped stays silent for a misspelling
 * and for good news alike.
 *
 * @param name as Micrometer has it
 * @param description what is counted
 * @param series tags of the series that begin at zero
 */
record CounterFamily(String name, String description, List<Tags> series) {
    static final List<String> BUCKETS = List.of("none", "low", "medium", "high");
    private static final List<String> ORDER_OUTCOMES = List.of(
            "submitted",
            "acknowledged",
            "filled",
            "partly_filled",
            "rejected",
            "cancelled",
            "cancel_rejected",
            "unknown",
            "repeated",
            "foreign",
            "refused");
    private static final List<String> COMPONENTS =
            List.of("predictor", "calibrator", "policy", "fallback", "broker", "kill-switch", "model");
    private static final List<Reason> ABSTENTIONS = List.of(
            Reason.MODEL_MISSING,
            Reason.PREDICTOR_FAILED,
            Reason.SCORE_INVALID,
            Reason.CALIBRATOR_FAILED,
            Reason.POLICY_FAILED,
            Reason.WARMING_UP,
            Reason.MISSING_FEATURE,
            Reason.STALE_FEATURE,
            Reason.STALLED,
            Reason.BAR_REFUSED,
            Reason.OUTLIER,
            Reason.NO_VIABLE_THRESHOLD,
            Reason.WIDE_INTERVAL,
            Reason.KILLED);
    private static final List<Reason> REFUSED_ORDERS = List.of(
            Reason.KILLED,
            Reason.REDUCE_ONLY,
            Reason.NOT_STARTED,
            Reason.JOURNAL_UNAVAILABLE,
            Reason.RECONCILING,
            Reason.ORDER_PENDING,
            Reason.COOLDOWN,
            Reason.MAX_POSITIONS,
            Reason.MAX_EXPOSURE,
            Reason.MAX_TRADES,
            Reason.DAILY_LOSS,
            Reason.DRAWDOWN,
            Reason.TOO_SMALL);
    private static final List<Reason> REFUSED_BARS = List.of(Reason.BAR_REFUSED, Reason.OUTLIER);

    CounterFamily {
        series = List.copyOf(series);
    }

    /** Every counter of an engine that trades the symbols. */
    static List<CounterFamily> of(Collection<Symbol> symbols) {
        return List.of(
                new CounterFamily("levibot.ml.predictions", "Decisions by signal", predictions(symbols)),
                new CounterFamily(
                        "levibot.ml.abstentions",
                        "Decisions to abstain, by first reason",
                        by("reason", tags(ABSTENTIONS))),
                new CounterFamily(
                        "levibot.ml.fallback.decisions",
                        "Decisions by the fallback",
                        of(symbols, List.of(Tags.empty()))),
                new CounterFamily(
                        "levibot.bars.refused",
                        "Bars that were not used",
                        of(symbols, by("reason", tags(REFUSED_BARS)))),
                new CounterFamily(
                        "levibot.ml.answers.given.up",
                        "Bars decided without the model's answer",
                        of(symbols, List.of(Tags.empty()))),
                new CounterFamily(
                        "levibot.ml.model.swaps", "Bundles that took over while the engine ran", List.of(Tags.empty())),
                new CounterFamily(
                        "levibot.bars.late",
                        "Rounds that did not wait for the symbol's bar",
                        of(symbols, List.of(Tags.empty()))),
                new CounterFamily(
                        "levibot.orders.late.fills",
                        "Fills of entries that had left before the latch was tightened",
                        of(symbols, List.of(Tags.empty()))),
                new CounterFamily(
                        "levibot.broker.reconciliations",
                        "Times that the book was compared with the broker's",
                        List.of(Tags.empty())),
                new CounterFamily("levibot.bars.missing", "Bars missing in gaps", of(symbols, List.of(Tags.empty()))),
                new CounterFamily(
                        "levibot.orders", "Orders by what became of them", of(symbols, by("outcome", ORDER_OUTCOMES))),
                new CounterFamily(
                        "levibot.orders.refused",
                        "Orders that limits or the latch refused",
                        by("reason", tags(REFUSED_ORDERS))),
                new CounterFamily(
                        "levibot.plugin.failures", "Plugins that threw or gave nonsense", by("component", COMPONENTS)),
                new CounterFamily(
                        "levibot.kill.switch.moves",
                        "Moves of the kill latch",
                        by("to", List.of("armed", "reduce_only", "halted"))));
    }

    private static List<Tags> predictions(Collection<Symbol> symbols) {
        List<String> outcomes = Arrays.stream(Signal.values())
                .map(signal -> signal.name().toLowerCase(Locale.ROOT))
                .toList();
        List<Tags> all = new ArrayList<>();
        for (Tags bucket : by("confidence_bucket", BUCKETS)) {
            by("outcome", outcomes).forEach(outcome -> all.add(bucket.and(outcome)));
        }
        return of(symbols, all);
    }

    private static List<Tags> of(Collection<Symbol> symbols, List<Tags> each) {
        List<Tags> all = new ArrayList<>();
        for (Symbol symbol : symbols) {
            each.forEach(tags -> all.add(Tags.of("symbol", symbol.name()).and(tags)));
        }
        return all;
    }

    private static List<Tags> by(String key, Collection<String> values) {
        return values.stream().map(value -> Tags.of(key, value)).toList();
    }

    private static List<String> tags(List<Reason> reasons) {
        return reasons.stream().map(Reason::tag).toList();
    }
}
