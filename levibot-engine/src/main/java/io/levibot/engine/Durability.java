package io.levibot.engine;

/**
 * What a journal survives.
 *
 * @since 0.1.0
 */
public enum Durability {
    /**
     * The end of the process: every event is handed to the operating system before what it announces happens. Moves of the latch
     * and snapshots survive a loss of power too. After one, the newest events may be missing: the engine resumes with the last
     * whole line, and asks the broker what became of orders.
     */
    PROCESS,
    /**
     * A loss of power: the journal is forced to the device before an order leaves and at the end of every bar, which takes as long
     * as the device takes. If that fails no entry leaves, and the latch goes to REDUCE_ONLY.
     */
    POWER
}
