package io.levibot.calibration.threshold;

import io.levibot.api.Thresholds;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.ThresholdTuner;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningResult.Trial;
import io.levibot.api.spi.TuningSet;
import io.levibot.calibration.stats.TrialCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Trades every point of a grid over the tuning bars and chooses one from a plateau.
 *
 * <p>A point is viable if it made enough trades, stayed within the drawdown and earned more than nothing after costs. A viable
 * point's score is the median Sharpe ratio of the points around it (itself included, one step each way, those that exist and
 * traded): a lone peak scores like its surroundings. The highest score wins; of equal ones the fewer trades, then the higher
 * entry. No viable point, or none with a score above 0, is an answer too: the policy then never enters.
 *
 * <p>Every point is a trial. Results do not depend on the executor.
 */
final class ThresholdSweep implements ThresholdTuner {
    /** Bars below which a Sharpe ratio says nothing at all. */
    static final int MIN_BARS = 100;

    private static final double[] NO_RETURNS = {};
    private static final int CHUNKS = 8;

    private final SweepOptions options;
    private final double maxWidth;
    private final Executor executor;

    ThresholdSweep(SweepOptions options, double maxWidth, Executor executor) {
        this.options = options;
        this.maxWidth = maxWidth;
        this.executor = executor;
    }

    @Override
    public TuningResult tune(TuningSet set) {
        long decidable =
                Arrays.stream(set.probability()).filter(p -> !Double.isNaN(p)).count();
        if (decidable < MIN_BARS) {
            throw new TrainingException(
                    HysteresisPolicyProvider.NAME,
                    "the sweep was given " + set.size() + " bars, " + decidable
                            + " of them with a probability; at least " + MIN_BARS + " are needed");
        }
        ThresholdGrid grid = ThresholdGrid.of(set, options.grid());
        PointRun run = new PointRun(set, maxWidth);
        Trial[] points = new Trial[grid.size()];
        inParallel(run, grid, (worker, point) -> points[point] = trial(worker, grid, point));
        double[] scores = plateauScores(grid, points);
        List<Trial> trials = trials(points, scores);
        double effective = effectiveTrials(run, grid, points, set.size());
        int best = best(grid, points, scores);
        Thresholds costImplied = CostImplied.thresholds(set);
        if (best < 0) {
            return new TuningResult(
                    PolicyState.noneViable(maxWidth).artifact(), null, whyNone(points), costImplied, trials, effective);
        }
        Thresholds chosen = grid.thresholds(best);
        String reason = "plateau of " + trials.size() + " points with " + points[best].trades() + " trades";
        return new TuningResult(
                new PolicyState(chosen, maxWidth, true).artifact(), chosen, reason, costImplied, trials, effective);
    }

    private Trial trial(PointRun run, ThresholdGrid grid, int point) {
        run.trade(grid.entry(point), grid.exit(point), NO_RETURNS);
        return new Trial(
                grid.thresholds(point), run.sharpe(), run.maxDrawdown(), run.totalReturn(), run.trades(), Double.NaN);
    }

    private boolean viable(@Nullable Trial trial) {
        return trial != null
                && trial.trades() >= options.minTrades()
                && trial.maxDrawdown() < options.maxDrawdown()
                && trial.sharpe() > 0.0;
    }

    private double[] plateauScores(ThresholdGrid grid, Trial[] points) {
        double[] scores = new double[points.length];
        for (int point = 0; point < points.length; point++) {
            scores[point] = viable(points[point]) ? medianAround(grid, points, point) : Double.NaN;
        }
        return scores;
    }

