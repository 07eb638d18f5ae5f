package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;

/**
 * Kill source {@code error-rate}: trips when model, calibrator or policy keep failing.
 *
 * @since 0.1.0
 */
public final class ErrorRateKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public ErrorRateKillSwitchProvider() {
        super("error-rate", "decisions in a row that failed inside a plugin,", 10.0);
    }

    @Override
    double read(EngineVitals vitals) {
        return vitals.consecutiveFailures();
    }
}
