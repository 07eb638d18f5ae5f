package io.levibot.engine.event;

/**
 * Follows an engine.
 *
 * <p>Who calls it: the engine, synchronously, for every event in order, on the thread that caused it, while it holds its book:
 * return quickly, hand long work to a thread of your own, and never call the engine back.
 *
 * <p>Thread-safety: calls are serialised. Determinism: none needed. Failures: a throw is counted and isolated; other listeners
 * still get the event. (The journal is not a listener of this kind: its failure tightens the kill latch.)
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EngineListener {
    /**
     * @param event what happened
     */
    void onEvent(EngineEvent event);
}
