package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.spi.ScoreScale;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class VennAbersGoldenTest {

    @TestFactory
    Stream<DynamicTest> agreesWithTheDefinition() {
        return GoldenSuites.cases("venn_abers", VennAbersGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params());
        golden.allowKeys(golden.input(), "score", "y_true", "score_query");
        golden.allowKeys(golden.expected(), "error", "p0", "p1", "p_log", "p_brier");
        if (golden.expectsRefusal()) {
            assertThatThrownBy(() -> GoldenSamples.sample(golden, "score", ScoreScale.MARGIN))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        Sample sample = GoldenSamples.sample(golden, "score", ScoreScale.MARGIN);
        StepMap log = VennAbers.fit(sample, VennAbers.Merge.LOG);
        StepMap brier = VennAbers.fit(sample, VennAbers.Merge.BRIER);
        double[] query = golden.doubles("score_query");
        golden.assertAllClose("p0", at(query, log::lower), golden.expected().path("p0"));
        golden.assertAllClose("p1", at(query, log::upper), golden.expected().path("p1"));
        golden.assertAllClose("p_log", at(query, log::at), golden.expected().path("p_log"));
        golden.assertAllClose("p_brier", at(query, brier::at), golden.expected().path("p_brier"));
    }

    private static double[] at(double[] query, DoubleUnaryOperator map) {
        return Arrays.stream(query).map(map).toArray();
    }
}
