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
 * Three answers about an engine, each with its causes: is it alive, could it decide, may it trade. A no to one is a no to those
 * after it, and its causes are among theirs. A cause is one line that begins with a fixed word: CLOSED, STALLED; MODEL_MISSING,
 * WARMING_UP; STALE_FEATURE, KILLED, NOT_STARTED, JOURNAL_UNAVAILABLE. A warning forbids nothing: MODEL_KEPT.
 *
 * @param notLive why it is not alive: closed, or a decision hangs; restart it. Empty if it is
 * @param notReady why it could not decide: not alive, no model, a symbol without a bar; wait. Empty if it could
 * @param notAllowed why it may not enter positions: not ready, data too old, the latch, not started, no journal. Empty if it may
 * @param warnings what somebody should look at though trading goes on: a wanted bundle was refused and the one before still
 *     serves. Empty if there is nothing
 * @param killState state of the latch
 * @param stalenessSeconds age of each symbol's newest bar, measured from its close; NaN before any bar
 * @param modelId id of the loaded bundle, null without one
 * @since 0.1.0
 */
public record EngineHealth(
        List<String> notLive,
        List<String> notReady,
        List<String> notAllowed,
        List<String> warnings,
        KillState killState,
        SortedMap<Symbol, Double> stalenessSeconds,
        @Nullable String modelId) {

    /** Copies. */
    public EngineHealth {
        notLive = List.copyOf(notLive);
        notReady = List.copyOf(notReady);
        notAllowed = List.copyOf(notAllowed);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(killState, "killState");
        stalenessSeconds = Collections.unmodifiableSortedMap(new TreeMap<>(stalenessSeconds));
    }

    /** Returns false when the engine is closed or a decision hangs (STALLED): restart it. */
    public boolean live() {
        return notLive.isEmpty();
    }

    /** Returns false while there is no usable model or features warm up: wait. */
    public boolean ready() {
        return notReady.isEmpty();
    }

    /** Returns false while entries are refused: the latch, a stopped engine, stale data, a broken journal. */
    public boolean tradingAllowed() {
        return notAllowed.isEmpty();
    }

    /** Returns what makes an answer a no, one line each; empty if all are yes. */
    public List<String> causes() {
        return notAllowed;
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
