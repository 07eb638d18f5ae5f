package io.levibot.calibration.stats;

/**
 * What a search tried before it chose: how many independent trials, and how widely their Sharpe ratios spread.
 *
 * @param effectiveTrials at least 1; see {@link TrialCounter} and {@link TrialCorrelation}
 * @param standardDeviation of the trials' Sharpe ratios, per period, not negative
 * @since 0.1.0
 */
public record SharpeTrials(double effectiveTrials, double standardDeviation) {

    public SharpeTrials {
        Checks.finite("effectiveTrials", effectiveTrials);
        Checks.notNegative("standardDeviation", standardDeviation);
        if (effectiveTrials < 1) {
            throw new IllegalArgumentException("effectiveTrials is " + effectiveTrials + "; it must be at least 1");
        }
    }

    /**
     * The best ratio that luck alone is expected to show, per period: the standard deviation times the expected largest
     * of N normals (Bailey and López de Prado 2014, eq. 6). 0 for a single trial.
     */
    public double expectedMaximum() {
        return standardDeviation * expectedMaximumOfNormals(effectiveTrials);
    }

    /**
     * The approximate expectation of the largest of N independent standard normals (the same source); N need not be
     * whole but is at least 1, for which it is 0.
     */
    public static double expectedMaximumOfNormals(double trials) {
        return MaximumOfNormals.expectationApproximated(checked(trials));
    }

    /** The same expectation by quadrature, without approximation. */
    public static double exactExpectedMaximumOfNormals(double trials) {
        return MaximumOfNormals.expectation(checked(trials));
    }

    /** The variance of the largest of N independent standard normals by quadrature; 1 for N = 1. */
    public static double exactVarianceOfMaximumOfNormals(double trials) {
        return MaximumOfNormals.variance(checked(trials));
    }

    /**
     * Minimum backtest length (Bailey, Borwein, López de Prado and Zhu 2014, theorem 2): the years below which the best
     * of N trials without skill is expected to show at least this annual ratio.
     *
     * @param annualSharpe above 0
     */
    public static double minimumBacktestYears(double trials, double annualSharpe) {
        double ratio = expectedMaximumOfNormals(checked(trials)) / Checks.positive("annualSharpe", annualSharpe);
        return ratio * ratio;
    }

    private static double checked(double trials) {
        return new SharpeTrials(trials, 0).effectiveTrials();
    }
}
