package io.levibot.engine.risk;

import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.engine.execution.OrderIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a latch must do, written down from the design's table and from nothing of the latch's own code. */
final class LatchModel {
    /** Which orders leave, by state 0 to 2. */
    private static final Map<OrderIntent, boolean[]> LEAVES = Map.of(
            OrderIntent.ENTRY, new boolean[] {true, false, false},
            OrderIntent.MODEL_EXIT, new boolean[] {true, true, false},
            OrderIntent.PROTECTIVE_EXIT, new boolean[] {true, true, true});

    private static final int MOST_LATER = 8;
    private static final Kept UNKNOWN = new Kept(2, "latch", null, OnTrip.KEEP, List.of());

    /** A status; a null reason stands for whatever explains that the file cannot be used. */
    record Kept(int state, String source, @Nullable String reason, OnTrip onTrip, List<String> later) {}

    /** What is in the file; null if it is missing or damaged. */
    private @Nullable Kept file = new Kept(0, "initialised", "new state directory", OnTrip.KEEP, List.of());

    private boolean exists = true;
    private @Nullable Kept unwritten;
    private int unwrittenRequests;
    private long unwrittenId;
    private long writes = 1;
    private long content = 1;
    private boolean diskWorks = true;
    private boolean tearing;

    /** What this process must take for the state. */
    Kept status() {
        Kept pending = unwritten;
        return pending == null ? inFile() : pending;
    }

    /** Differs whenever a re-arming must look again: after every trip and every re-arming that this process can know of. */
    List<Object> stamp() {
        String fault = unwritten == null && file == null ? exists ? "damaged" : "missing" : "";
        return List.of(unwritten == null ? 0 : unwrittenId, unwrittenRequests, file == null ? 0 : content, fault);
    }

    boolean leaves(OrderIntent intent) {
        return LEAVES.get(intent)[status().state()];
    }

    private Kept inFile() {
        Kept kept = file;
        return kept == null ? UNKNOWN : kept;
    }

    void trip(int state, String source, String reason, OnTrip onTrip) {
        Kept wanted = tightened(status(), state, source, reason, onTrip);
        if (diskWorks) {
            write(wanted);
        } else {
            failed(wanted);
        }
    }

    void tripByOther(int state, String source, String reason, OnTrip onTrip) {
        keep(tightened(inFile(), state, source, reason, onTrip));
    }

    /** Returns whether it works. */
    boolean rearm(String operator, String note) {
        Kept armed = new Kept(0, "operator:" + operator, note, OnTrip.KEEP, List.of());
        if (diskWorks) {
            write(armed);
        } else {
            failed(status());
        }
        return diskWorks;
    }

    void rearmByOther(String operator, String note) {
        keep(new Kept(0, "operator:" + operator, note, OnTrip.KEEP, List.of()));
    }

    /** What could not be written dies with the process: a disk that cannot be written keeps nothing. */
    void crash() {
        unwritten = null;
        unwrittenRequests = 0;
    }

    void damage() {
        file = null;
    }

    void delete() {
        file = null;
        exists = false;
    }

    void breakDisk(boolean torn) {
        diskWorks = false;
        tearing = torn;
    }

    void mendDisk() {
        diskWorks = true;
    }

    boolean fileExists() {
        return exists;
    }

    private void write(Kept wanted) {
        keep(wanted);
        unwritten = null;
        unwrittenRequests = 0;
    }

    private void keep(Kept wanted) {
        file = wanted;
        exists = true;
        content = ++writes;
    }

    private void failed(Kept wanted) {
        if (unwrittenRequests++ == 0) {
            unwrittenId = ++writes;
        }
        unwritten = new Kept(2, wanted.source(), wanted.reason(), wanted.onTrip(), wanted.later());
        if (tearing || !exists) {
            file = null; // half a slot, or a new file without content
        }
        exists = true;
    }

    private static Kept tightened(Kept before, int state, String source, String reason, OnTrip onTrip) {
        if (before.state() == 0) {
            return new Kept(state, source, reason, onTrip, List.of());
        }
        List<String> later = new ArrayList<>(before.later());
        String entry = source + ": " + reason;
        boolean first = entry.equals(before.source() + ": " + before.reason());
        if (later.size() < MOST_LATER && !later.contains(entry) && !first) {
            later.add(entry);
        }
        return new Kept(
                Math.max(before.state(), state),
                before.source(),
                before.reason(),
                before.onTrip() == OnTrip.FLATTEN ? OnTrip.FLATTEN : onTrip,
                later);
    }
}
