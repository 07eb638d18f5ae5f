package io.levibot.engine.research;

import java.util.List;
import java.util.Objects;

/**
 * What a walk found. These figures judge the procedure, not any bundle: every fold has a candidate of its own, and none of them is
 * the one that will be served.
 *
 * @param walk how the history was walked
 * @param folds in time order, at least one
 * @param probabilities over the rows of all windows together
 * @param trading over the bars of all windows, one after another
 * @since 0.1.0
 */
public record WalkForwardResult(
        WalkForward walk,
        List<WalkForwardFold> folds,
        WalkForwardProbabilities probabilities,
        WalkForwardTrading trading) {
    /** @throws IllegalArgumentException if there is no fold */
    public WalkForwardResult {
        Objects.requireNonNull(walk, "walk");
        folds = List.copyOf(folds);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("a walk needs at least one fold");
        }
        Objects.requireNonNull(probabilities, "probabilities");
        Objects.requireNonNull(trading, "trading");
    }
}
