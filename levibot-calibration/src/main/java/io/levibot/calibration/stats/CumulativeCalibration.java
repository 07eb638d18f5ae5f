package io.levibot.calibration.stats;

/**
 * Cumulative calibration errors, which need no bins: in order of the forecasts, the running mean of outcome minus
 * forecast, {@code C_k = (1/n) sum_{i<=k} (y_(i) - p_(i))} with C_0 = 0. Equal forecasts are one step.
 *
 * <p>ECCE-MAD is the largest |C_k| (Gupta et al. 2021, "KS"), ECCE-R the range of C (Kuiper; Arrieta-Ibarra, Gujral,
 * Tannen, Tygert and Xu 2022). For a perfect model C behaves like Brownian motion of standard deviation {@code sigma},
 * from which the p-values come (asymptotic; conservative when there are few distinct forecasts).
 *
 * @param maximumDeviation ECCE-MAD, in [0, 1]
 * @param range ECCE-R, in [0, 1], between one and two times ECCE-MAD
 * @param sigma {@code sqrt(sum p (1-p)) / n}, the standard deviation of C_n for a perfect model; 0 when all forecasts
 *     are 0 or 1
 * @param maximumDeviationPValue chance that a perfect model shows at least this ECCE-MAD
 * @param rangePValue chance that a perfect model shows at least this ECCE-R
 * @since 0.1.0
 */
public record CumulativeCalibration(
        double maximumDeviation, double range, double sigma, double maximumDeviationPValue, double rangePValue) {

    /** Measures forecasts. With weights the total weight stands for the number of observations. */
    public static CumulativeCalibration of(BinaryForecasts forecasts) {
        Levels levels = forecasts.levels();
        double sum = 0;
        double lowest = 0;
        double highest = 0;
        double variance = 0;
        for (int g = 0; g < levels.size(); g++) {
            double p = levels.value[g];
            sum += levels.positive[g] * (1 - p) - levels.negative[g] * p;
            lowest = Math.min(lowest, sum);
            highest = Math.max(highest, sum);
            variance += levels.weight(g) * p * (1 - p);
        }
        double total = levels.total();
        double deviation = Math.max(highest, -lowest) / total;
        double range = (highest - lowest) / total;
        double sigma = Math.sqrt(variance) / total;
        return new CumulativeCalibration(
                deviation,
                range,
                sigma,
                BrownianMotion.maximumAbove(standardised(deviation, sigma)),
                BrownianMotion.rangeAbove(standardised(range, sigma)));
    }

    /** Forecasts of 0 and 1 alone leave no room for chance: any error is infinitely many deviations. */
    private static double standardised(double error, double sigma) {
        return error == 0 ? 0 : error / sigma;
    }
}
