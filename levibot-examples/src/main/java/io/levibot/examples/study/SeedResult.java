package io.levibot.examples.study;

import io.levibot.engine.registry.EvaluationFigures;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.engine.registry.PromotionDecision.Outcome;
import java.util.List;

/**
 * What the gates said about one generated market.
 *
 * @param seed of the market
 * @param figures of the candidate on its test block
 * @param gates what each gate found
 */
record SeedResult(long seed, EvaluationFigures figures, List<GateResult> gates) {
    SeedResult {
        gates = List.copyOf(gates);
    }

    PromotionDecision decision() {
        return PromotionDecision.of(gates);
    }

    boolean promoted() {
        return decision().outcome() == Outcome.PROMOTED;
    }

    boolean passed(String gate) {
        return gates.stream().anyMatch(found -> found.name().equals(gate) && found.passed());
    }
}
