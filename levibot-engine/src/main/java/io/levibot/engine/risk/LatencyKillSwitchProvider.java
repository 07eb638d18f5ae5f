package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.PluginConfig;

/**
 * Kill source {@code latency}: trips when decisions take too long. One that hangs is found by health, without any source.
 *
 * <p>An observation is a decision in progress; between decisions nothing is observed. False alarms: three slow decisions in a
 * row are needed, so a single pause of the garbage collector or a cold start does not trip it.
 *
 * @since 0.1.0
 */
public final class LatencyKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public LatencyKillSwitchProvider() {
        super("latency", "time that the decision in progress has taken, in seconds,", 1.0, 3);
    }

    @Override
    VitalReading reading(PluginConfig config) {
        return new Duration();
    }

    private static final class Duration implements VitalReading {
        private long lastInProgress;
        private double lastSeconds;

        @Override
        public double value(EngineVitals vitals) {
            observe(vitals);
            return lastSeconds;
        }

        @Override
        public long observation(EngineVitals vitals) {
            observe(vitals);
            return lastInProgress;
        }

        /** A look between two decisions sees the last one again: it must not count as a fast one. */
        private void observe(EngineVitals vitals) {
            long current = vitals.decisionInProgress();
            if (current >= 0) {
                lastInProgress = current;
                lastSeconds = vitals.decisionSeconds();
            }
        }
    }
}
