package io.levibot.calibration.stats;

/**
 * The Brier score taken apart on bins (Murphy 1973) with the two terms that make it exact when forecasts differ inside
 * a bin (Stephenson, Coelho and Jolliffe 2008): Brier = reliability - resolution + uncertainty + within-bin variance -
 * within-bin covariance.
 *
 * @param reliability weighted mean squared gap of the bins; 0 is best
 * @param resolution weighted variance of the bins' observed rates; more is better
 * @param uncertainty base rate times one minus base rate: the Brier score of always saying the base rate
 * @param withinBinVariance weighted mean squared deviation of the forecasts from their bin's mean
 * @param withinBinCovariance twice the weighted mean product of forecast and outcome deviations inside bins
 * @since 0.1.0
 */
public record MurphyDecomposition(
        double reliability,
        double resolution,
        double uncertainty,
        double withinBinVariance,
        double withinBinCovariance) {

    /** Takes the score apart on so many bins. */
    public static MurphyDecomposition of(BinaryForecasts forecasts, Binning binning, int bins) {
        Levels levels = forecasts.levels();
        double[] edges = BinEdges.of(levels, binning, bins);
        int[] binOfLevel = BinEdges.binOfLevel(levels, edges);
        ReliabilityBins curve = ReliabilityBins.of(levels, edges, binOfLevel);
        double total = levels.total();
        double rate = levels.baseRate();
        double reliability = 0;
        double resolution = 0;
        for (int b = 0; b < curve.size(); b++) {
            double share = curve.weight(b) / total;
            double gap = curve.meanForecast(b) - curve.eventRate(b);
            double lift = curve.eventRate(b) - rate;
            reliability += share * gap * gap;
            resolution += share * lift * lift;
        }
        double variance = 0;
        double covariance = 0;
        int b = 0;
        for (int g = 0; g < levels.size(); g++) {
            while (curve.index(b) != binOfLevel[g]) {
                b++;
            }
            double deviation = levels.value[g] - curve.meanForecast(b);
            double surplus = levels.positive[g] - levels.weight(g) * curve.eventRate(b);
            variance += levels.weight(g) * deviation * deviation / total;
            covariance += 2 * surplus * deviation / total;
        }
        return new MurphyDecomposition(reliability, resolution, rate * (1 - rate), variance, covariance);
    }

    /** The Brier score, put together again. */
    public double brier() {
        return reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance;
    }
}
