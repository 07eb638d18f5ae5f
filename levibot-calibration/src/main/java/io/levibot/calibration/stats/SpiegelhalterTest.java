package io.levibot.calibration.stats;

/**
 * Spiegelhalter's test of calibration (1986): the Brier score standardised under the hypothesis that the forecasts are
 * right. It sees forecasts that are too extreme (z above 0) or too timid (below), not those that are shifted evenly
 * around one half.
 *
 * @param z standard normal for a calibrated model; 0 when every forecast is 0, one half or 1 and no contradiction shows
 * @param pValue two-sided
 * @since 0.1.0
 */
public record SpiegelhalterTest(double z, double pValue) {

    /** Tests forecasts. */
    public static SpiegelhalterTest of(BinaryForecasts forecasts) {
        Levels levels = forecasts.levels();
        double sum = 0;
        double variance = 0;
        for (int g = 0; g < levels.size(); g++) {
            double p = levels.value[g];
            double tilt = 1 - 2 * p;
            sum += (levels.positive[g] * (1 - p) - levels.negative[g] * p) * tilt;
            variance += levels.weight(g) * tilt * tilt * p * (1 - p);
        }
        double z = sum == 0 ? 0 : sum / Math.sqrt(variance);
        return new SpiegelhalterTest(z, NormalDistribution.twoSided(z));
    }
}
