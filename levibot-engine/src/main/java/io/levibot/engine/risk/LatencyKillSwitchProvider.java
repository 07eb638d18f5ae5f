package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;

/**
 * Kill source {@code latency}: trips when decisions take too long.
 *
 * @since 0.1.0
 */
public final class LatencyKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public LatencyKillSwitchProvider() {
        super("latency", "time that the decision in progress has taken, in seconds,", 1.0);
    }

    @Override
    double read(EngineVitals vitals) {
        return vitals.decisionSeconds();
    }
}
