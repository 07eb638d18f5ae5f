package io.levibot.calibration.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.CostModel;
import io.levibot.api.Thresholds;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningResult.Trial;
import io.levibot.api.spi.TuningSet;
import io.levibot.calibration.stats.BacktestOverfitting;
import io.levibot.calibration.stats.TrialCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ThresholdSweepTest {
    private static final SweepOptions OPTIONS = new SweepOptions(30, 0.15, SweepOptions.Grid.QUANTILE);

    @Test
    void everyTrialIsThatOfThePlainLoopAndEvidenceThatOfTheWholeMatrix() {
        TuningSet set = SweepMarkets.market(700, 0.1, 0.05, CostModel.DEFAULT, 3);
        TuningResult result = new ThresholdSweep(OPTIONS, 0.08, Runnable::run).tune(set);
        double[][] returns = new double[result.trials().size()][];
        for (int point = 0; point < returns.length; point++) {
            Trial trial = result.trials().get(point);
            PlainSweep plain = new PlainSweep(
                    set, 0.08, trial.thresholds().entry(), trial.thresholds().exit());
            returns[point] = plain.returns;
            assertThat(trial.sharpe()).isEqualTo(Double.valueOf(plain.sharpe()));
            assertThat(trial.maxDrawdown()).isEqualTo(plain.maxDrawdown);
            assertThat(trial.trades()).isEqualTo(plain.trades);
            assertThat(trial.totalReturn()).isEqualTo(plain.equity - 1.0);
        }

        assertThat(returns).hasNumberOfRows(357);
        assertThat(result.effectiveTrials())
                .isCloseTo(TrialCorrelation.effectiveTrials(357, TrialCorrelation.average(returns)), within(1e-7));
        assertThat(result.overfitting())
                .isEqualTo(BacktestOverfitting.of(returns, 16).probability());
    }

    @Test
    void theResultDoesNotDependOnTheExecutor() {
        TuningSet set = SweepMarkets.market(700, 0.3, 0, CostModel.DEFAULT, 4);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            assertThat(new ThresholdSweep(OPTIONS, 1, pool).tune(set))
                    .isEqualTo(new ThresholdSweep(OPTIONS, 1, Runnable::run).tune(set));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void showsTheThresholdsThatCostsImplyBesideTheSweptOnes() {
        // Moves of +1 %, -1 %: break-even is at (0.01 + 0.0014) / 0.02 for entry and at a half for staying.
        double[] close = new double[400];
        double[] p = new double[400];
        for (int i = 0; i < 400; i++) {
            close[i] = i % 2 == 0 ? 100 : 101;
            p[i] = 0.5 + 0.001 * (i % 7);
        }
        TuningResult result = new ThresholdSweep(OPTIONS, 1, Runnable::run)
                .tune(TuningSet.builder(p, close, close)
                        .costs(CostModel.DEFAULT)
                        .build());
        double win = 0.01;
        double loss = 1 - 100.0 / 101;
        Thresholds implied = result.costImplied();

        assertThat(implied).isNotNull();
        assertThat(implied.entry()).isCloseTo((loss + 0.0014) / (win + loss), within(1e-12));
        assertThat(implied.exit()).isCloseTo(loss / (win + loss), within(1e-12));
    }

    @Test
    void overfittingIsLowWhereThereIsAnEdgeAndNotMeasuredWhereNothingMoves() {
        TuningSet edge = SweepMarkets.market(3_000, 0.5, 0, CostModel.DEFAULT, 5);
        assertThat(new ThresholdSweep(OPTIONS, 1, Runnable::run).tune(edge).overfitting())
                .isLessThan(0.1);
        double[] still = new double[300];
        Arrays.fill(still, 100);
        double[] p = new double[300];
        Arrays.fill(p, 0.5);
        TuningResult nothing = new ThresholdSweep(OPTIONS, 1, Runnable::run)
                .tune(TuningSet.builder(p, still, still).build());
        assertThat(nothing.overfitting()).isNaN();
        assertThat(nothing.viable()).isFalse();
        assertThat(nothing.effectiveTrials()).isEqualTo(357);
    }

    @Test
    void refusesTooFewBarsWithAProbability() {
        double[] prices = new double[200];
        Arrays.fill(prices, 100);
        double[] p = new double[200];
        Arrays.fill(p, Double.NaN);
        Arrays.fill(p, 0, 99, 0.5);
        assertThatThrownBy(() -> new ThresholdSweep(OPTIONS, 1, Runnable::run)
                        .tune(TuningSet.builder(p, prices, prices).build()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("99 of them with a probability");
    }

    @Test
    void aPlateauBeatsAHigherPeak() {
        double[][] sharpe = filled(0.01);
        sharpe[3][3] = 0.9;
        for (int row = 9; row <= 11; row++) {
            for (int column = 9; column <= 11; column++) {
                sharpe[row][column] = 0.2;
            }
        }
        // The middle of each side still has six of nine; of those, and the centre, the one with the highest entry.
        assertThat(chosen(sharpe, 50)).isEqualTo(11 * ThresholdGrid.EXITS + 10);
    }

    @Test
    void saysHowManyPointsWereTriedViableAndOnTheChosenPlateau() {
        double[][] sharpe = filled(-0.1);
        sharpe[1][1] = 0.3; // alone, and so without a plateau
        for (int row = 9; row <= 11; row++) {
            for (int column = 9; column <= 11; column++) {
                sharpe[row][column] = 0.2;
            }
        }
        sharpe[12][12] = 0.2; // touches the block by a corner
        sharpe[5][ThresholdGrid.EXITS - 1] = 0.2;
        sharpe[6][0] = 0.2; // the next point of the list, and not a neighbour
        Plateau plateau = new Plateau(grid(), trials(sharpe, 50), OPTIONS);

        assertThat(plateau.whyBest(plateau.best()))
                .isEqualTo(
                        "357 points tried, 13 viable, 10 of them on the chosen plateau; the chosen point made 50 trades");
        assertThat(plateau.whyBest(5 * ThresholdGrid.EXITS + ThresholdGrid.EXITS - 1))
                .contains("1 of them on the chosen plateau");
    }

    @Test
    void ofEqualPlateausTheFewerTradesWin() {
        double[][] sharpe = filled(0.1);
        List<Trial> trials = trials(sharpe, 50);
        int calm = 5 * ThresholdGrid.EXITS + 5;
        Trial was = trials.get(calm);
        trials.set(
                calm, new Trial(was.thresholds(), was.sharpe(), was.maxDrawdown(), was.totalReturn(), 40, Double.NaN));

        assertThat(new Plateau(grid(), trials, OPTIONS).best()).isEqualTo(calm);
    }

    @Test
    void nothingIsViableWithTooFewTradesTooDeepAFallOrALoss() {
        assertThat(chosen(filled(0.1), 30)).isNotEqualTo(-1);
        assertThat(chosen(filled(0.1), 29)).isEqualTo(-1);
        assertThat(chosen(filled(0.0), 50)).isEqualTo(-1);
        assertThat(chosen(filled(-0.1), 50)).isEqualTo(-1);
        assertThat(chosen(filled(Double.NaN), 50)).isEqualTo(-1);
        List<Trial> deep = new ArrayList<>();
        trials(filled(0.1), 50)
                .forEach(t -> deep.add(new Trial(t.thresholds(), t.sharpe(), 0.15, 0, t.trades(), Double.NaN)));
        assertThat(new Plateau(grid(), deep, OPTIONS).best()).isEqualTo(-1);
        assertThat(new Plateau(grid(), deep, OPTIONS).whyNone()).contains("drawdown below 0.15");
    }

    private static int chosen(double[][] sharpe, int trades) {
        return new Plateau(grid(), trials(sharpe, trades), OPTIONS).best();
    }

    private static double[][] filled(double value) {
        double[][] sharpe = new double[ThresholdGrid.ENTRIES][ThresholdGrid.EXITS];
        for (double[] row : sharpe) {
            Arrays.fill(row, value);
        }
        return sharpe;
    }

    private static List<Trial> trials(double[][] sharpe, int trades) {
        List<Trial> trials = new ArrayList<>();
        ThresholdGrid grid = grid();
        for (int point = 0; point < grid.size(); point++) {
            double value = sharpe[point / ThresholdGrid.EXITS][point % ThresholdGrid.EXITS];
            trials.add(new Trial(grid.thresholds(point), value, 0.1, value, trades, Double.NaN));
        }
        return trials;
    }

    private static ThresholdGrid grid() {
        return ThresholdGrid.of(SweepMarkets.market(300, 0, 0, CostModel.DEFAULT, 6), SweepOptions.Grid.QUANTILE);
    }
}
