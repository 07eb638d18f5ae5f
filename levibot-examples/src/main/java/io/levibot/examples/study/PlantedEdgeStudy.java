package io.levibot.examples.study;

import io.levibot.engine.registry.PromotionGates;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.examples.command.CommandRunner;
import io.levibot.examples.command.ExitCode;
import io.levibot.examples.market.MarketData;
import io.levibot.examples.market.PlantedEdge;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Takes many markets with a known edge through the pipeline, all gates on, beside an {@link Oracle} that knows the edge. Fails
 * unless the oracle passes every gate in at least 98 % of the seeds (else the market is too small to ask the question) and the
 * pipeline in at least 90 %.
 */
@Command(
        name = "planted-edge-study",
        description = "Run the pipeline and an oracle on markets with a known edge; count the promoted.")
public final class PlantedEdgeStudy extends SeedStudy {
    /** Smallest share of seeds in which the oracle must pass all gates. */
    static final double ORACLE_SHARE = 0.98;

    /** Smallest share of seeds in which the pipeline must pass all gates. */
    static final double PIPELINE_SHARE = 0.90;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int seeds = 100;

    @Option(
            names = "--bars",
            paramLabel = "N",
            defaultValue = "" + MarketData.PLANTED_EDGE_BARS,
            description = "Bars of each market. Default: ${DEFAULT-VALUE}.")
    private int bars = MarketData.PLANTED_EDGE_BARS;

    @Option(names = "--oracle-only", description = "Leave the pipeline out.")
    private boolean oracleOnly;

    /** The candidates of one seed; no pipeline if it was left out. */
    private record Pair(SeedResult oracle, List<SeedResult> pipeline) {}

    /**
     * Runs the study.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        CommandRunner.main(new PlantedEdgeStudy(), args);
    }

    @Override
    protected ExitCode run() throws InterruptedException {
        List<Pair> pairs = forEachSeed(seeds, this::both);
        SeedTally oracle = new SeedTally(pairs.stream().map(Pair::oracle).toList());
        SeedTally pipeline = new SeedTally(
                pairs.stream().flatMap(pair -> pair.pipeline().stream()).toList());
        out().println(String.format(
                Locale.ROOT,
                "%d bars of %s; log return of a bar = %s x state + noise of deviation %s; state: AR(1), coefficient %s, variance 1",
                bars,
                INTERVAL,
                PlantedEdge.STRENGTH,
                PlantedEdge.NOISE,
                PlantedEdge.PERSISTENCE));
        boolean enough = report("oracle", oracle, ORACLE_SHARE);
        return (oracleOnly || report("pipeline", pipeline, PIPELINE_SHARE)) && enough ? ExitCode.DONE : ExitCode.FAILED;
    }

    private boolean report(String who, SeedTally tally, double share) {
        int needed = (int) Math.ceil(share * tally.seeds());
        tally.lines(who).forEach(out()::println);
        tally.refusals(who).forEach(out()::println);
        out().println(String.format(Locale.ROOT, "%-9s at least %d must be promoted", "", needed));
        return tally.promoted() >= needed;
    }

    private Pair both(long seed) {
        PlantedEdge.Truth truth = PlantedEdge.generate(SYMBOL, INTERVAL, bars, seed);
        ResearchPlan plan = Oracle.plan(seed);
        SeedResult oracle = judged(workflow(plan), Oracle.trained(truth, plan), seed, PromotionGates.all());
        return new Pair(oracle, oracleOnly ? List.of() : List.of(pipeline(truth.bars(), seed, PromotionGates.all())));
    }
}
