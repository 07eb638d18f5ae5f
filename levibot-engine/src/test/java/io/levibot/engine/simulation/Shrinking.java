package io.levibot.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes a failing scenario shorter: first to the step that failed, then by leaving out whatever it fails without. */
final class Shrinking {
    private Shrinking() {}

    /**
     * @param failing a scenario that fails
     * @param run runs a scenario
     * @return a shorter one that fails too, though perhaps in another way
     */
    static Scenario shrink(Scenario failing, Function<Scenario, Simulation.Result> run) {
        Scenario shortest = prefix(failing, run.apply(failing));
        for (int chunk = shortest.steps().size() / 2; chunk > 0; chunk /= 2) {
            for (int at = shortest.steps().size() - chunk; at >= 0; at -= chunk) {
                List<Step> fewer = new ArrayList<>(shortest.steps());
                fewer.subList(at, Math.min(at + chunk, fewer.size())).clear();
                Scenario candidate = shortest.with(fewer);
                Simulation.Result result = run.apply(candidate);
                if (result.failed()) {
                    shortest = prefix(candidate, result);
                    at = Math.min(at, shortest.steps().size());
                }
            }
        }
        return shortest;
    }

    private static Scenario prefix(Scenario scenario, Simulation.Result result) {
        int steps = Math.min(result.failedStep() + 1, scenario.steps().size());
        return scenario.with(scenario.steps().subList(0, steps));
    }
}
