package io.levibot.calibration.threshold;

import io.levibot.api.spi.TuningResult.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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

    /**
     * Why the best point was chosen, for people: how many points were tried, how many of them were viable, how many viable ones
     * lie together with it (each a step from another, rows and columns alike), and its trades.
     */
    String whyBest(int best) {
        int viable = 0;
        for (double score : scores) {
            viable += Double.isNaN(score) ? 0 : 1;
        }
        return scores.length + " points tried, " + viable + " viable, " + connectedTo(best)
                + " of them on the chosen plateau; the chosen point made "
                + trials.get(best).trades() + " trades";
    }

    /** Viable points that can be reached from one over viable points, itself included. */
    private int connectedTo(int start) {
        boolean[] seen = new boolean[scores.length];
        Deque<Integer> open = new ArrayDeque<>();
        seen[start] = true;
        open.add(start);
        int size = 0;
        while (!open.isEmpty()) {
            int point = open.remove();
            size++;
            int row = point / ThresholdGrid.EXITS;
            int column = point % ThresholdGrid.EXITS;
            for (int r = Math.max(0, row - 1); r <= Math.min(ThresholdGrid.ENTRIES - 1, row + 1); r++) {
                for (int c = Math.max(0, column - 1); c <= Math.min(ThresholdGrid.EXITS - 1, column + 1); c++) {
                    int next = r * ThresholdGrid.EXITS + c;
                    if (!seen[next] && !Double.isNaN(scores[next])) {
                        seen[next] = true;
                        open.add(next);
                    }
                }
            }
        }
        return size;
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
