package io.levibot.calibration;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.ScoreScale;
import io.levibot.golden.GoldenCase;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns the input of a golden case into the sample that a provider would fit on. */
final class GoldenSamples {
    private GoldenSamples() {}

    static Sample sample(GoldenCase golden, String scoreField, ScoreScale scale) {
        double[] scores = golden.doubles(scoreField);
        double[] labels = golden.doubles("y_true");
        return Sample.of(
                CalibrationSet.weighted(scores, labels, weights(golden.optionalDoubles("w"), scores.length), scale));
    }

    private static double[] weights(double @Nullable [] given, int length) {
        if (given != null) {
            return given;
        }
        double[] ones = new double[length];
        Arrays.fill(ones, 1.0);
        return ones;
    }
}
