package io.levibot.engine.simulation;

import io.levibot.api.KillVerdict;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.simulation.Step.Point;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trips the latch, as another process would, at the point that a scenario chose. */
final class Trap {
    private final Checker checker;
    private KillLatch latch;
    private Step.@Nullable TripWithin armed;
    private Step.@Nullable CrashWithin crash;
    private int left;
    private Runnable atDeath = () -> {};
    private Step.@Nullable Fate fate;

    /** Thrown by everything that a process does after its death, since an engine contains whatever a plugin throws. */
    static final class Crashed extends Error {
        private static final long serialVersionUID = 1L;

        Crashed() {
            super("crash (injected)", null, false, false);
        }
    }

    Trap(KillLatch latch, Checker checker) {
        this.latch = latch;
        this.checker = checker;
    }

    void latch(KillLatch other) {
        latch = other;
    }

    void arm(Step.TripWithin step) {
        disarm();
        armed = step;
        left = step.passing();
    }

    void arm(Step.CrashWithin step) {
        disarm();
        crash = step;
        left = step.passing();
    }

    /** What has to be done at the very moment of a crash: from then on the dead engine may write, but nobody will read it. */
    void atDeath(Runnable action) {
        atDeath = action;
    }

    boolean dead() {
        return fate != null;
    }

    /** How the process died; it is a new one from now on. */
    Step.Fate resurrect() {
        Step.Fate how = Objects.requireNonNull(fate, "alive");
        fate = null;
        return how;
    }

    void requireAlive() {
        if (dead()) {
            throw new Crashed();
        }
    }

    void disarm() {
        armed = null;
        crash = null;
    }

    void passing(Point point) {
        requireAlive();
        Step.CrashWithin end = crash;
        if (end != null && end.point() == point && --left <= 0) {
            crash = null;
            atDeath.run();
            fate = end.fate();
            throw new Crashed();
        }
        Step.TripWithin step = armed;
        if (step == null || step.point() != point || --left > 0) {
            return;
        }
        armed = null;
        latch.trip("process-2", KillVerdict.trip(step.state(), "within " + point, step.onTrip()));
        checker.tightened(step.state());
    }
}
