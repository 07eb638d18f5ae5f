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
    private final EngineCore core;

    HealthCheck(EngineCore core) {
        this.core = core;
    }

    EngineHealth answer() {
        List<String> notLive = notLive();
        core.inFreeBook(() -> core.desk.check(core.clock.instant()));
        ServingModel model = core.seat.model();
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
        LatchStatus latch = core.show(core.latch.status());
        List<String> notAllowed = new ArrayList<>(notReady);
        addStale(staleness, notAllowed);
        addStaleValues(notAllowed);
        addForbidden(latch, notAllowed);
        return new EngineHealth(
                notLive, notReady, notAllowed, warnings(), latch.state(), staleness, model == null ? null : model.id());
    }

    private List<String> notLive() {
        if (core.closed) {
            return List.of("CLOSED: the engine was closed");
        }
        long taken = Math.round(core.vitals.decisionSeconds() * 1e3);
        long limit = core.config.stallAfter().toMillis();
        if (taken <= limit) {
            return List.of();
        }
        String stalled = "STALLED: a decision has taken " + taken + " ms, allowed are " + limit + " ms";
        core.latch.trip("stall", KillVerdict.trip(KillState.HALTED, stalled, KillVerdict.OnTrip.KEEP));
        core.inFreeBook(() -> core.desk.heed(core.clock.instant())); // else the journal hears of it with the next bar
        return List.of(stalled);
    }

    private List<String> warnings() {
        String problem = core.seat.problem();
        return problem.isEmpty() ? List.of() : List.of("MODEL_KEPT: " + problem);
    }

    private SortedMap<Symbol, Double> staleness() {
        Instant now = core.clock.instant();
        SortedMap<Symbol, Double> ages = new TreeMap<>();
        core.lanes.forEach((symbol, lane) -> ages.put(symbol, Vitals.stalenessOf(lane, now)));
        return ages;
    }

    private void addStale(SortedMap<Symbol, Double> ages, List<String> causes) {
        double limit = core.config.maxStaleness().toMillis() / 1e3;
        ages.forEach((symbol, age) -> {
            if (age > limit) {
                causes.add("STALE_FEATURE: newest bar of " + symbol + " closed " + age + " s ago, allowed are " + limit
                        + " s");
            }
        });
    }

    private void addStaleValues(List<String> causes) {
        Instant now = core.clock.instant();
        for (OutsideColumn column : core.seat.outside()) {
            core.lanes.forEach((symbol, lane) -> {
                double age = core.vitals.ageOf(column, lane, now);
                if (column.required() && age > column.maxAgeSeconds()) {
                    causes.add("STALE_FEATURE: newest value of " + column.name() + " for " + symbol + " is " + age
                            + " s old, allowed are " + column.maxAgeSeconds() + " s");
                }
            });
        }
    }

    private void addForbidden(LatchStatus latch, List<String> causes) {
        if (latch.state() != KillState.ARMED) {
            causes.add("KILLED: latch " + latch.state() + " by " + latch.source() + ": " + latch.reason());
        }
        if (!core.started) {
            causes.add("NOT_STARTED: automated trading is not started");
        }
        if (core.events.journalBroken()) {
            causes.add("JOURNAL_UNAVAILABLE: the journal cannot be written");
        }
    }
}
