package io.levibot.calibration.stats;

/**
 * The Sharpe ratio and its annualisation. Everything is per period unless the name says otherwise, and returns are
 * taken as already in excess of the risk-free rate.
 *
 * @since 0.1.0
 */
public final class SharpeRatio {

    private SharpeRatio() {}

    /** Mean over standard deviation (n-1); NaN when all returns are equal. At least two finite returns. */
    public static double of(double[] returns) {
        return ReturnMoments.of(returns).sharpe();
    }

    /**
     * The ratio times the square root of the number of periods: right only when returns are independent (Lo 2002). For
     * ratios of dependent returns use {@link #loFactor}.
     *
     * @param periodsPerYear e.g. 365 for daily and 35,040 for quarter-hour bars of a market that never closes
     */
    public static double annualizedIid(double sharpe, double periodsPerYear) {
        return sharpe * Math.sqrt(Checks.positive("periodsPerYear", periodsPerYear));
    }

    /**
     * Lo's factor from one period to q periods: {@code q / sqrt(q + 2 sum (q-k) rho_k)} (Lo 2002, eq. 20). The square
     * root of q when all autocorrelations are 0.
     *
     * @param autocorrelation of lag 1, 2, ...; lags beyond the array count as 0, entries from lag q on are not read
     * @param periods q, at least 1
     * @return NaN when the autocorrelations imply a variance that is not positive
     */
    public static double loFactor(double[] autocorrelation, int periods) {
        Checks.atLeast("periods", periods, 1);
        Checks.finite("autocorrelation", autocorrelation);
        double variance = periods;
        for (int lag = 1; lag < periods && lag <= autocorrelation.length; lag++) {
            variance += 2.0 * (periods - lag) * autocorrelation[lag - 1];
        }
        return variance > 0 ? periods / Math.sqrt(variance) : Double.NaN;
    }

    /**
     * The ratio over q periods by Lo's factor with estimated autocorrelations of lag 1 to {@code lags}; NaN when all returns are
     * equal.
     *
     * @param lags how many to estimate, below the number of returns; noise of far lags adds up, so a few are better
     *     than q - 1
     */
    public static double annualizedLo(double[] returns, int periods, int lags) {
        double[] correlations = autocorrelations(returns, lags);
        double sharpe = of(returns);
        return Double.isNaN(sharpe) ? Double.NaN : sharpe * loFactor(correlations, periods);
    }

    /**
     * Sample autocorrelations of lag 1 to {@code lags}: the sum of products of deviations over the sum of their squares
     * (Box and Jenkins). NaN when all returns are equal.
     *
     * @param lags at least 0 and below the number of returns
     */
    public static double[] autocorrelations(double[] returns, int lags) {
        Checks.atLeast("lags", lags, 0);
        Checks.atLeast("number of returns", returns.length, Math.max(2, lags + 1));
        double mean = ReturnMoments.of(returns).mean();
        double squares = 0;
        for (double r : returns) {
            squares += (r - mean) * (r - mean);
        }
        double[] correlations = new double[lags];
        for (int lag = 1; lag <= lags; lag++) {
            double products = 0;
            for (int t = lag; t < returns.length; t++) {
                products += (returns[t] - mean) * (returns[t - lag] - mean);
            }
            correlations[lag - 1] = products / squares;
        }
        return correlations;
    }
}
