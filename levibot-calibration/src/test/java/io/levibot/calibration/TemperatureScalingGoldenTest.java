package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.spi.ScoreScale;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TemperatureScalingGoldenTest {

    @TestFactory
    Stream<DynamicTest> meetsTheMaximumOfTheLikelihood() {
        return GoldenSuites.cases("temperature_scaling", TemperatureScalingGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params());
        golden.allowKeys(golden.input(), "z", "y_true", "w");
        golden.allowKeys(golden.expected(), "degenerate", "beta", "T", "p_at", "log_loss_before", "log_loss_after");
        Sample sample = GoldenSamples.sample(golden, "z", ScoreScale.LOG_ODDS);
        TemperatureScaling fit = TemperatureScaling.fit(sample.scores(), sample.labels(), sample.weights());
        JsonNode expected = golden.expected();
        if (expected.has("degenerate")) {
            double limit = switch (expected.path("degenerate").asText()) {
                case "T_inf" -> 0.0;
                case "T_zero" -> TemperatureScaling.MAX_BETA;
                default -> throw new AssertionError("degenerate: " + expected);
            };
            assertThat(fit.beta()).isEqualTo(limit);
            return;
        }
        golden.assertClose("beta", fit.beta(), expected.path("beta"));
        golden.assertClose("T", fit.temperature(), expected.path("T"));
        golden.assertClose("log_loss_before", meanLoss(sample, 1.0), expected.path("log_loss_before"));
        golden.assertClose("log_loss_after", meanLoss(sample, fit.beta()), expected.path("log_loss_after"));
        golden.allowKeys(expected.path("p_at"), "z", "p");
        double[] z = GoldenCase.toDoubles(expected.path("p_at").path("z"));
        double[] p = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            p[i] = new LinearLogitMap(ScoreScale.LOG_ODDS, 0.0, fit.beta(), 0.0).at(z[i]);
        }
        golden.assertAllClose("p_at", p, expected.path("p_at").path("p"));
    }

    private static double meanLoss(Sample sample, double beta) {
        double sum = 0.0;
        for (int i = 0; i < sample.size(); i++) {
            sum += sample.weight(i) * LogOdds.loss(beta * sample.scores()[i], sample.labels()[i]);
        }
        return sum / sample.weightSum();
    }
}
