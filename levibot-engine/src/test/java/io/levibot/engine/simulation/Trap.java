package io.levibot.engine.simulation;

import io.levibot.api.KillVerdict;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.simulation.Step.Point;
import org.jspecify.annotations.Nullable;

/** Trips the latch, as another process would, at the point that a scenario chose. */
final class Trap {
    private final Checker checker;
    private KillLatch latch;
    private Step.@Nullable TripWithin armed;
    private Step.@Nullable CrashWithin crash;
    private int left;

    /** The process has died: no engine survives an error, and none may catch one. */
    static final class Crashed extends Error {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never serialised
        private final Step.Fate fate;

        Crashed(Step.Fate fate) {
            super("crash (injected)", null, false, false);
            this.fate = fate;
        }

        Step.Fate fate() {
            return fate;
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

    void disarm() {
        armed = null;
        crash = null;
    }

    void passing(Point point) {
        Step.CrashWithin end = crash;
        if (end != null && end.point() == point && --left <= 0) {
            crash = null;
            throw new Crashed(end.fate());
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
