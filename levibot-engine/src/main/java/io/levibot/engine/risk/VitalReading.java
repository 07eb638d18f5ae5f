package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;

/** What a source looks at. Called by one thread at a time. */
interface VitalReading {
    /** Reads the vital; NaN if it is not known yet, which is no finding. */
    double value(EngineVitals vitals);

    /** Names the observation that the vital belongs to, 0 and up: findings of one observation count once. */
    long observation(EngineVitals vitals);

    /** What is remembered between readings, without blanks; empty if nothing. */
    default String memory() {
        return "";
    }

    /** Takes back what was remembered. */
    default void recall(String memory) {
        if (!memory.isEmpty()) {
            throw new IllegalArgumentException("nothing is remembered");
        }
    }
}
