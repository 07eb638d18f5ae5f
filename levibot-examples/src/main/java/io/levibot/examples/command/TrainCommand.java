package io.levibot.examples.command;

import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.research.CandidateBundle;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Workflow;
import io.levibot.examples.market.MarketData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a model on the first block of the data and stores it as a candidate that is not complete yet. */
@Command(name = "train", description = "Train a model and register it as a candidate; 'calibrate' completes it.")
public final class TrainCommand extends BaseCommand {
    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private RegistryOption registry = new RegistryOption();

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new TrainCommand(), args);
    }

    @Override
    protected ExitCode run() {
        MarketData data = market.load();
        ResearchPlan plan = ResearchPlan.builder().seed(market.seed()).build();
        try (Work work = new Work();
                Progress bar = progress("training", Progress.UNKNOWN)) {
            Trained trained = new Workflow(plan, work.plugins(), work.pool())
                    .train(data.bars(), FeatureSet.standard(data.bars().interval()), (done, total) -> bar.update(done));
            trained.predictor().close();
            Bundle bundle = registry.open().register(CandidateBundle.trained(trained));
            bar.close();
            out().println("model      " + bundle.id());
            out().println("trained on " + trained.blocks().train());
            out().println("rounds     " + trained.model().rounds());
            out().println("next       calibrate --model " + bundle.id() + " with the same --data");
        }
        return ExitCode.DONE;
    }
}
