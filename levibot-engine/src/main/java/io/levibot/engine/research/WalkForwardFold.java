package io.levibot.engine.research;

import io.levibot.api.Thresholds;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One window of a walk: a candidate made anew from the rows before it, and what that candidate did in it.
 *
 * @param number from 1, in time order
 * @param trainFrom open time of the first row that features and model were fitted on
 * @param trainRows rows that they were fitted on, purged ones not counted
 * @param testFrom open time of the window's first bar
 * @param testUntil close time of its last
 * @param method calibration method that was fitted, or that {@code auto} chose
 * @param thresholds what the sweep of this fold chose on the fold's own tune block; null if nothing was viable, and so nothing
 *     was traded
 * @param trials points of that sweep
 * @param probabilities how good the probabilities were
 * @param trading how the engine traded
 * @since 0.1.0
 */
public record WalkForwardFold(
        int number,
        Instant trainFrom,
        int trainRows,
        Instant testFrom,
        Instant testUntil,
        String method,
        @Nullable Thresholds thresholds,
        int trials,
        WalkForwardProbabilities probabilities,
        WalkForwardTrading trading) {
    /** Refuses nulls. */
    public WalkForwardFold {
        Objects.requireNonNull(trainFrom, "trainFrom");
        Objects.requireNonNull(testFrom, "testFrom");
        Objects.requireNonNull(testUntil, "testUntil");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(probabilities, "probabilities");
        Objects.requireNonNull(trading, "trading");
    }
}
