package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Symbol;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.LatchStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at an engine from outside its bar threads. */
final class HealthCheck {
    private final TradingEngine engine;

    HealthCheck(TradingEngine engine) {
        this.engine = engine;
    }

    EngineHealth answer() {
        List<String> notLive = notLive();
        if (!engine.isClosed()) {
            engine.checkSources();
        }
        ServingModel model = engine.model().orElse(null);
        SortedMap<Symbol, Double> staleness = staleness();
        List<String> notReady = new ArrayList<>(notLive);
        if (model == null) {
            notReady.add("MODEL_MISSING: no bundle is loaded");
        }
        staleness.forEach((symbol, age) -> {
            if (Double.isNaN(age)) {
                notReady.add("WARMING_UP: no bar of " + symbol + " yet");
            }
        });
        LatchStatus latch = engine.latchStatus();
        List<String> notAllowed = new ArrayList<>(notReady);
        addStale(staleness, notAllowed);
        addForbidden(latch, notAllowed);
        return new EngineHealth(
                notLive, notReady, notAllowed, latch.state(), staleness, model == null ? null : model.id());
    }

    private List<String> notLive() {
        if (engine.isClosed()) {
            return List.of("CLOSED: the engine was closed");
        }
        long taken = Math.round(engine.vitals().decisionSeconds() * 1e3);
        long limit = engine.config().stallAfter().toMillis();
        if (taken <= limit) {
            return List.of();
        }
        String stalled = "STALLED: a decision has taken " + taken + " ms, allowed are " + limit + " ms";
        engine.tripFromWatch("stall", KillVerdict.trip(KillState.HALTED, stalled, KillVerdict.OnTrip.KEEP));
        return List.of(stalled);
    }

    private SortedMap<Symbol, Double> staleness() {
        Instant now = engine.clock().instant();
        SortedMap<Symbol, Double> ages = new TreeMap<>();
        engine.lanes().forEach((symbol, lane) -> ages.put(symbol, Vitals.stalenessOf(lane, now)));
        return ages;
    }

    private void addStale(SortedMap<Symbol, Double> ages, List<String> causes) {
        double limit = engine.config().maxStaleness().toMillis() / 1e3;
        ages.forEach((symbol, age) -> {
            if (age > limit) {
                causes.add("STALE_FEATURE: newest bar of " + symbol + " closed " + age + " s ago, allowed are " + limit
                        + " s");
            }
        });
    }

    private void addForbidden(LatchStatus latch, List<String> causes) {
        if (latch.state() != KillState.ARMED) {
            causes.add("KILLED: latch " + latch.state() + " by " + latch.source() + ": " + latch.reason());
        }
        if (!engine.isStarted()) {
            causes.add("NOT_STARTED: automated trading is not started");
        }
        if (engine.journalBroken()) {
            causes.add("JOURNAL_UNAVAILABLE: the journal cannot be written");
        }
    }
}
