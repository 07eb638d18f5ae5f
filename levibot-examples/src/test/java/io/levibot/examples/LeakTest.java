package io.levibot.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.research.BlockPlan;
import io.levibot.engine.research.Calibrated;
import io.levibot.engine.research.Dataset;
import io.levibot.engine.research.IndexRange;
import io.levibot.engine.research.LabelSpans;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Tuned;
import io.levibot.engine.research.Workflow;
import io.levibot.examples.market.PlantedEdge;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A leaky variant of each stage, put together around the types, is refused before any figure is made. */
final class LeakTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval M15 = BarInterval.parse("15m");
    private static final BarSeries BARS =
            PlantedEdge.generate(BTC, M15, 4_000, 21).bars();
    private static final Plugins PLUGINS = Plugins.load(LeakTest.class.getClassLoader());
    private static final ResearchPlan PLAN = plan(BlockPlan.DEFAULT);
    private static final Workflow WORKFLOW = new Workflow(PLAN, PLUGINS, Runnable::run);

    private final Trained trained = WORKFLOW.train(BARS, FeatureSet.standard(M15), TrainingMonitor.none());
    private final Calibrated calibrated = WORKFLOW.calibrate(trained);
    private final Tuned tuned = WORKFLOW.tune(calibrated);

    private static ResearchPlan plan(BlockPlan blocks) {
        return ResearchPlan.builder()
                .blocks(blocks)
                .predictor(PluginChoice.of("lightgbm", Map.of("rounds", "20")))
                .stoppingShare(0.0)
                .calibrator(PluginChoice.of("platt"))
                .build();
    }

    private Calibrator fittedOn(IndexRange rows) {
        Dataset.Rows picked = trained.dataset().rows(rows.from(), rows.to());
        Predictor predictor = trained.predictor();
        double[] scores = new double[picked.size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = predictor.score(picked.frame(row));
        }
        CalibratorProvider platt = PLUGINS.find(CalibratorProvider.class, "platt");
        return platt.fit(
                CalibrationSet.of(scores, picked.labels(), predictor.scale())
                        .overlapping(PLAN.label().horizonBars()),
                PluginConfig.empty(platt),
                PluginContext.builder(new SimulatedClock(BARS.openTime(0))).build());
    }

    private void assertRefused(Tuned leaky, String says) {
        assertThatThrownBy(() -> WORKFLOW.evaluate(leaky, List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(says)
                .hasMessageContaining("not be out of sample");
    }

    @Test
    void letsAnHonestCandidateThrough() {
        assertThat(WORKFLOW.evaluate(tuned, List.of()).test().size()).isGreaterThan(400);
    }

    @Test
    void theSameCalibratorFittedAgainOnItsOwnBlockIsNoLeak() {
        Calibrated again =
                new Calibrated(trained, fittedOn(trained.blocks().calibrate().rows()));
        assertThat(WORKFLOW.evaluate(WORKFLOW.tune(again), List.of()).test().size())
                .isGreaterThan(400);
    }

    @Test
    void refusesACalibratorThatWasFittedOnTheRowsOfTheModel() {
        Calibrated leaky =
                new Calibrated(trained, fittedOn(trained.blocks().train().rows()));
        assertRefused(WORKFLOW.tune(leaky), "the calibrator is not the one that 'platt' fits on the calibrate block");
    }

    @Test
    void refusesACalibratorThatWasFittedOnTheTestBlock() {
        Calibrated leaky =
                new Calibrated(trained, fittedOn(trained.blocks().test().rows()));
        assertRefused(WORKFLOW.tune(leaky), "the calibrator is not the one that 'platt' fits on the calibrate block");
    }

    @Test
    void refusesThresholdsThatWereSweptOnTheTestBlock() {
        // The tune block of this plan is the test block of the other one, and the rows before it.
        Workflow peeking = new Workflow(plan(new BlockPlan(0.5, 0.2, 0.28, 0.02, 20, 50)), PLUGINS, Runnable::run);
        Trained same = peeking.train(BARS, FeatureSet.standard(M15), TrainingMonitor.none());
        Tuned onTest = peeking.tune(new Calibrated(same, calibrated.calibrator()));

        assertRefused(
                new Tuned(calibrated, onTest.tuning(), onTest.policy()),
                "the policy is not the one that a sweep of the tune block finds");
    }

    @Test
    void refusesFeaturesThatWereNormalisedWithTheFuture() {
        FeatureSet future = FeatureSet.standard(M15).fit(BARS);
        Dataset dataset = Dataset.of(
                trained.dataset().history(), future, trained.dataset().labels());
        Trained leaky = new Trained(PLAN, dataset, trained.blocks(), trained.model(), trained.predictor());

        assertRefused(WORKFLOW.tune(WORKFLOW.calibrate(leaky)), "the features were learnt from bars until");
    }

    @Test
    void noLabelReachesIntoTheNextBlock() {
        LabelSpans spans = LabelSpans.of(trained.dataset().labels());
        List<IndexRange> blocks = List.of(
                trained.blocks().train().rows(),
                trained.blocks().calibrate().rows(),
                trained.blocks().tune().rows(),
                trained.blocks().test().rows());
        for (int block = 0; block < 3; block++) {
            for (int row = blocks.get(block).from(); row < blocks.get(block).to(); row++) {
                assertThat(spans.end(row))
                        .isLessThanOrEqualTo(blocks.get(block + 1).from());
            }
        }
    }
}
