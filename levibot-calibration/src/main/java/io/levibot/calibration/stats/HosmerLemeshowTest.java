package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * The Hosmer-Lemeshow test (1980) on quantile groups. For a report alone: the result depends on the grouping so much
 * that two correct programs differ by a tenth; never decide by it.
 *
 * @param chiSquare the sum over groups of {@code (O-E)² / (E (1 - E/n))}; infinite when a forecast of 0 or 1 is
 *     contradicted
 * @param groups how many groups hold something; ties merge some
 * @param degreesOfFreedom groups minus 2
 * @param pValue NaN when the degrees of freedom are below 1
 * @since 0.1.0
 */
public record HosmerLemeshowTest(double chiSquare, int groups, int degreesOfFreedom, double pValue) {

    /** Groups by type-7 quantiles of the forecasts, equal edges merged, open below and closed above. */
    public static HosmerLemeshowTest of(BinaryForecasts forecasts, int groups) {
        Levels levels = forecasts.levels();
        double[] edges = Arrays.stream(BinEdges.of(levels, Binning.QUANTILE, groups))
                .distinct()
                .toArray();
        if (edges.length == 1) {
            edges = new double[] {edges[0], edges[0]};
        }
        ReliabilityBins bins = ReliabilityBins.of(levels, edges, BinEdges.binOfLevel(levels, edges));
        double chiSquare = 0;
        for (int b = 0; b < bins.size(); b++) {
            double surplus = bins.weight(b) * (bins.eventRate(b) - bins.meanForecast(b));
            double variance = bins.weight(b) * bins.meanForecast(b) * (1 - bins.meanForecast(b));
            chiSquare += surplus == 0 ? 0 : surplus * surplus / variance;
        }
        int freedom = bins.size() - 2;
        double pValue = freedom > 0 ? GammaFunctions.chiSquareUpper(chiSquare, freedom) : Double.NaN;
        return new HosmerLemeshowTest(chiSquare, bins.size(), freedom, pValue);
    }
}
