package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BacktestOverfittingGoldenTest {

    @TestFactory
    Stream<DynamicTest> probabilityOfBacktestOverfitting() {
        return GoldenSuites.cases("pbo_cscv", BacktestOverfittingGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params(), "S");
        golden.allowKeys(
                golden.expected(),
                "combinations",
                "logits",
                "pbo",
                "prob_loss",
                "mean_is",
                "mean_oos",
                "slope",
                "intercept");
        JsonNode want = golden.expected();
        BacktestOverfitting overfitting = BacktestOverfitting.of(
                trials(golden.input().get("returns")), golden.params().get("S").intValue());
        assertThat(overfitting.splits()).isEqualTo(want.get("combinations").intValue());
        // Of long lists the reference keeps the first logits.
        double[] logits = Arrays.copyOf(overfitting.logits(), want.get("logits").size());
        golden.assertAllClose("logits", logits, want.get("logits"));
        golden.assertClose("pbo", overfitting.probability(), want.get("pbo"));
        golden.assertClose("loss", overfitting.probabilityOfLoss(), want.get("prob_loss"));
        golden.assertClose("in-sample", overfitting.meanInSample(), want.get("mean_is"));
        golden.assertClose("out-of-sample", overfitting.meanOutOfSample(), want.get("mean_oos"));
        golden.assertClose("slope", overfitting.slope(), want.get("slope"));
        golden.assertClose("intercept", overfitting.intercept(), want.get("intercept"));
    }

    private static double[][] trials(JsonNode rowsOfPeriods) {
        double[][] trials = new double[rowsOfPeriods.get(0).size()][rowsOfPeriods.size()];
        for (int t = 0; t < rowsOfPeriods.size(); t++) {
            double[] row = GoldenCase.toDoubles(rowsOfPeriods.get(t));
            for (int trial = 0; trial < trials.length; trial++) {
                trials[trial][t] = row[trial];
            }
        }
        return trials;
    }
}
