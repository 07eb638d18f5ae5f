package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.spi.ScoreScale;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PlattSigmoidGoldenTest {
    private static final double PROBABILITY_TOLERANCE = 1e-10;

    @TestFactory
    Stream<DynamicTest> meetsTheExactOptimum() {
        return GoldenSuites.cases("platt_sigmoid", PlattSigmoidGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params());
        golden.allowKeys(golden.input(), "score", "y_true", "w", "score_query");
        golden.allowKeys(golden.expected(), "error", "exact", "sklearn", "sklearn_ok", "max_abs_diff");
        if (golden.expectsRefusal()) {
            assertThatThrownBy(() -> GoldenSamples.sample(golden, "score", ScoreScale.MARGIN))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        Sample sample = GoldenSamples.sample(golden, "score", ScoreScale.MARGIN);
        PlattScaling fit = PlattScaling.fit(sample.scores(), sample.labels(), sample.weights());
        JsonNode exact = golden.expected().path("exact");
        golden.allowKeys(exact, "a", "b", "p_query", "identifiable");
        if (exact.path("identifiable").booleanValue()) {
            golden.assertClose("a", fit.a(), exact.path("a"));
            golden.assertClose("b", fit.b(), exact.path("b"));
        }
        LinearLogitMap map = new LinearLogitMap(ScoreScale.MARGIN, fit.centre(), fit.slope(), fit.level());
        double[] query = golden.doubles("score_query");
        for (int i = 0; i < query.length; i++) {
            double want = GoldenCase.toDouble(exact.path("p_query").path(i));
            golden.assertClose(
                    "p_query[" + i + "]", map.at(query[i]), want, PROBABILITY_TOLERANCE, PROBABILITY_TOLERANCE);
        }
    }
}
