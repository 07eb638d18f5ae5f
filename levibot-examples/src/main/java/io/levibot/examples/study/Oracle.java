package io.levibot.examples.study;

import io.levibot.api.Artifact;
import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.TrainedModel;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.label.Labels;
import io.levibot.engine.research.Blocks;
import io.levibot.engine.research.Dataset;
import io.levibot.engine.research.History;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.research.Trained;
import io.levibot.examples.market.PlantedEdge;
import java.util.List;
import java.util.Map;

/**
 * Knows the hidden state of the bar that just closed, and says the true probability that the close some bars later is higher.
 * It is never calibrated, for it needs none; its thresholds are swept and its trades judged like those of any candidate. What it
 * does not reach, no model of the same market can.
 */
record Oracle(BarSeries bars, PlantedEdge.States states, int horizonBars) implements Predictor {
    @Override
    public double score(FeatureFrame frame) {
        long sinceStart = frame.asOf().toEpochMilli() - bars.closeTime(0).toEpochMilli();
        int bar = Math.toIntExact(sinceStart / bars.interval().millis());
        double mean = PlantedEdge.expectedReturn(states.at(bar), horizonBars);
        return normalCdf(mean / PlantedEdge.deviation(horizonBars));
    }

    @Override
    public ScoreScale scale() {
        return ScoreScale.PROBABILITY;
    }

    /** Returns the plan of the pipeline with the oracle's probabilities served as they are. */
    static ResearchPlan plan(long seed) {
        return ResearchPlan.builder()
                .seed(seed)
                .calibrator(PluginChoice.of("identity", Map.of("scale", "probability")))
                .build();
    }

    /** Puts the oracle in the place of a model that was trained on the same blocks. */
    static Trained trained(PlantedEdge.Truth truth, ResearchPlan plan) {
        BarSeries bars = truth.bars();
        int horizon = ((HorizonDirection) plan.label()).horizonBars();
        Labels labels = Labels.of(bars, plan.label());
        int lookback = FeatureSet.standard(bars.interval()).lookbackBars();
        Blocks blocks = plan.blocks().split(bars, labels, lookback);
        FeatureSet features = FeatureSet.standard(bars.interval())
                .fit(bars.slice(0, blocks.train().rows().to()));
        Oracle oracle = new Oracle(bars, truth.states(), horizon);
        TrainedModel model = new TrainedModel(Artifact.ofText("oracle.txt", "oracle"), 0, List.of());
        return new Trained(plan, Dataset.of(History.of(bars), features, labels), blocks, model, oracle);
    }

    /**
     * The standard normal distribution by its power series about 0 (G. Marsaglia, Evaluating the Normal Distribution, Journal of
     * Statistical Software 11(4), 2004): accurate to 1e-15 for the small arguments here.
     */
    static double normalCdf(double z) {
        double sum = z;
        double before = 0.0;
        double term = z;
        for (int odd = 3; sum != before; odd += 2) {
            before = sum;
            term *= z * z / odd;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-0.5 * z * z) / Math.sqrt(2.0 * Math.PI);
    }
}
