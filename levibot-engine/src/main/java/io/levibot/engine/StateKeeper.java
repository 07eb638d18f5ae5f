package io.levibot.engine;

import io.levibot.engine.event.EventSink;

/** Where an engine's journal and state are kept together. Guarded by the book lock. */
interface StateKeeper extends EventSink {
    /** Keeps a state that holds everything appended so far. */
    void keep(EngineState state);

    /** As {@link #keep}, but a failure is only reported: the snapshots before and the journal are enough to recover. */
    void tryToKeep(EngineState state);
}
