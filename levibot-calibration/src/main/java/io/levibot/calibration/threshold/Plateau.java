package io.levibot.calibration.threshold;

import io.levibot.api.spi.TuningResult.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses among the points of a swept grid. A point is viable if it made enough trades, stayed within the drawdown and earned
 * more than nothing after costs. A viable point's score is the median Sharpe ratio of the points around it (itself included, one
 * step each way, those that traded): a lone peak scores like its surroundings. The highest score wins; of equal ones the fewer
 * trades, then the higher entry. There is no choice without a viable point whose score is above 0.
 */
final class Plateau {
    private static final int MOST_AROUND = 9;

    private final ThresholdGrid grid;
    private final List<Trial> trials;
    private final SweepOptions options;
    private final double[] scores;

    Plateau(ThresholdGrid grid, List<Trial> trials, SweepOptions options) {
        this.grid = grid;
        this.trials = trials;
        this.options = options;
        this.scores = new double[trials.size()];
        for (int point = 0; point < scores.length; point++) {
            scores[point] = viable(trials.get(point)) ? medianAround(point) : Double.NaN;
        }
    }

    /** The chosen point, or -1 if there is none. */
    int best() {
        int best = -1;
        for (int point = 0; point < scores.length; point++) {
            if (scores[point] > 0.0 && (best < 0 || better(point, best))) {
                best = point;
            }
        }
        return best;
    }

    /** The trials with their scores. */
    List<Trial> scoredTrials() {
        List<Trial> scored = new ArrayList<>();
        for (int point = 0; point < scores.length; point++) {
            Trial trial = trials.get(point);
            scored.add(new Trial(
                    trial.thresholds(),
                    trial.sharpe(),
                    trial.maxDrawdown(),
                    trial.totalReturn(),
                    trial.trades(),
                    scores[point]));
        }
        return scored;
    }

    /** Why there is no choice, for people. */
    String whyNone() {
        int mostTrades = 0;
        double bestSharpe = Double.NaN;
        for (Trial trial : trials) {
            mostTrades = Math.max(mostTrades, trial.trades());
            if (Double.isNaN(bestSharpe) || trial.sharpe() > bestSharpe) {
                bestSharpe = trial.sharpe();
            }
        }
        String earned = bestSharpe > 0.0 ? "" : ", and every point lost";
        return "no viable threshold: a point needs at least " + options.minTrades() + " trades, a drawdown below "
                + options.maxDrawdown() + " and a Sharpe ratio above 0 on a plateau; the most trades were " + mostTrades
                + (Double.isNaN(bestSharpe) ? ", and equity never moved" : earned);
    }

    private boolean viable(Trial trial) {
        return trial.trades() >= options.minTrades()
                && trial.maxDrawdown() < options.maxDrawdown()
                && trial.sharpe() > 0.0;
    }

    private double medianAround(int point) {
        int row = point / ThresholdGrid.EXITS;
        int column = point % ThresholdGrid.EXITS;
        double[] around = new double[MOST_AROUND];
        int count = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(ThresholdGrid.ENTRIES - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(ThresholdGrid.EXITS - 1, column + 1); c++) {
                double sharpe = trials.get(r * ThresholdGrid.EXITS + c).sharpe();
                if (!Double.isNaN(sharpe)) {
                    around[count++] = sharpe;
                }
            }
        }
        Arrays.sort(around, 0, count);
        return count % 2 == 1 ? around[count / 2] : (around[count / 2 - 1] + around[count / 2]) / 2.0;
    }

    private boolean better(int a, int b) {
        if (scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        int tradesA = trials.get(a).trades();
        int tradesB = trials.get(b).trades();
        if (tradesA != tradesB) {
            return tradesA < tradesB;
        }
        return grid.entry(a) > grid.entry(b);
    }
}
