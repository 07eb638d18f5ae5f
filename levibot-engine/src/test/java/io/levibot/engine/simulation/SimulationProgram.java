package io.levibot.engine.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

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
        boolean goOn = Boolean.getBoolean("levibot.simulation.all");
        long orders = 0;
        long fills = 0;
        long steps = 0;
        for (long seed = first; seed < first + count; seed++) {
            Scenario scenario = Scenario.of(seed);
            Simulation.Result result = run(scenario, directory);
            if (result.failed() && goOn) {
                System.err.println("seed " + seed + " step " + result.failedStep() + ": "
                        + result.violations().get(0));
            } else if (result.failed()) {
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
        try {
            Path own = Files.createTempDirectory(directory, "simulation-" + scenario.seed() + "-");
            try {
                return new Simulation(scenario, own).run();
            } finally {
                delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
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
