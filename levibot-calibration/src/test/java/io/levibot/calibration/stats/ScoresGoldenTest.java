package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ScoresGoldenTest {

    @TestFactory
    Stream<DynamicTest> brier() {
        return GoldenSuites.cases("brier", golden -> {
            golden.allowKeys(golden.expected(), "brier", "error");
            if (golden.expectsRefusal()) {
                assertThatIllegalArgumentException().isThrownBy(() -> forecasts(golden));
                return;
            }
            golden.assertClose(
                    "brier",
                    ProbabilityScores.brier(forecasts(golden)),
                    golden.expected().get("brier"));
        });
    }

    @TestFactory
    Stream<DynamicTest> logLoss() {
        return GoldenSuites.cases("log_loss", golden -> {
            golden.allowKeys(golden.expected(), "log_loss", "error", "note");
            double clip = golden.params().get("eps").doubleValue();
            if (golden.expectsRefusal()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ProbabilityScores.logLoss(forecasts(golden), clip));
                return;
            }
            golden.assertClose(
                    "log loss",
                    ProbabilityScores.logLoss(forecasts(golden), clip),
                    golden.expected().get("log_loss"));
        });
    }

    @TestFactory
    Stream<DynamicTest> rocAuc() {
        return GoldenSuites.cases("roc_auc", golden -> {
            golden.allowKeys(golden.expected(), "auc", "average_precision", "error");
            if (golden.expectsRefusal()) {
                assertThatIllegalArgumentException().isThrownBy(() -> curve(golden));
                return;
            }
            JsonNode want = golden.expected();
            golden.assertClose("auc", curve(golden).auc(), want.get("auc"));
            golden.assertClose("average precision", curve(golden).averagePrecision(), want.get("average_precision"));
        });
    }

    private static BinaryForecasts forecasts(GoldenCase golden) {
        double[] weight = golden.optionalDoubles("w");
        double[] probability = golden.doubles("score");
        return weight == null
                ? BinaryForecasts.of(probability, outcomes(golden))
                : BinaryForecasts.weighted(probability, outcomes(golden), weight);
    }

    private static RocCurve curve(GoldenCase golden) {
        double[] weight = golden.optionalDoubles("w");
        double[] score = golden.doubles("score");
        return weight == null
                ? RocCurve.of(score, outcomes(golden))
                : RocCurve.weighted(score, outcomes(golden), weight);
    }

    static int[] outcomes(GoldenCase golden) {
        return Arrays.stream(golden.doubles("y_true"))
                .mapToInt(y -> (int) Math.rint(y))
                .toArray();
    }
}
