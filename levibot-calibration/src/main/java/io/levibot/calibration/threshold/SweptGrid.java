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

    /** Trades every point over so many bars. */
    static SweptGrid of(ThresholdGrid grid, PointRun run, int bars, Executor executor) {
        Trial[] trials = new Trial[grid.size()];
        TrialReturns returns = new TrialReturns(grid.size(), bars - 1, BLOCKS, PARTS);
        Parallel.forEach(PARTS, executor, part -> {
            PointRun worker = run.twin();
            double[] buffer = new double[bars - 1];
            for (int point = part; point < grid.size(); point += PARTS) {
                trials[point] = trade(worker, grid, point);
                worker.returnsInto(buffer);
                returns.add(part, point, buffer);
            }
        });
        return new SweptGrid(trials, returns);
    }

    /** Trades one point; its score is not known yet. */
    static Trial trade(PointRun run, ThresholdGrid grid, int point) {
        run.trade(grid.entry(point), grid.exit(point));
        return new Trial(
                grid.thresholds(point), run.sharpe(), run.maxDrawdown(), run.totalReturn(), run.trades(), Double.NaN);
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
