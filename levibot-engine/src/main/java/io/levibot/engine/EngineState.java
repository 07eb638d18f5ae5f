package io.levibot.engine;

import io.levibot.api.Symbol;
import io.levibot.engine.execution.BookState;
import io.levibot.engine.execution.PaperBrokerState;
import io.levibot.engine.risk.RiskState;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an engine remembers between two steps: restored into a new one of the same configuration, it goes on as if it
 * had never stopped.
 *
 * @param at the engine's time
 * @param config the journalled configuration
 * @param bundleId id of the loaded bundle, null without one
 * @param started whether the model may trade
 * @param latch the state of the latch that the journal knows of, and what the kill sources remember
 * @param paper state of the paper broker, null for a host's own broker
 */
record EngineState(
        Instant at,
        SortedMap<String, String> config,
        @Nullable String bundleId,
        boolean started,
        LatchKeeper.State latch,
        BookState book,
        Desk.State desk,
        RiskState risk,
        Vitals.State vitals,
        SortedMap<Symbol, LaneState> lanes,
        @Nullable PaperBrokerState paper) {
    EngineState {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        lanes = Collections.unmodifiableSortedMap(new TreeMap<>(lanes));
    }
}
