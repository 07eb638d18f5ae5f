package io.levibot.engine.research;

import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.TuningResult;
import java.util.Objects;

/**
 * A workflow after tuning: the thresholds were swept on the tune block, which neither model nor calibrator saw. The next step is
 * {@link Workflow#evaluate}.
 *
 * @param calibrated the step before
 * @param tuning every point that was tried, and the one that was chosen
 * @param policy the chosen policy, restored from its saved state; one that never enters if nothing was viable
 * @since 0.1.0
 */
public record Tuned(Calibrated calibrated, TuningResult tuning, ThresholdPolicy policy) {
    /** Refuses nulls. */
    public Tuned {
        Objects.requireNonNull(calibrated, "calibrated");
        Objects.requireNonNull(tuning, "tuning");
        Objects.requireNonNull(policy, "policy");
    }
}
