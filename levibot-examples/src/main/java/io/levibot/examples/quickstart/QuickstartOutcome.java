package io.levibot.examples.quickstart;

import io.levibot.engine.journal.Verification;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.engine.research.BacktestResult;
import io.levibot.engine.research.Evaluated;
import io.levibot.examples.market.MarketData;
import java.util.Objects;

/**
 * What the main job found.
 *
 * @param data the bars
 * @param evaluated the candidate with its figures
 * @param bundle the stored bundle
 * @param decision whether the candidate was promoted
 * @param paper what the bundle, loaded from the disk, did on paper
 * @param parity whether what was served is what was evaluated
 * @param nativeParity whether the pure Java scores are those of native LightGBM
 * @param journal what a check of the paper run's journal found
 * @param walkForward what repeating the procedure over the history says about it
 */
public record QuickstartOutcome(
        MarketData data,
        Evaluated evaluated,
        Bundle bundle,
        PromotionDecision decision,
        BacktestResult paper,
        Parity parity,
        Parity nativeParity,
        Verification journal,
        WalkForwardCheck walkForward) {
    /** Refuses nulls. */
    public QuickstartOutcome {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(evaluated, "evaluated");
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(paper, "paper");
        Objects.requireNonNull(parity, "parity");
        Objects.requireNonNull(nativeParity, "nativeParity");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(walkForward, "walkForward");
    }
}
