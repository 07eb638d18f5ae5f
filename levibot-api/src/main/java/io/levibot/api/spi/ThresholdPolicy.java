package io.levibot.api.spi;

import io.levibot.api.Artifact;
import io.levibot.api.Prediction;
import io.levibot.api.Thresholds;
import org.jspecify.annotations.Nullable;

/**
 * Turns a calibrated probability into a signal.
 *
 * <p>Who calls it: the engine, once per bar that has a probability, on the thread that feeds the symbol.
 *
 * <p>Thread-safety: safe for concurrent use; holds no state that a call changes: what was entered before is in the {@link
 * PositionView}. Allocates nothing.
 *
 * <p>Determinism: the same prediction and position give the same verdict.
 *
 * <p>Failures: a throw makes the engine abstain and count it. A prediction without a probability must not lead to ENTRY.
 *
 * @since 0.1.0
 */
public interface ThresholdPolicy {
    /**
     * @param prediction probability with its interval
     * @param position what is held
     * @return what to do; ENTRY only when flat, EXIT only when not
     */
    Verdict decide(Prediction prediction, PositionView position);

    /**
     * Returns the thresholds, for people, decisions and the HTTP host; null if the search for them found nothing worth trading, so
     * that the policy never enters.
     */
    @Nullable
    Thresholds thresholds();

    /** Returns the saved state from which the same provider restores a policy that decides the same. */
    Artifact state();
}
