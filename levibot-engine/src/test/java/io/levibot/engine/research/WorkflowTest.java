package io.levibot.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levibot.api.Bar;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.calibration.IdentityProvider;
import io.levibot.calibration.PlattProvider;
import io.levibot.calibration.threshold.HysteresisPolicyProvider;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.label.TripleBarrier;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.BundleContent;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.risk.RiskLimits;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowTest {
    private static final int BARS = 1_500;
    private static final FeatureRecipe RECIPE = FeatureRecipe.of(TestBars.M15, List.of("ret_1", "regime_vol"));

    private final SignOfReturn model = new SignOfReturn();

    private static ResearchPlan.Builder plan(LabelDefinition label) {
        return ResearchPlan.builder()
                .label(label)
                .predictor(PluginChoice.of(SignOfReturn.NAME))
                .calibrator(PluginChoice.of("platt"))
                .stoppingShare(0.2)
                .seed(5);
    }

    private Workflow workflow(ResearchPlan plan) {
        Plugins plugins =
                Plugins.of(model, new IdentityProvider(), new PlattProvider(), new HysteresisPolicyProvider());
        return new Workflow(plan, plugins, Runnable::run);
    }

    private static BarSeries walk(Symbol symbol, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BarSeries.Builder builder = BarSeries.builder(symbol, TestBars.M15);
        double close = 100.0;
        for (int i = 0; i < BARS; i++) {
            double open = close;
            close = open * (1.0 + 0.01 * (random.nextDouble() - 0.5));
            double high = Math.max(open, close) * 1.001;
            double low = Math.min(open, close) * 0.999;
            builder.add(new Bar(symbol, TestBars.openTime(i), TestBars.openTime(i + 1), open, high, low, close, 1.0));
        }
        return builder.build();
    }

    private Trained trained(Workflow workflow, BarSeries bars) {
        return workflow.train(bars, RECIPE, TrainingMonitor.none());
    }

    /** Barriers are met sooner or later, so that the labels that reach into the stopping rows are not the last ones in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noLabelOfARowForFittingReachesIntoTheRowsForStopping(long seed) {
        trained(workflow(plan(TripleBarrier.of(3.0, 3.0, 20, 24)).build()), walk(TestBars.BTC, seed));

        SignOfReturn.Shown shown = model.shown.remove();
        assertThat(shown.lastFitLabelEnd()).isBefore(shown.firstStopping());
        assertThat(shown.rows()).isGreaterThan(300);
    }

    @Test
    void aBundleIsTakenUpWithTheBarsThatItWasTrainedOn() {
        Workflow workflow = workflow(plan(new HorizonDirection(2)).build());
        BarSeries bars = walk(TestBars.BTC, 1);
        BundleContent stored = CandidateBundle.trained(trained(workflow, bars));

        Trained again = workflow.resume(stored, bars);

        assertThat(CandidateBundle.trained(again)).isEqualTo(stored);
    }

    @Test
    void otherPricesOfTheSameTimesAreRefused() {
        Workflow workflow = workflow(plan(new HorizonDirection(2)).build());
        BundleContent stored = CandidateBundle.trained(trained(workflow, walk(TestBars.BTC, 1)));

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> workflow.resume(stored, walk(TestBars.BTC, 2)))
                .withMessageContaining("the same times, but other prices or volumes")
                .withMessageContaining("give the data that it was trained on");
    }

    @Test
    void anotherInstrumentIsRefused() {
        Workflow workflow = workflow(plan(new HorizonDirection(2)).build());
        BundleContent stored = CandidateBundle.trained(trained(workflow, walk(TestBars.BTC, 1)));

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> workflow.resume(stored, walk(Symbol.of("ETHUSDT"), 1)))
                .withMessageContaining("BTCUSDT")
                .withMessageContaining("ETHUSDT");
    }

    @Test
    void theSameModelUnderOtherLimitsIsAnotherCandidate() {
        BarSeries bars = walk(TestBars.BTC, 1);
        RiskLimits tight = RiskLimits.builder().stopLossFraction(0.01).build();

        assertThat(candidate(plan(new HorizonDirection(2)).limits(tight).build(), bars))
                .isNotEqualTo(candidate(plan(new HorizonDirection(2)).build(), bars));
    }

    private String candidate(ResearchPlan plan, BarSeries bars) {
        Workflow workflow = workflow(plan);
        return CandidateBundle.candidate(workflow.tune(workflow.calibrate(trained(workflow, bars))));
    }

    /** A label of twelve bars says the same twelve times over: as many more rows must be had before a gate can pass. */
    @Test
    void labelsThatOverlapNeedMoreRows() {
        BarSeries bars = walk(TestBars.BTC, 1);

        long independent = needed(1, bars);
        long overlapping = needed(12, bars);

        assertThat((double) overlapping / independent).isBetween(6.0, 24.0);
    }

    private long needed(int horizon, BarSeries bars) {
        Workflow workflow = workflow(plan(new HorizonDirection(horizon)).build());
        return workflow.evaluate(workflow.tune(workflow.calibrate(trained(workflow, bars))), List.of())
                .probabilities()
                .rowsNeeded();
    }
}