    private static double medianAround(ThresholdGrid grid, Trial[] points, int point) {
        int row = point / ThresholdGrid.EXITS;
        int column = point % ThresholdGrid.EXITS;
        double[] around = new double[9];
        int count = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(ThresholdGrid.ENTRIES - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(ThresholdGrid.EXITS - 1, column + 1); c++) {
                int neighbour = r * ThresholdGrid.EXITS + c;
                Trial trial = points[neighbour];
                if (grid.exists(neighbour) && trial != null && !Double.isNaN(trial.sharpe())) {
                    around[count++] = trial.sharpe();
                }
            }
        }
        Arrays.sort(around, 0, count);
        return count % 2 == 1 ? around[count / 2] : (around[count / 2 - 1] + around[count / 2]) / 2.0;
    }

    private int best(ThresholdGrid grid, Trial[] points, double[] scores) {
        int best = -1;
        for (int point = 0; point < points.length; point++) {
            if (scores[point] > 0.0 && (best < 0 || better(grid, points, scores, point, best))) {
                best = point;
            }
        }
        return best;
    }

    private static boolean better(ThresholdGrid grid, Trial[] points, double[] scores, int a, int b) {
        if (scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        if (points[a].trades() != points[b].trades()) {
            return points[a].trades() < points[b].trades();
        }
        return grid.entry(a) > grid.entry(b);
    }

    private static List<Trial> trials(Trial[] points, double[] scores) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            Trial trial = points[i];
            if (trial != null) {
                trials.add(new Trial(
                        trial.thresholds(),
                        trial.sharpe(),
                        trial.maxDrawdown(),
                        trial.totalReturn(),
                        trial.trades(),
                        scores[i]));
            }
        }
        return trials;
    }

    /**
     * The points' returns are added up standardised, bar by bar: the variance of that sum gives their mean correlation without a
     * matrix of all returns.
     */
    private static double effectiveTrials(PointRun run, ThresholdGrid grid, Trial[] points, int bars) {
        double[] returns = new double[bars - 1];
        double[] sum = new double[bars - 1];
        int count = 0;
        int varying = 0;
        for (int point = 0; point < points.length; point++) {
            if (points[point] == null) {
                continue;
            }
            count++;
            if (Double.isNaN(points[point].sharpe())) {
                continue;
            }
            run.trade(grid.entry(point), grid.exit(point), returns);
            addStandardised(returns, sum);
            varying++;
        }
        double correlation = 0.0;
        if (varying > 1) {
            correlation = (variance(sum) - varying) / ((double) varying * (varying - 1));
        }
        return TrialCorrelation.effectiveTrials(count, Math.max(-1.0, Math.min(1.0, correlation)));
    }

    private static void addStandardised(double[] returns, double[] sum) {
        double mean = mean(returns);
        double deviation = Math.sqrt(variance(returns));
        for (int t = 0; t < returns.length; t++) {
            sum[t] += (returns[t] - mean) / deviation;
        }
    }

    private static double mean(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0.0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }

    private String whyNone(Trial[] points) {
        int mostTrades = 0;
        double bestSharpe = Double.NaN;
        for (Trial trial : points) {
            if (trial != null) {
                mostTrades = Math.max(mostTrades, trial.trades());
                if (Double.isNaN(bestSharpe) || trial.sharpe() > bestSharpe) {
                    bestSharpe = trial.sharpe();
                }
            }
        }
        return "no viable threshold: a point needs at least " + options.minTrades() + " trades, a drawdown below "
                + options.maxDrawdown() + " and a Sharpe ratio above 0 on a plateau; the most trades were " + mostTrades
                + (Double.isNaN(bestSharpe)
                        ? ", and equity never moved"
                        : bestSharpe > 0 ? "" : ", and every point lost");
    }

    private interface PointAction {
        void run(PointRun worker, int point);
    }

    private void inParallel(PointRun run, ThresholdGrid grid, PointAction action) {
        List<CompletableFuture<Void>> chunks = new ArrayList<>();
        int size = grid.size();
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            int from = size * chunk / CHUNKS;
            int to = size * (chunk + 1) / CHUNKS;
            PointRun worker = run.twin();
            chunks.add(CompletableFuture.runAsync(
                    () -> {
                        for (int point = from; point < to; point++) {
                            if (grid.exists(point)) {
                                action.run(worker, point);
                            }
                        }
                    },
                    executor));
        }
        try {
            chunks.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new TrainingException(HysteresisPolicyProvider.NAME, "the sweep failed", e);
        }
    }
}
