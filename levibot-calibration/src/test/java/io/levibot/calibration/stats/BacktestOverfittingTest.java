package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestOverfittingTest {

    @Test
    void handWorkedTwoBlocks() {
        // In block one trial 0 is best, in block two trial 1: each lands last out of sample.
        double[][] trials = {{0.02, 0.01, -0.02, -0.01}, {-0.01, 0.0, 0.02, 0.03}};
        BacktestOverfitting overfitting = BacktestOverfitting.of(trials, 2);

        assertThat(overfitting.splits()).isEqualTo(2);
        assertThat(overfitting.probability()).isEqualTo(1);
        assertThat(overfitting.probabilityOfLoss()).isEqualTo(1);
        // Rank 1 of 2, over 3: odds one half.
        assertThat(overfitting.logits()).containsExactly(new double[] {-Math.log(2), -Math.log(2)}, within(1e-15));
    }

    @Property(tries = 40)
    void blockSumsGiveTheScoresOfTheJoinedReturns(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int chosen) {
        SplitMix64 random = SplitMix64.stream(seed, 0);
        double[] returns = new double[13];
        for (int t = 0; t < returns.length; t++) {
            returns[t] = 0.01 * random.nextGaussian();
        }
        BlockSums sums = new BlockSums(1, 13, 3);
        sums.add(0, returns);
        double[] joined = new double[0];
        for (int block = 0; block < 3; block++) {
            if ((chosen >> block & 1) == 1) {
                double[] part = Arrays.copyOfRange(returns, 1 + 4 * block, 5 + 4 * block);
                int length = joined.length;
                joined = Arrays.copyOf(joined, length + 4);
                System.arraycopy(part, 0, joined, length, 4);
            }
        }
        double[] score = new double[1];
        sums.scores(chosen, score);

        assertThat(score[0]).isCloseTo(SharpeRatio.of(joined), within(1e-9));
    }

    @Test
    void constantReturnsScoreNothingHoweverTheyRound() {
        double[][] trials = new double[2][40];
        Arrays.fill(trials[0], 0.1);
        SplitMix64 random = SplitMix64.stream(61, 0);
        for (int t = 0; t < 40; t++) {
            trials[1][t] = 0.001 + 0.01 * random.nextGaussian();
        }
        double[] score = new double[2];
        BlockSums sums = new BlockSums(2, 40, 4);
        sums.add(0, trials[0]);
        sums.add(1, trials[1]);
        sums.scores(0b0101, score);

        assertThat(score[0]).isZero();
        assertThat(Math.abs(score[1])).isLessThan(2);
    }

    @Test
    void orderOfTrialsDoesNotMatterWithoutTies() {
        SplitMix64 random = SplitMix64.stream(62, 0);
        double[][] trials = new double[7][64];
        for (double[] trial : trials) {
            for (int t = 0; t < 64; t++) {
                trial[t] = random.nextGaussian();
            }
        }
        double[][] reversed = new double[7][];
        for (int i = 0; i < 7; i++) {
            reversed[i] = trials[6 - i];
        }
        assertThat(BacktestOverfitting.of(reversed, 8).logits())
                .isEqualTo(BacktestOverfitting.of(trials, 8).logits());
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 0, 1, 3, 22})
    void refusesOddOrTooManyBlocks(int blocks) {
        assertThatIllegalArgumentException().isThrownBy(() -> BacktestOverfitting.of(new double[3][100], blocks));
    }

    @Test
    void refusesOneTrialRaggedTrialsShortSeriesAndNaN() {
        assertThatIllegalArgumentException().isThrownBy(() -> BacktestOverfitting.of(new double[1][100], 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacktestOverfitting.of(new double[][] {new double[20], new double[19]}, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> BacktestOverfitting.of(new double[3][7], 4));
        double[][] broken = new double[2][20];
        broken[1][3] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> BacktestOverfitting.of(broken, 4));
    }
}
