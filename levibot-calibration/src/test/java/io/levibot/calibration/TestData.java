package io.levibot.calibration;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ScoreScale;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** Generated calibration sets. */
final class TestData {
    private TestData() {}

    /**
     * Rows whose label has log-odds level + slope z, z uniform in [-3, 3].
     *
     * @param ties whether z is rounded to quarters
     * @param weighted whether weights are drawn from 1, 2, 3; otherwise 1
     */
    static CalibrationSet logistic(
            int n, long seed, double slope, double level, boolean ties, boolean weighted, ScoreScale scale) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[n];
        double[] labels = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double z = random.nextDouble() * 6 - 3;
            z = ties ? Math.rint(z * 4) / 4 : z;
            labels[i] = random.nextDouble() < LogOdds.toProbability(level + slope * z) ? 1 : 0;
            scores[i] = scale == ScoreScale.PROBABILITY ? LogOdds.toProbability(z) : z;
            weights[i] = weighted ? 1 + random.nextInt(3) : 1;
        }
        return CalibrationSet.weighted(scores, labels, weights, scale);
    }

    static PluginContext context() {
        return PluginContext.builder(InstantSource.fixed(Instant.EPOCH)).build();
    }
}
