package io.levibot.engine.registry;

/**
 * What a promotion gate says.
 *
 * @since 0.1.0
 */
public enum GateVerdict {
    /** The evidence meets the gate. */
    PASS,
    /** The evidence is against the candidate. Refuses. */
    FAIL,
    /** There is too little evidence to tell. Refuses. */
    INSUFFICIENT_DATA,
    /** The host switched the gate off: not judged, does not refuse. */
    SWITCHED_OFF;

    /** Returns whether a candidate with this verdict is refused. */
    public boolean refuses() {
        return this == FAIL || this == INSUFFICIENT_DATA;
    }
}
