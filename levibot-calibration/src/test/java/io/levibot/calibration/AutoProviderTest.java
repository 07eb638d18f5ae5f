package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.TrainingException;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.ScoreScale;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AutoProviderTest {

    @Test
    void keepsScoresThatAreCalibratedAlready() {
        assertThat(selected(TestData.logistic(6000, 1, 1, 0, false, false, ScoreScale.LOG_ODDS), Map.of()))
                .isEqualTo("identity");
    }

    /** With one standard error instead of two it keeps 91 of 100. */
    @Test
    void chanceSeldomPicksAMapForScoresThatAreCalibratedAlready() {
        int kept = 0;
        for (int seed = 1; seed <= 100; seed++) {
            CalibrationSet calibrated = TestData.logistic(1000, seed, 1, 0, false, false, ScoreScale.LOG_ODDS);
            kept += selected(calibrated, Map.of()).equals("identity") ? 1 : 0;
        }
        assertThat(kept).isGreaterThanOrEqualTo(96);
    }

    @Test
    void takesTheTemperatureWhereOnlyTheSlopeIsOff() {
        assertThat(selected(TestData.logistic(6000, 2, 0.4, 0, false, false, ScoreScale.LOG_ODDS), Map.of()))
                .isEqualTo("temperature");
    }

    @Test
    void takesPlattWhereTheLevelIsOffToo() {
        assertThat(selected(TestData.logistic(6000, 3, 0.5, 0.8, false, false, ScoreScale.LOG_ODDS), Map.of()))
                .isEqualTo("platt");
    }

    @Test
    void takesAFreeFormWhereNoSigmoidFits() {
        // The probability jumps from 0.1 to 0.5 to 0.9 at -1 and 1.
        SplittableRandom random = new SplittableRandom(4);
        int n = 20_000;
        double[] z = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = random.nextDouble() * 6 - 3;
            y[i] = random.nextDouble() < (z[i] < -1 ? 0.1 : z[i] < 1 ? 0.5 : 0.9) ? 1 : 0;
        }

        assertThat(selected(CalibrationSet.of(z, y, ScoreScale.LOG_ODDS), Map.of()))
                .isIn("venn-abers", "isotonic");
    }

    @Test
    void isolatesCandidatesThatCannotBeFitted() {
        Calibrator map = fit(TestData.logistic(400, 5, 0.5, 0, false, false, ScoreScale.MARGIN), Map.of());

        assertThat(map.info().details())
                .containsEntry("selected", "platt")
                .containsKey("loss.platt")
                .containsKey("loss.venn-abers");
        assertThat(map.info().details().get("not-judged.identity")).contains("margin");
        assertThat(map.info().details().get("not-judged.isotonic"))
                .contains("200 rows")
                .contains("1000");
    }

    @Test
    void passesOverACandidateThatCannotBeFittedToAllRows() {
        // Only the temperature's slope is off until the last tenth, which says the opposite and outweighs the rest.
        CalibrationSet set = TestData.logistic(6000, 2, 0.4, 0, false, false, ScoreScale.LOG_ODDS);
        double[] labels = set.labels();
        double[] weights = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            boolean last = i >= 5400;
            labels[i] = last ? 1 - labels[i] : labels[i];
            weights[i] = last ? 100 : 1;
        }
        Calibrator map = fit(CalibrationSet.weighted(set.scores(), labels, weights, ScoreScale.LOG_ODDS), Map.of());

        assertThat(map.info().details().get("not-judged.temperature")).contains("does not go with the label");
        assertThat(map.info().details().get("selected")).isNotEqualTo("temperature");
    }

    @Test
    void servesTheWinnersMapFittedToAllRows() {
        CalibrationSet set = TestData.logistic(6000, 3, 0.5, 0.8, false, false, ScoreScale.LOG_ODDS);
        Calibrator map = fit(set, Map.of());
        PlattProvider platt = new PlattProvider();
        Calibrator alone = platt.fit(set, PluginConfig.empty(platt), TestData.context());

        assertThat(map.info().method()).isEqualTo("auto");
        for (double z = -5; z < 5; z += 0.1) {
            assertThat(map.calibrate(z)).isEqualTo(alone.calibrate(z));
        }
    }

    @Test
    void judgesOnRowsAfterTheFitOnly() {
        // The labels turn round in the last tenth: whatever is fitted before must be judged there and look bad.
        CalibrationSet set = TestData.logistic(6000, 6, 1, 0, false, false, ScoreScale.LOG_ODDS);
        double[] labels = set.labels();
        for (int i = 5400; i < 6000; i++) {
            labels[i] = 1 - labels[i];
        }
        Calibrator turned = fit(CalibrationSet.of(set.scores(), labels, ScoreScale.LOG_ODDS), Map.of("blocks", "5"));
        Calibrator straight = fit(set, Map.of("blocks", "5"));

        double worse = Double.parseDouble(turned.info().details().get("loss.platt"));
        double better = Double.parseDouble(straight.info().details().get("loss.platt"));
        assertThat(worse).isGreaterThan(better + 0.1);
    }

    @Test
    void purgesTheRowsWhoseLabelsReachIntoTheBlock() {
        CalibrationSet set = TestData.logistic(1000, 7, 0.5, 0, false, false, ScoreScale.LOG_ODDS);
        String apart = fit(set, Map.of()).info().details().get("loss.platt");
        String purged = fit(set.overlapping(40), Map.of()).info().details().get("loss.platt");

        // Rows 461 to 500 take no part in the first fit any more; changing them must not change its loss.
        assertThat(purged).isNotEqualTo(apart);
        double[] labels = set.labels();
        for (int i = 460; i < 500; i++) {
            labels[i] = 1 - labels[i];
        }
        CalibrationSet changed = CalibrationSet.of(set.scores(), labels, ScoreScale.LOG_ODDS);
        Map<String, String> oneBlock = Map.of("blocks", "1");
        assertThat(loss(changed.overlapping(40), oneBlock)).isEqualTo(loss(set.overlapping(40), oneBlock));
        assertThat(loss(changed, oneBlock)).isNotEqualTo(loss(set, oneBlock));
    }

    @Test
    void obeysTheRuleOfLeastLoss() {
        CalibrationSet set = TestData.logistic(6000, 1, 1, 0, false, false, ScoreScale.LOG_ODDS);
        Calibrator best = fit(set, Map.of("rule", "best"));
        Map<String, String> details = best.info().details();
        String least = details.keySet().stream()
                .filter(key -> key.startsWith("loss."))
                .min((a, b) -> Double.compare(Double.parseDouble(details.get(a)), Double.parseDouble(details.get(b))))
                .orElseThrow();

        assertThat("loss." + details.get("selected")).isEqualTo(least);
    }

    @Test
    void choosesAmongTheNamedCandidatesOnly() {
        CalibrationSet set = TestData.logistic(6000, 1, 1, 0, false, false, ScoreScale.LOG_ODDS);

        assertThat(selected(set, Map.of("candidates", "isotonic,venn-abers"))).isIn("isotonic", "venn-abers");
    }

    @Test
    void refusesWhenNothingCanBeJudged() {
        CalibrationSet set = TestData.logistic(400, 1, 1, 0, false, false, ScoreScale.LOG_ODDS);

        assertThatThrownBy(() -> fit(set, Map.of("candidates", "isotonic")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no candidate");
        assertThatThrownBy(() -> fit(set.overlapping(300), Map.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("overlap");
    }

    @Test
    void doesNotTakeNoiseForStructure() {
        // Labels that know nothing of the score: whatever wins must not be worse than the base rate by much.
        int n = 4000;
        double[] z =
                TestData.logistic(n, 8, 1, 0, false, false, ScoreScale.LOG_ODDS).scores();
        SplittableRandom random = new SplittableRandom(8);
        double[] y = new double[n];
        Arrays.setAll(y, i -> random.nextInt(2));
        Calibrator map = fit(CalibrationSet.of(z, y, ScoreScale.LOG_ODDS), Map.of());

        assertThat(map.calibrate(3) - map.calibrate(-3)).isLessThan(0.1);
    }

    private static String loss(CalibrationSet set, Map<String, String> config) {
        return fit(set, config).info().details().get("loss.platt");
    }

    private static String selected(CalibrationSet set, Map<String, String> config) {
        return fit(set, config).info().details().get("selected");
    }

    private static Calibrator fit(CalibrationSet set, Map<String, String> config) {
        AutoProvider provider = new AutoProvider();
        return provider.fit(set, PluginConfig.of(provider, config), TestData.context());
    }
}
