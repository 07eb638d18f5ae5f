package io.levibot.engine.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Runs as many scenarios as one asks for: {@code SimulationProgram FIRST_SEED COUNT DIRECTORY}. Ends with status 1 at the first
 * scenario that fails, and prints its seed and the shortest failing steps that it found.
 */
public final class SimulationProgram {
    private SimulationProgram() {}

    /**
     * @param args first seed, number of seeds, directory for the journals
     */
    public static void main(String[] args) {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        Path directory = Path.of(args[2]);
        long orders = 0;
        long fills = 0;
        long steps = 0;
        for (long seed = first; seed < first + count; seed++) {
            Scenario scenario = Scenario.of(seed);
            Simulation.Result result = run(scenario, directory);
            if (result.failed()) {
                System.err.println(failure(scenario, directory));
                System.exit(1);
            }
            steps += scenario.steps().size();
            orders += result.orders();
            fills += result.fills();
        }
        System.out.println(count + " scenarios from seed " + first + ": " + steps + " steps, " + orders + " orders, "
                + fills + " executions, no violation");
    }

    static Simulation.Result run(Scenario scenario, Path directory) {
        Path journal = directory.resolve("simulation-" + scenario.seed() + ".jsonl");
        try {
            Files.deleteIfExists(journal);
            Simulation.Result result = new Simulation(scenario, journal).run();
            Files.delete(journal);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The seed, what did not hold, and the shortest steps that show it. */
    static String failure(Scenario scenario, Path directory) {
        Function<Scenario, Simulation.Result> run = candidate -> run(candidate, directory);
        Simulation.Result first = run.apply(scenario);
        Scenario shortest = Shrinking.shrink(scenario, run);
        StringBuilder text = new StringBuilder("seed " + scenario.seed() + " fails at step " + first.failedStep() + ": "
                + first.violations() + "\nshrunk to " + shortest.steps().size() + " steps: "
                + run.apply(shortest).violations());
        shortest.steps().forEach(step -> text.append("\n  ").append(step));
        return text.toString();
    }
}
