package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.DataException;
import io.levibot.calibration.IsotonicRegression.Direction;
import io.levibot.calibration.IsotonicRegression.Options;
import io.levibot.calibration.IsotonicRegression.OutOfBounds;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class IsotonicGoldenTest {

    @TestFactory
    Stream<DynamicTest> agreesWithScikitLearn() {
        return GoldenSuites.cases("isotonic", IsotonicGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params(), "increasing", "y_min", "y_max", "out_of_bounds");
        golden.allowKeys(golden.input(), "x", "y", "w", "x_query");
        golden.allowKeys(
                golden.expected(),
                "error",
                "increasing",
                "x_thresholds",
                "y_thresholds",
                "x_min",
                "x_max",
                "y_query",
                "predict_error",
                "weighted_sse_train");
        Options options = options(golden.params());
        double[] x = golden.doubles("x");
        double[] y = golden.doubles("y");
        double[] w = golden.optionalDoubles("w");
        if (golden.expectsRefusal()) {
            assertThatThrownBy(() -> IsotonicRegression.fit(x, y, w, options))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        IsotonicRegression fit = IsotonicRegression.fit(x, y, w, options);
        checkFit(golden, fit);
        checkPredictions(golden, fit);
    }

    private static void checkFit(GoldenCase golden, IsotonicRegression fit) {
        JsonNode expected = golden.expected();
        assertThat(fit.direction() == Direction.INCREASING)
                .isEqualTo(expected.path("increasing").booleanValue());
        golden.assertAllClose("x_thresholds", fit.thresholdsX(), expected.path("x_thresholds"));
        golden.assertAllClose("y_thresholds", fit.thresholdsY(), expected.path("y_thresholds"));
        golden.assertClose("x_min", fit.xMin(), expected.path("x_min"));
        golden.assertClose("x_max", fit.xMax(), expected.path("x_max"));
        golden.assertClose("weighted_sse_train", squaredError(golden, fit), expected.path("weighted_sse_train"));
    }

    private static void checkPredictions(GoldenCase golden, IsotonicRegression fit) {
        double[] query = golden.doubles("x_query");
        double[] got = new double[query.length];
        if (golden.expected().has("predict_error")) {
            assertThatThrownBy(() -> fit.predict(query, got)).isInstanceOf(DataException.class);
            return;
        }
        fit.predict(query, got);
        golden.assertAllClose("y_query", got, golden.expected().path("y_query"));
    }

    private static double squaredError(GoldenCase golden, IsotonicRegression fit) {
        double[] x = golden.doubles("x");
        double[] y = golden.doubles("y");
        double[] w = golden.optionalDoubles("w");
        double sum = 0.0;
        for (int i = 0; i < x.length; i++) {
            double weight = w == null ? 1.0 : w[i];
            if (weight > 0.0) {
                double error = y[i] - fit.predict(x[i]);
                sum += weight * error * error;
            }
        }
        return sum;
    }

    private static Options options(JsonNode params) {
        Direction direction = switch (params.path("increasing").asText()) {
            case "true" -> Direction.INCREASING;
            case "false" -> Direction.DECREASING;
            case "auto" -> Direction.AUTO;
            default -> throw new AssertionError("increasing: " + params);
        };
        OutOfBounds outOfBounds = switch (params.path("out_of_bounds").asText()) {
            case "clip" -> OutOfBounds.CLIP;
            case "nan" -> OutOfBounds.NAN;
            case "raise" -> OutOfBounds.ERROR;
            default -> throw new AssertionError("out_of_bounds: " + params);
        };
        JsonNode min = params.path("y_min");
        JsonNode max = params.path("y_max");
        return Options.DEFAULT
                .withDirection(direction)
                .withOutOfBounds(outOfBounds)
                .withBounds(
                        min.isNull() ? Double.NEGATIVE_INFINITY : GoldenCase.toDouble(min),
                        max.isNull() ? Double.POSITIVE_INFINITY : GoldenCase.toDouble(max));
    }
}
