package io.levibot.engine.simulation;

import io.levibot.api.KillVerdict;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.simulation.Step.Point;
import org.jspecify.annotations.Nullable;

/** Trips the latch, as another process would, at the point that a scenario chose. */
final class Trap {
    private final KillLatch latch;
    private final Checker checker;
    private Step.@Nullable TripWithin armed;
    private int left;

    Trap(KillLatch latch, Checker checker) {
        this.latch = latch;
        this.checker = checker;
    }

    void arm(Step.TripWithin step) {
        armed = step;
        left = step.passing();
    }

    void disarm() {
        armed = null;
    }

    void passing(Point point) {
        Step.TripWithin step = armed;
        if (step == null || step.point() != point || --left > 0) {
            return;
        }
        armed = null;
        latch.trip("process-2", KillVerdict.trip(step.state(), "within " + point, step.onTrip()));
        checker.tightened(step.state());
    }
}
