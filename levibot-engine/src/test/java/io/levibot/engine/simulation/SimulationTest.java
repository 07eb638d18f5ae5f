package io.levibot.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few hundred scenarios; {@link SimulationProgram} runs more. */
final class SimulationTest {
    private static final int SCENARIOS = Integer.getInteger("levibot.simulation.seeds", 300);
    private static final long FIRST_SEED = Long.getLong("levibot.simulation.first", 1L);

    @TempDir
    private Path directory;

    @Test
    void everyInvariantHoldsThroughEverySeededScenario() {
        int fills = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCENARIOS; seed++) {
            Scenario scenario = Scenario.of(seed);
            Simulation.Result result = SimulationProgram.run(scenario, directory);
            if (result.failed()) {
                fail(SimulationProgram.failure(scenario, directory));
            }
            fills += result.fills();
        }
        assertThat(fills).as("the scenarios trade").isGreaterThan(10 * SCENARIOS);
    }

    @Test
    void aScenarioFollowsFromItsSeedAlone() {
        assertThat(Scenario.of(7).steps()).isEqualTo(Scenario.of(7).steps());
        assertThat(SimulationProgram.run(Scenario.of(7), directory))
                .isEqualTo(SimulationProgram.run(Scenario.of(7), directory));
    }
}
