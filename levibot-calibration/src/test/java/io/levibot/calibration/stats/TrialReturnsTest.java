package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TrialReturnsTest {

    @Property(tries = 60)
    void saysWhatTheWholeMatrixSays(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 9) int trials,
            @ForAll @IntRange(min = 12, max = 70) int periods,
            @ForAll @IntRange(min = 1, max = 3) int parts) {
        double[][] returns = alike(trials, periods, seed);
        TrialReturns summary = new TrialReturns(trials, periods, 6, parts);
        for (int trial = 0; trial < trials; trial++) {
            summary.add(trial % parts, trial, returns[trial]);
        }

        assertThat(summary.averageCorrelation()).isCloseTo(TrialCorrelation.average(returns), within(1e-10));
        assertThat(summary.effectiveTrials())
                .isCloseTo(TrialCorrelation.effectiveTrials(trials, TrialCorrelation.average(returns)), within(1e-9));
        assertThat(summary.overfitting(Runnable::run).logits())
                .isEqualTo(BacktestOverfitting.of(returns, 6).logits());
    }

    @Example
    void overfittingDoesNotDependOnTheExecutor() {
        double[][] returns = alike(20, 160, 5);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            BacktestOverfitting alone = BacktestOverfitting.of(returns, 10);
            BacktestOverfitting helped = BacktestOverfitting.of(returns, 10, pool);
            assertThat(helped.logits()).isEqualTo(alone.logits());
            assertThat(helped.slope()).isEqualTo(alone.slope());
            assertThat(alone.splits()).isEqualTo(252);
        } finally {
            pool.shutdownNow();
        }
    }

    @Example
    void trialsThatNeverMovedAreTrialsAndHaveNoCorrelation() {
        double[][] returns = alike(3, 40, 6);
        TrialReturns summary = new TrialReturns(5, 40, 4, 1);
        for (int trial = 0; trial < 3; trial++) {
            summary.add(0, trial, returns[trial]);
        }
        summary.add(0, 3, new double[40]);
        double[] constant = new double[40];
        Arrays.fill(constant, 0.1);
        summary.add(0, 4, constant);
        double rho = TrialCorrelation.average(returns);

        assertThat(summary.averageCorrelation()).isCloseTo(rho, within(1e-12));
        assertThat(summary.effectiveTrials()).isCloseTo(rho + (1 - rho) * 5, within(1e-11));
        TrialReturns still = new TrialReturns(2, 40, 4, 1);
        still.add(0, 0, new double[40]);
        still.add(0, 1, constant);
        assertThat(still.averageCorrelation()).isZero();
        assertThat(still.effectiveTrials()).isEqualTo(2);
    }

    @Example
    void refusesWhatIsNoSearchAndAnswersNothingBeforeItIsComplete() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrialReturns(1, 40, 4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrialReturns(2, 7, 4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrialReturns(2, 40, 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrialReturns(2, 40, 4, 0));
        TrialReturns summary = new TrialReturns(2, 40, 4, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> summary.add(0, 0, new double[39]));
        double[] broken = new double[40];
        broken[7] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> summary.add(0, 0, broken));
        summary.add(0, 0, new double[40]);
        assertThatIllegalArgumentException().isThrownBy(() -> summary.add(0, 0, new double[40]));
        assertThatIllegalStateException().isThrownBy(summary::averageCorrelation);
        assertThatIllegalStateException().isThrownBy(() -> summary.overfitting(Runnable::run));
    }

    private static double[][] alike(int trials, int periods, long seed) {
        SplitMix64 random = SplitMix64.stream(seed, 0);
        double[][] returns = new double[trials][periods];
        for (int t = 0; t < periods; t++) {
            double common = random.nextGaussian();
            for (double[] trial : returns) {
                trial[t] = 0.001 + 0.01 * (common + random.nextGaussian());
            }
        }
        return returns;
    }
}
