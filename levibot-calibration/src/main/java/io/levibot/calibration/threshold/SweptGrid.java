package io.levibot.calibration.threshold;

import io.levibot.api.spi.TuningResult.Trial;
import io.levibot.calibration.internal.Parallel;
import io.levibot.calibration.stats.TrialReturns;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/** What every point of a grid earned, and what their returns say about the search as a whole. */
final class SweptGrid {
    /** Blocks of bars of the cross-validation: 12,870 ways to choose half of them. */
    static final int BLOCKS = 16;

    /** Fixed, so that sums over points are made in the same order by any number of threads. */
    private static final int PARTS = 8;

    private final Trial[] trials;
    private final TrialReturns returns;

    private SweptGrid(Trial[] trials, TrialReturns returns) {
        this.trials = trials;
        this.returns = returns;
    }

    /** Trades every point over the bars. */
    static SweptGrid of(ThresholdGrid grid, SweepBars bars, Executor executor) {
        PointFigures figures = GridRun.trade(bars, grid.entries(), grid.exits());
        int periods = bars.size() - 1;
        TrialReturns returns = new TrialReturns(grid.size(), periods, BLOCKS, PARTS);
        Parallel.forEach(PARTS, executor, part -> {
            double[] buffer = new double[periods];
            for (int point = part; point < grid.size(); point += PARTS) {
                figures.returnsInto(point, buffer);
                returns.add(part, point, buffer);
            }
        });
        return new SweptGrid(trials(grid, figures), returns);
    }

    /** One per point; their scores are not known yet. */
    static Trial[] trials(ThresholdGrid grid, PointFigures figures) {
        Trial[] trials = new Trial[grid.size()];
        for (int point = 0; point < trials.length; point++) {
            trials[point] = new Trial(
                    grid.thresholds(point),
                    figures.sharpe(point),
                    figures.maxDrawdown(point),
                    figures.totalReturn(point),
                    figures.trades(point),
                    Double.NaN);
        }
        return trials;
    }

    /** One per point, without scores. */
    List<Trial> trials() {
        return List.of(trials);
    }

    double effectiveTrials() {
        return returns.effectiveTrials();
    }

    /** Probability of backtest overfitting; NaN if no point's equity ever moved, as there is nothing to choose then. */
    double overfitting(Executor executor) {
        boolean moved = Arrays.stream(trials).anyMatch(trial -> !Double.isNaN(trial.sharpe()));
        return moved ? returns.overfitting(executor).probability() : Double.NaN;
    }
}
