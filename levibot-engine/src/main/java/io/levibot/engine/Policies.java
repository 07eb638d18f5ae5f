package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.DecisionSource;
import io.levibot.api.PositionSide;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.Verdict;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.registry.ServingModel;
import java.util.List;

/** Turns an assessment into a signal: by the bundle's policy, or by the fallback's own two scores. */
final class Policies {
    private final EngineConfig config;
    private final Script script;

    Policies(EngineConfig config, Script script) {
        this.config = config;
        this.script = script;
    }

    /** Adds to the reasons why the signal is what it is. */
    Signal signal(Assessment assessment, PositionView position, List<Reason> reasons, EventBus events, Bar bar) {
        return switch (assessment.source()) {
            case MODEL -> byModel(assessment, position, reasons, events, bar);
            case FALLBACK -> byFallback(assessment, position);
            case NONE -> Signal.ABSTAIN;
        };
    }

    private Signal byModel(
            Assessment assessment, PositionView position, List<Reason> reasons, EventBus events, Bar bar) {
        ServingModel model = assessment.model();
        if (model == null) {
            throw new IllegalStateException("a score of source " + DecisionSource.MODEL + " has no model");
        }
        try {
            EngineEvent.PluginFailed recorded = script.failure("policy", bar.symbol());
            if (recorded != null) {
                throw new RecordedFailure(recorded.message());
            }
            Verdict verdict = model.policy().decide(assessment.prediction(), position);
            Reason reason = verdict.reason();
            if (reason != null) {
                reasons.add(reason);
            }
            return allowed(verdict.signal(), position);
        } catch (Throwable e) {
            reasons.add(Reason.POLICY_FAILED);
            events.emit(new EngineEvent.PluginFailed(bar.closeTime(), "policy", bar.symbol(), Failures.contain(e)));
            return Signal.ABSTAIN;
        }
    }

    private Signal byFallback(Assessment assessment, PositionView position) {
        EngineConfig.Fallback fallback = config.fallback().orElseThrow();
        double score = assessment.prediction().rawScore();
        if (position.side() == PositionSide.FLAT) {
            return score > fallback.entryScore() ? Signal.ENTRY : Signal.HOLD;
        }
        return score < fallback.exitScore() ? Signal.EXIT : Signal.HOLD;
    }

    /** An ENTRY on top of a position or an EXIT of nothing asks for no change. */
    private static Signal allowed(Signal signal, PositionView position) {
        boolean flat = position.side() == PositionSide.FLAT;
        boolean pointless = (signal == Signal.ENTRY && !flat) || (signal == Signal.EXIT && flat);
        return pointless ? Signal.HOLD : signal;
    }
}
