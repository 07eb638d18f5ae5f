package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Symbol;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.LatchStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at an engine from outside its bar threads. */
final class HealthCheck {
    private final TradingEngine engine;
    private final List<String> causes = new ArrayList<>();

    HealthCheck(TradingEngine engine) {
        this.engine = engine;
    }

    EngineHealth answer() {
        boolean live = live();
        if (!engine.isClosed()) {
            engine.checkSources();
        }
        ServingModel model = engine.model().orElse(null);
        if (model == null) {
            causes.add("MODEL_MISSING: no bundle is loaded");
        }
        SortedMap<Symbol, Double> staleness = staleness();
        boolean fresh = fresh(staleness);
        boolean ready = live && model != null && !staleness.containsValue(Double.NaN);
        LatchStatus latch = engine.latchStatus();
        boolean allowed = allowed(latch) && ready && fresh;
        return new EngineHealth(
                live, ready, allowed, causes, latch.state(), staleness, model == null ? null : model.id());
    }

    private boolean live() {
        if (engine.isClosed()) {
            causes.add("CLOSED: the engine was closed");
            return false;
        }
        double taken = engine.vitals().decisionSeconds();
        double limit = engine.config().stallAfter().toMillis() / 1e3;
        if (taken <= limit) {
            return true;
        }
        String stalled = "STALLED: a decision has taken " + taken + " s, allowed are " + limit + " s";
        causes.add(stalled);
        engine.tripFromWatch("stall", KillVerdict.trip(KillState.HALTED, stalled, KillVerdict.OnTrip.KEEP));
        return false;
    }

    private SortedMap<Symbol, Double> staleness() {
        Instant now = engine.clock().instant();
        SortedMap<Symbol, Double> ages = new TreeMap<>();
        engine.lanes().forEach((symbol, lane) -> ages.put(symbol, Vitals.stalenessOf(lane, now)));
        return ages;
    }

    private boolean fresh(SortedMap<Symbol, Double> ages) {
        double limit = engine.config().maxStaleness().toMillis() / 1e3;
        boolean fresh = true;
        for (Map.Entry<Symbol, Double> age : ages.entrySet()) {
            if (Double.isNaN(age.getValue())) {
                causes.add("WARMING_UP: no bar of " + age.getKey() + " yet");
                fresh = false;
            } else if (age.getValue() > limit) {
                causes.add("STALE_FEATURE: newest bar of " + age.getKey() + " closed " + age.getValue()
                        + " s ago, allowed are " + limit + " s");
                fresh = false;
            }
        }
        return fresh;
    }

    private boolean allowed(LatchStatus latch) {
        boolean allowed = true;
        if (latch.state() != KillState.ARMED) {
            causes.add("KILLED: latch " + latch.state() + " by " + latch.source() + ": " + latch.reason());
            allowed = false;
        }
        if (!engine.isStarted()) {
            causes.add("NOT_STARTED: automated trading is not started");
            allowed = false;
        }
        if (engine.journalBroken()) {
            causes.add("JOURNAL_UNAVAILABLE: the journal cannot be written");
            allowed = false;
        }
        return allowed;
    }
}
