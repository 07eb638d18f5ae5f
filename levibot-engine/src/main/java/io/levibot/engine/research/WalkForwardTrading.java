package io.levibot.engine.research;

import io.levibot.calibration.stats.BlockLength;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.calibration.stats.Performance;
import io.levibot.calibration.stats.SharpeBootstrap;
import io.levibot.calibration.stats.SharpeEstimate;
import io.levibot.calibration.stats.SharpeRatio;
import io.levibot.calibration.stats.StationaryBootstrap;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * How a procedure's candidates traded, after costs, each on bars that came after all it was made from.
 *
 * @param bars bars traded
 * @param trades positions opened
 * @param turnover traded value over both sides, as a multiple of the equity at the beginning of each window, summed
 * @param sharpe annualised Sharpe ratio of simple bar returns, square-root rule, with its basic 95 % block-bootstrap interval; NaN
 *     if equity never moved
 * @param psr probability that the true ratio is above 0 (López de Prado, Lipton and Zoonekynd 2025); thresholds were chosen on
 *     other bars, so there is nothing to deflate; NaN as above
 * @param maxDrawdown largest fall of equity from its peak, a fraction; windows are chained
 * @param totalReturn chained return, a fraction
 * @param buyAndHoldSharpe annualised Sharpe ratio of holding the asset over the same bars, without costs
 * @param buyAndHoldReturn chained return of holding it, a fraction
 * @since 0.1.0
 */
public record WalkForwardTrading(
        int bars,
        int trades,
        double turnover,
        ConfidenceInterval sharpe,
        double psr,
        double maxDrawdown,
        double totalReturn,
        double buyAndHoldSharpe,
        double buyAndHoldReturn) {
    private static final int DRAWS = 1000;
    private static final double CONFIDENCE = 0.95;

    /** Refuses nulls. */
    public WalkForwardTrading {
        Objects.requireNonNull(sharpe, "sharpe");
    }

    static WalkForwardTrading of(
            double[] returns,
            double[] held,
            int trades,
            double turnover,
            double perYear,
            long seed,
            Executor executor) {
        return new WalkForwardTrading(
                returns.length,
                trades,
                turnover,
                sharpe(returns, perYear, seed, executor),
                Returns.vary(returns) ? SharpeEstimate.of(returns).probabilisticSharpe2025(0.0) : Double.NaN,
                Math.abs(Performance.maxDrawdown(returns)),
                Performance.cumulativeReturn(returns),
                Returns.vary(held) ? SharpeRatio.annualizedIid(SharpeRatio.of(held), perYear) : Double.NaN,
                Performance.cumulativeReturn(held));
    }

    private static ConfidenceInterval sharpe(double[] returns, double perYear, long seed, Executor executor) {
        if (!Returns.vary(returns)) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, Double.NaN, CONFIDENCE);
        }
        double block = BlockLength.of(returns).stationaryAtLeastOne();
        StationaryBootstrap bootstrap = new StationaryBootstrap(returns.length, block, DRAWS, seed);
        ConfidenceInterval perBar =
                SharpeBootstrap.ratio(returns, bootstrap, executor).basic(CONFIDENCE);
        double factor = Math.sqrt(perYear);
        return new ConfidenceInterval(
                perBar.estimate() * factor, perBar.lower() * factor, perBar.upper() * factor, CONFIDENCE);
    }
}
