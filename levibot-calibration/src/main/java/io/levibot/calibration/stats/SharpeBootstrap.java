package io.levibot.calibration.stats;

import java.util.concurrent.Executor;

/**
 * Bootstrap distributions of the Sharpe ratio and of differences of it, per period, from blocks of returns in time
 * order. For a test of a difference prefer {@link LedoitWolfTest}, which holds its level better in small samples.
 *
 * @since 0.1.0
 */
public final class SharpeBootstrap {

    private SharpeBootstrap() {}

    /**
     * The Sharpe ratio of one series.
     *
     * @param returns finite, at least two; a draw whose returns are all equal leaves the ratio undefined
     * @param bootstrap over as many rows as there are returns
     */
    public static BootstrapDistribution ratio(double[] returns, StationaryBootstrap bootstrap, Executor executor) {
        Checks.sameLength("returns", returns.length, "the bootstrap", bootstrap.rows());
        double estimate = SharpeRatio.of(returns);
        return bootstrap.replicate(estimate, rows -> ratio(returns, rows), executor);
    }

    /**
     * The Sharpe ratio of a strategy minus that of its benchmark (buy-and-hold, or the policy without a calibrator), on
     * the same drawn periods.
     *
     * @param strategy finite, at least two
     * @param benchmark as many returns of the same periods
     * @param bootstrap over as many rows
     */
    public static BootstrapDistribution difference(
            double[] strategy, double[] benchmark, StationaryBootstrap bootstrap, Executor executor) {
        Checks.sameLength("strategy", strategy.length, "benchmark", benchmark.length);
        Checks.sameLength("strategy", strategy.length, "the bootstrap", bootstrap.rows());
        double estimate = SharpeRatio.of(strategy) - SharpeRatio.of(benchmark);
        return bootstrap.replicate(estimate, rows -> ratio(strategy, rows) - ratio(benchmark, rows), executor);
    }

    private static double ratio(double[] returns, int[] rows) {
        double origin = returns[rows[0]];
        double shift = 0;
        for (int row : rows) {
            shift += returns[row] - origin;
        }
        shift /= rows.length;
        double squares = 0;
        for (int row : rows) {
            double deviation = returns[row] - origin - shift;
            squares += deviation * deviation;
        }
        return squares == 0 ? Double.NaN : (origin + shift) / Math.sqrt(squares / (rows.length - 1));
    }
}
