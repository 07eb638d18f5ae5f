package io.levibot.engine.research;

import io.levibot.api.spi.Calibrator;
import java.util.Objects;

/**
 * A workflow after calibration: the map was fitted on scores of the calibrate block, which the model never saw. The next step is
 * {@link Workflow#tune}.
 *
 * @param trained the step before
 * @param calibrator the fitted map
 * @since 0.1.0
 */
public record Calibrated(Trained trained, Calibrator calibrator) {
    /** Refuses nulls. */
    public Calibrated {
        Objects.requireNonNull(trained, "trained");
        Objects.requireNonNull(calibrator, "calibrator");
    }
}
