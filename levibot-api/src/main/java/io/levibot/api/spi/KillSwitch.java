package io.levibot.api.spi;

import io.levibot.api.KillVerdict;

/**
 * A source that can stop trading: a flag file, a drawdown limit, a staleness limit. It only asks; the engine's one latch
 * remembers, and only an operator's re-arming loosens it.
 *
 * <p>Who calls it: the engine, on the thread that feeds bars, at every decision and again before every order, and from health
 * checks on other threads. It must answer from memory or one local file access, in well under a millisecond.
 *
 * <p>Thread-safety: safe for concurrent use.
 *
 * <p>Lifecycle: created by its provider when an engine is composed; {@link #close} may be called twice.
 *
 * <p>Restart: what a source counts survives the process by {@link #memory} and {@link #recall}. While an engine repeats its
 * journal it asks the sources too, so that they go on counting, and does not heed what they answer.
 *
 * <p>Determinism: a source that depends on the vitals alone gives the same verdict for the same vitals; replay takes the latch
 * moves of other sources from the journal.
 *
 * <p>Failures: fail closed. A throw or a null counts as a trip to HALTED with positions kept; a source that cannot read what it
 * watches must trip too. After close it may throw or go on answering, but never turn a trip into an all-clear.
 *
 * @since 0.1.0
 */
public interface KillSwitch extends AutoCloseable {
    /** Returns a short name for journals and metrics: 1 to 32 of a-z 0-9 -, always the same. */
    String id();

    /**
     * @param vitals the engine's state; valid during the call only
     * @return {@link KillVerdict#clear}, or what to tighten to and why
     */
    KillVerdict check(EngineVitals vitals);

    /**
     * Returns what this source remembers between checks, such as findings so far, for the engine's snapshot: at most 4,096
     * characters, empty if nothing.
     */
    default String memory() {
        return "";
    }

    /**
     * Takes back what {@link #memory} of a source of the same configuration returned, so that a restart does not forget findings.
     *
     * @param memory what was remembered
     * @throws IllegalArgumentException if it makes no sense; the source is then as new
     */
    default void recall(String memory) {
        if (!memory.isEmpty()) {
            throw new IllegalArgumentException(
                    "kill source " + id() + " remembers nothing, but was given '" + memory + "'");
        }
    }

    /** Releases what the source holds. May be called twice; throws nothing checked. */
    @Override
    default void close() {}
}
