package io.levibot.engine.simulation;

import io.levibot.api.Bar;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict.OnTrip;

/** One thing that happens in a scenario. */
sealed interface Step {
    /** A bar comes, that many milliseconds after its close. */
    record BarComes(Bar bar, int lateMillis) implements Step {}

    /** An operator kills through the engine. */
    record Kill(OnTrip onTrip) implements Step {}

    /** Another process trips the latch's file; the engine is not told. */
    record TripElsewhere(KillState state, OnTrip onTrip) implements Step {}

    /** A kill source trips at its next check. */
    record SourceTrips(KillState state, OnTrip onTrip) implements Step {}

    /** Another process trips the latch in the middle of something: when the point is passed for the given time. */
    record TripWithin(Point point, int passing, KillState state, OnTrip onTrip) implements Step {}

    /** The engine's process dies between two steps and is started again. What the venue had to tell may be lost with it. */
    record Crash(Fate fate) implements Step {}

    /** The process dies in the middle of something: when the point is passed for the given time. */
    record CrashWithin(Point point, int passing, Fate fate) implements Step {}

    /** What becomes of updates that the engine had not taken when it died. */
    enum Fate {
        KEPT,
        LOST
    }

    /** An operator loosens the latch, and starts the engine. */
    record Rearm() implements Step {}

    /** The engine is started, if its latch lets it. */
    record Start() implements Step {}

    /** The engine is stopped. */
    record Stop() implements Step {}

    /** An operator closes everything. */
    record Flatten() implements Step {}

    /** An operator compares the books. */
    record Reconcile() implements Step {}

    /** Another model is put in place. */
    record Swap(int model) implements Step {}

    /** The disk fills up, after that many more appends, or has room again. */
    record Disk(Room room, int appends) implements Step {}

    /** Whether an append works. */
    enum Room {
        FULL,
        FREE
    }

    /** Where a trip can come in between. */
    enum Point {
        SCORE,
        SOURCE_CHECK,
        APPEND,
        SUBMIT,
        SUBMITTED,
        CANCEL,
        SHOW_BAR,
        DRAIN,
        REPORT,
        QUERY
    }
}
