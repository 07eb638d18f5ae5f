package io.levibot.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Decision;
import io.levibot.api.Symbol;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.research.Dataset;
import io.levibot.engine.research.Evaluated;
import io.levibot.engine.research.History;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.research.ScoredBlock;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Workflow;
import io.levibot.examples.market.PlantedEdge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a history with bad prints, a jump, a gap and bars without volume: what was learnt and judged is what an engine serves. */
final class ResearchEqualsServingTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval M15 = BarInterval.parse("15m");
    private static final int BARS = 4_000;

    /** Closes ten times too high, in the train block, before the test block and in it. */
    private static final Set<Integer> BAD_PRINTS = Set.of(700, 3_500, 3_700);

    /** From here on every price is doubled: the first such bar is refused, the second confirms the level. */
    private static final int JUMP = 3_800;

    private static final Set<Integer> MISSING = Set.of(1_200, 1_201, 3_600, 3_601, 3_602);
    private static final Set<Integer> NO_VOLUME = Set.of(900, 901, 3_650, 3_651, 3_652);

    private static BarSeries rough() {
        BarSeries clean = PlantedEdge.generate(BTC, M15, BARS, 11).bars();
        BarSeries.Builder rough = BarSeries.builder(BTC, M15);
        for (int i = 0; i < clean.size(); i++) {
            if (MISSING.contains(i)) {
                continue;
            }
            Bar bar = clean.bar(i);
            double scale = (BAD_PRINTS.contains(i) ? 10.0 : 1.0) * (i >= JUMP ? 2.0 : 1.0);
            rough.add(new Bar(
                    BTC,
                    bar.openTime(),
                    bar.closeTime(),
                    bar.open() * scale,
                    bar.high() * scale,
                    bar.low() * scale,
                    bar.close() * scale,
                    NO_VOLUME.contains(i) ? 0.0 : bar.volume()));
        }
        return rough.build();
    }

    /** A value every three hours, each 100 ms too late for the bar that closes then. */
    private static List<ExternalValue> sentiment(BarSeries bars) {
        List<ExternalValue> values = new ArrayList<>();
        for (int i = 0; i < bars.size(); i += 12) {
            Instant available = bars.closeTime(i).plusMillis(100);
            values.add(
                    new ExternalValue(FeatureRecipe.SENTIMENT_IMPACT, Math.floorMod(i / 12, 3) * 0.7 - 1.0, available));
            values.add(new ExternalValue(FeatureRecipe.SENTIMENT_CONFIDENCE, Math.floorMod(i, 5) / 5.0, available));
        }
        return values;
    }

    private static Evaluated evaluate(History history, FeatureRecipe recipe) {
        ResearchPlan plan = ResearchPlan.builder()
                .predictor(PluginChoice.of("lightgbm", Map.of("rounds", "20")))
                .stoppingShare(0.0)
                .calibrator(PluginChoice.of("platt"))
                .build();
        Workflow workflow =
                new Workflow(plan, Plugins.load(ResearchEqualsServingTest.class.getClassLoader()), Runnable::run);
        Trained trained = workflow.train(history, recipe, TrainingMonitor.none());
        return workflow.evaluate(workflow.tune(workflow.calibrate(trained)), List.of());
    }

    private static void assertServedAsEvaluated(Evaluated evaluated) {
        Dataset dataset = evaluated.tuned().calibrated().trained().dataset();
        Map<Instant, Decision> served = new HashMap<>();
        evaluated.run().decisions().forEach(decision -> served.put(decision.asOf(), decision));
        ScoredBlock test = evaluated.test();
        double[] expected = test.probabilities(evaluated.tuned().calibrated().calibrator());
        double[] got = new double[expected.length];
        for (int row = 0; row < got.length; row++) {
            got[row] = served.get(dataset.bars().closeTime(test.bar(row)))
                    .prediction()
                    .probability();
        }
        assertThat(got).isEqualTo(expected);
        assertThat(test.size()).isGreaterThan(400);
    }

    @Test
    void servesOnARoughHistoryWhatWasEvaluatedThere() {
        History history = History.of(rough());

        Evaluated evaluated = evaluate(history, FeatureSet.standard(M15));

        assertThat(history.refused()).isEqualTo(BAD_PRINTS.size() + 1);
        assertServedAsEvaluated(evaluated);
        assertThat(evaluated.run().decisions())
                .filteredOn(decision -> decision.reasons().stream()
                        .anyMatch(reason -> reason.code().equals("OUTLIER")))
                .hasSize(3);
    }

    @Test
    void aBadPrintReachesNeitherFeaturesNorLabels() {
        History history = History.of(rough());
        Dataset dataset = evaluate(history, FeatureSet.standard(M15))
                .tuned()
                .calibrated()
                .trained()
                .dataset();

        int impossible = 0;
        for (int row = 0; row < dataset.bars().size(); row++) {
            int column = dataset.features().schema().indexOf("ret_1");
            // Only the confirmed jump, over the bar that was refused, is further than a bar can move.
            impossible += Math.abs(dataset.frame(row).value(column)) > 0.25 ? 1 : 0;
            double toEnd = dataset.labels().returnToEnd(row);
            if (Math.abs(toEnd) > 0.25) {
                assertThat(dataset.bars().closeTime(row)).isBefore(history.all().closeTime(JUMP));
            }
        }
        assertThat(impossible).isEqualTo(1);
    }

    @Test
    void valuesFromOutsideEnterTrainingAsOfTheirAvailabilityAndAreServedAlike() {
        BarSeries bars = PlantedEdge.generate(BTC, M15, BARS, 11).bars();
        History history = History.of(bars).with(sentiment(bars));

        Evaluated evaluated = evaluate(history, FeatureSet.standard(M15).withSentiment());

        Dataset dataset = evaluated.tuned().calibrated().trained().dataset();
        int impact = dataset.features().schema().indexOf(FeatureRecipe.SENTIMENT_IMPACT);
        assertThat(dataset.frame(0).value(impact)).isNaN();
        assertThat(dataset.frame(1).value(impact)).isEqualTo(-1.0);
        assertThat(dataset.frame(12).value(impact)).isEqualTo(-1.0);
        assertThat(dataset.frame(13).value(impact)).isEqualTo(0.7 - 1.0);
        assertThat(dataset.frame(24).value(impact)).isEqualTo(0.7 - 1.0);
        assertThat(dataset.frame(25).value(impact)).isEqualTo(1.4 - 1.0);
        assertServedAsEvaluated(evaluated);
    }

    @Test
    void aValueTooOldIsMissingInTrainingAsItIsLive() {
        BarSeries bars = PlantedEdge.generate(BTC, M15, BARS, 11).bars();
        ExternalValue only = new ExternalValue(FeatureRecipe.SENTIMENT_IMPACT, 0.5, bars.closeTime(10));

        Dataset dataset = evaluate(
                        History.of(bars).with(List.of(only)),
                        FeatureSet.standard(M15).withSentiment())
                .tuned()
                .calibrated()
                .trained()
                .dataset();

        int impact = dataset.features().schema().indexOf(FeatureRecipe.SENTIMENT_IMPACT);
        int day = (int) (FeatureRecipe.SENTIMENT_MAX_AGE.toMillis()
                / Duration.ofMinutes(15).toMillis());
        assertThat(dataset.frame(10 + day).value(impact)).isEqualTo(0.5);
        assertThat(dataset.frame(11 + day).value(impact)).isNaN();
    }

    @Test
    void refusesAValueForAColumnThatIsNotExternal() {
        BarSeries bars = PlantedEdge.generate(BTC, M15, BARS, 11).bars();
        History history = History.of(bars).with(List.of(new ExternalValue("ret_1", 0.5, bars.closeTime(10))));

        assertThatThrownBy(() -> evaluate(history, FeatureSet.standard(M15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ret_1");
    }
}
