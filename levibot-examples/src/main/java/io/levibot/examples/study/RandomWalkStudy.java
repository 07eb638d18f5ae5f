package io.levibot.examples.study;

import io.levibot.engine.registry.PromotionGates;
import io.levibot.examples.command.CommandRunner;
import io.levibot.examples.command.ExitCode;
import io.levibot.examples.market.RandomWalk;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Takes many random walks through the pipeline with the AUC and ECE gates switched off, so that only the evidence of the Sharpe
 * ratio and the drawdown stand between luck and promotion. Fails if more than 8 % are promoted: 5 % is what the deflated Sharpe
 * ratio allows at the most, and 16 of 200 is the 98th percentile of a binomial of that rate.
 */
@Command(
        name = "random-walk-study",
        description = "Run the pipeline on random walks, AUC and ECE gates off; count the promoted.")
public final class RandomWalkStudy extends SeedStudy {
    /** Largest share that may be promoted. */
    static final double LIMIT = 0.08;

    private static final List<String> OFF = List.of("auc", "ece");

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int seeds = 200;

    @Option(
            names = "--bars",
            paramLabel = "N",
            defaultValue = "6000",
            description = "Bars of each walk. Default: ${DEFAULT-VALUE}.")
    private int bars = 6000;

    /**
     * Runs the study.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        CommandRunner.main(new RandomWalkStudy(), args);
    }

    @Override
    protected ExitCode run() throws InterruptedException {
        PromotionGates gates = PromotionGates.all().without(OFF);
        SeedTally tally = new SeedTally(
                forEachSeed(seeds, seed -> pipeline(RandomWalk.generate(SYMBOL, INTERVAL, bars, seed), seed, gates)));
        int allowed = (int) Math.floor(LIMIT * seeds);
        out().println("random walks of " + bars + " bars of " + INTERVAL + ", gates switched off: " + OFF);
        tally.lines("pipeline").forEach(out()::println);
        out().println("allowed   at most " + allowed + " promoted");
        return tally.promoted() <= allowed ? ExitCode.DONE : ExitCode.FAILED;
    }
}
