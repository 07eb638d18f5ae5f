package io.levibot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.BarInterval;
import io.levibot.api.Decision;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.research.Backtest;
import io.levibot.engine.research.BacktestResult;
import io.levibot.engine.research.IndexRange;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Tuned;
import io.levibot.engine.research.Workflow;
import io.levibot.examples.market.PlantedEdge;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The interval of a Venn-ABERS calibrator reaches the policy, in the sweep and in the engine, and a wide one is not traded. */
final class WideIntervalTest {
    private static final double MAX_WIDTH = 0.06;

    @Test
    void theEngineAbstainsExactlyWhereTheIntervalIsWide() {
        BarSeries bars = PlantedEdge.generate(Symbol.of("BTCUSDT"), BarInterval.parse("15m"), 6_000, 2)
                .bars();
        ResearchPlan plan = ResearchPlan.builder()
                .calibrator(PluginChoice.of("venn-abers"))
                .policy(PluginChoice.of("hysteresis", Map.of("max-width", Double.toString(MAX_WIDTH))))
                .seed(2)
                .build();
        Workflow workflow = new Workflow(plan, Plugins.load(getClass().getClassLoader()), Runnable::run);
        Trained trained = workflow.train(bars, FeatureSet.standard(bars.interval()), TrainingMonitor.none());
        Tuned tuned = workflow.tune(workflow.calibrate(trained));
        IndexRange test = trained.blocks().test().rows();
        BacktestResult run = new Backtest(workflow.engineConfig(bars))
                .run(Workflow.servingModel(tuned), bars, test.from(), test.to());
        int wide = 0;
        int narrow = 0;
        for (Decision decision : run.decisions()) {
            Prediction prediction = decision.prediction();
            if (prediction.hasProbability()) {
                boolean refused = decision.signal() == Signal.ABSTAIN
                        && decision.reasons().contains(Reason.WIDE_INTERVAL);
                assertThat(refused).as("%s", decision).isEqualTo(prediction.width() > MAX_WIDTH);
                wide += refused ? 1 : 0;
                narrow += refused ? 0 : 1;
            }
        }
        assertThat(wide).isPositive();
        assertThat(narrow).isPositive();
    }
}
