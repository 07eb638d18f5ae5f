package io.levibot.engine.research;

import io.levibot.calibration.stats.BlockLength;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.calibration.stats.Performance;
import io.levibot.calibration.stats.SharpeBootstrap;
import io.levibot.calibration.stats.SharpeEstimate;
import io.levibot.calibration.stats.SharpeRatio;
import io.levibot.calibration.stats.StationaryBootstrap;
import io.levibot.calibration.stats.TrialCounter;
import io.levibot.engine.bar.BarSeries;
import java.util.concurrent.Executor;

/**
 * How the engine traded on bars that nothing before had seen. A run that never traded has no Sharpe ratio: NaN, not 0.
 *
 * @param bars bars traded
 * @param sharpe annualised Sharpe ratio of simple bar returns after costs, square-root rule, with its basic 95 % bootstrap
 *     interval; NaN if equity never moved
 * @param psr probability that the true ratio is above 0 (López de Prado, Lipton and Zoonekynd 2025); NaN as above
 * @param dsr the same against the largest ratio that luck alone is expected to show among {@code effectiveTrials} trials of this
 *     length without skill ({@link SharpeEstimate#trialsWithoutSkill2025}); NaN as above
 * @param sharpePerBar the ratio per bar, not annualised; NaN as above
 * @param skewness of the bar returns; NaN as above
 * @param kurtosis of the bar returns, 3 for a normal; NaN as above
 * @param autocorrelation of the bar returns, lag 1; NaN as above
 * @param trials every trial counted: points of the sweep, and earlier candidates judged on an overlapping range
 * @param effectiveTrials independent trials that the deflated ratio reckons with: what the points of the sweep amount to by their
 *     mean correlation, and each earlier candidate as one
 * @param maxDrawdown largest fall of equity from its peak, a fraction
 * @param maxDrawdownBound 95th percentile of the maximum drawdown over bootstrap paths, a fraction
 * @param totalReturn equity at the end over the beginning, less 1
 * @param trades positions opened
 * @param turnover traded value over both sides as a multiple of the starting equity
 * @param buyAndHoldSharpe annualised Sharpe ratio of holding the asset over the same bars, without costs
 * @param buyAndHoldReturn return of holding the asset over the same bars, without costs
 * @since 0.1.0
 */
public record StrategyEvaluation(
        int bars,
        ConfidenceInterval sharpe,
        double psr,
        double dsr,
        double sharpePerBar,
        double skewness,
        double kurtosis,
        double autocorrelation,
        long trials,
        double effectiveTrials,
        double maxDrawdown,
        double maxDrawdownBound,
        double totalReturn,
        int trades,
        double turnover,
        double buyAndHoldSharpe,
        double buyAndHoldReturn) {
    private static final int DRAWS = 1000;
    private static final double TWO_SIDED = 0.95;
    private static final double UPPER = 0.95;

    static StrategyEvaluation of(
            BacktestResult run, BarSeries bars, IndexRange range, TrialCounter counter, long seed, Executor executor) {
        int from = range.from();
        int to = range.to();
        double effectiveTrials = counter.effectiveTrials();
        double perYear = bars.interval().barsPerYear();
        double[] returns = Returns.of(run);
        double[] held = Returns.holding(bars, range);
        double drawdown = Math.abs(Performance.maxDrawdown(returns));
        boolean moved = Returns.vary(returns);
        double block = moved ? BlockLength.of(returns).stationaryAtLeastOne() : 1.0;
        StationaryBootstrap bootstrap = new StationaryBootstrap(returns.length, block, DRAWS, seed);
        double bound = bootstrap
                .replicate(drawdown, rows -> Math.abs(Performance.maxDrawdown(pick(returns, rows))), executor)
                .quantile(UPPER);
        SharpeEstimate estimate = moved ? SharpeEstimate.of(returns) : null;
        return new StrategyEvaluation(
                to - from,
                sharpe(returns, moved, bootstrap, perYear, executor),
                estimate == null ? Double.NaN : estimate.probabilisticSharpe2025(0.0),
                estimate == null
                        ? Double.NaN
                        : estimate.deflatedSharpe2025(estimate.trialsWithoutSkill2025(effectiveTrials)),
                moved ? SharpeRatio.of(returns) : Double.NaN,
                estimate == null ? Double.NaN : estimate.skewness(),
                estimate == null ? Double.NaN : estimate.kurtosis(),
                estimate == null ? Double.NaN : estimate.autocorrelation(),
                counter.count(),
                effectiveTrials,
                drawdown,
                bound,
                run.equity().last() / run.startEquity() - 1.0,
                run.trades(),
                run.turnover(),
                Returns.vary(held) ? SharpeRatio.annualizedIid(SharpeRatio.of(held), perYear) : Double.NaN,
                bars.close(to - 1) / bars.open(from) - 1.0);
    }

    private static ConfidenceInterval sharpe(
            double[] returns, boolean moved, StationaryBootstrap bootstrap, double perYear, Executor executor) {
        if (!moved) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, Double.NaN, TWO_SIDED);
        }
        ConfidenceInterval perBar =
                SharpeBootstrap.ratio(returns, bootstrap, executor).basic(TWO_SIDED);
        double factor = Math.sqrt(perYear);
        return new ConfidenceInterval(
                perBar.estimate() * factor, perBar.lower() * factor, perBar.upper() * factor, TWO_SIDED);
    }

    private static double[] pick(double[] returns, int[] rows) {
        double[] drawn = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            drawn[i] = returns[rows[i]];
        }
        return drawn;
    }
}
