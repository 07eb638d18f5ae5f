package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.Symbol;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Three answers about an engine, each with its causes: is it alive, could it decide, may it trade.
 *
 * @param live false when the engine is closed or a decision hangs (STALLED): restart it
 * @param ready false while there is no usable model or features warm up: wait
 * @param tradingAllowed false while entries are refused: the latch, a stopped engine, stale data, a broken journal
 * @param causes what makes an answer false, one line each, empty if all are true
 * @param killState state of the latch
 * @param stalenessSeconds age of each symbol's newest bar, measured from its close; NaN before any bar
 * @param modelId id of the loaded bundle, null without one
 * @since 0.1.0
 */
public record EngineHealth(
        boolean live,
        boolean ready,
        boolean tradingAllowed,
        List<String> causes,
        KillState killState,
        SortedMap<Symbol, Double> stalenessSeconds,
        @Nullable String modelId) {

    /** Copies. */
    public EngineHealth {
        causes = List.copyOf(causes);
        Objects.requireNonNull(killState, "killState");
        stalenessSeconds = Collections.unmodifiableSortedMap(new TreeMap<>(stalenessSeconds));
    }

    /** Returns the age of the stalest symbol's newest bar in seconds, NaN before any bar. */
    public double worstStalenessSeconds() {
        double worst = Double.NaN;
        for (double age : stalenessSeconds.values()) {
            if (Double.isNaN(worst) || age > worst) {
                worst = age;
            }
        }
        return worst;
    }
}
