package io.levibot.engine;

import io.levibot.api.Contribution;
import io.levibot.api.DecisionSource;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.registry.ServingModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane found out about one bar before the shared book is looked at. Reused from bar to bar by its lane; valid until the
 * next one.
 */
final class Assessment {
    private final List<Reason> reasons = new ArrayList<>(4);
    private final List<EngineEvent> findings = new ArrayList<>(2);
    private Prediction prediction = Prediction.none();
    private DecisionSource source = DecisionSource.NONE;
    private @Nullable ServingModel model;
    private List<Contribution> contributions = List.of();
    private @Nullable Reason refusal;
    private boolean unanswered;

    void reset(@Nullable ServingModel current) {
        reasons.clear();
        findings.clear();
        prediction = Prediction.none();
        source = DecisionSource.NONE;
        model = current;
        contributions = List.of();
        refusal = null;
        unanswered = false;
    }

    /** The bar is not to be used at all. */
    void refuse(Reason reason) {
        refusal = reason;
        reasons.add(reason);
    }

    void abstain(Reason reason) {
        reasons.add(reason);
    }

    /** The bar is decided without its score, which had not come. */
    void giveUp(Reason reason) {
        unanswered = true;
        reasons.add(reason);
    }

    boolean unanswered() {
        return unanswered;
    }

    /** Remembers an event to be emitted once the shared book is held, so that the journal's order is the book's. */
    void found(EngineEvent event) {
        findings.add(event);
    }

    void scored(Prediction result, DecisionSource from) {
        prediction = result;
        source = from;
    }

    void explained(List<Contribution> top) {
        contributions = top;
    }

    @Nullable
    Reason refusal() {
        return refusal;
    }

    List<Reason> reasons() {
        return reasons;
    }

    List<EngineEvent> findings() {
        return findings;
    }

    Prediction prediction() {
        return prediction;
    }

    DecisionSource source() {
        return source;
    }

    @Nullable
    ServingModel model() {
        return model;
    }

    List<Contribution> contributions() {
        return contributions;
    }
}
