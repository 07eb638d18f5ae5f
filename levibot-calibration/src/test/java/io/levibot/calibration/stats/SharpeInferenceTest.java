package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharpeInferenceTest {

    private static final LedoitWolfTest.Config QUICK = new LedoitWolfTest.Config(4, 199, 0.95, 7);

    @Test
    void handWorkedMoments() {
        // Deviations -2, 0, 0, 2 around 3: second moment 2, third 0, fourth 8.
        ReturnMoments moments = ReturnMoments.of(new double[] {1, 3, 3, 5});
        assertThat(moments.mean()).isEqualTo(3);
        assertThat(moments.standardDeviation()).isCloseTo(Math.sqrt(8.0 / 3), within(1e-15));
        assertThat(moments.skewness()).isZero();
        assertThat(moments.kurtosis()).isEqualTo(2);
        assertThat(moments.sharpe()).isCloseTo(3 / Math.sqrt(8.0 / 3), within(1e-15));
    }

    @Test
    void equalReturnsHaveNoSharpeHoweverTheyRound() {
        double[] flat = new double[7];
        Arrays.fill(flat, 0.1);
        assertThat(SharpeRatio.of(flat)).isNaN();
        assertThat(ReturnMoments.of(flat).standardDeviation()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharpeEstimate.of(flat))
                .withMessageContaining("equal");
    }

    @Test
    void loFactorOfIndependentReturnsIsTheRoot() {
        assertThat(SharpeRatio.loFactor(new double[11], 12)).isCloseTo(Math.sqrt(12), within(1e-14));
        // 2 / sqrt(2 + 2 * 1 * rho)
        assertThat(SharpeRatio.loFactor(new double[] {0.5}, 2)).isCloseTo(2 / Math.sqrt(3), within(1e-15));
        assertThat(SharpeRatio.loFactor(new double[] {-1}, 2)).isNaN();
    }

    @Test
    void trendingReturnsAnnualiseBelowTheRoot() {
        double[] trending = Simulated.autoregression(4_000, 0.05, 0.4, SplitMix64.stream(71, 0));
        double iid = SharpeRatio.annualizedIid(SharpeRatio.of(trending), 252);
        double lo = SharpeRatio.annualizedLo(trending, 252, 10);

        // In the limit the factor falls by sqrt((1 - rho) / (1 + rho)), .655 here.
        assertThat(lo / iid).isCloseTo(0.655, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"2012", "2025"})
    void probabilitiesOfNormalReturnsAreUniformWhenTheBenchmarkIsTrue(int year) {
        double[] probabilities = new double[400];
        double[] even = new double[400];
        for (int i = 0; i < 400; i++) {
            double[] returns = Simulated.autoregression(250, 0.1, 0, SplitMix64.stream(72, i));
            SharpeEstimate estimate = SharpeEstimate.of(returns).withAutocorrelation(0);
            probabilities[i] =
                    year == 2012 ? estimate.probabilisticSharpe2012(0.1) : estimate.probabilisticSharpe2025(0.1);
            even[i] = (i + 0.5) / 400;
        }
        assertThat(KolmogorovSmirnov.test(probabilities, even).pValue()).isGreaterThan(0.01);
    }

    @Test
    void autocorrelationKeepsTheTestFromRejectingTooOften() {
        int naive = 0;
        int aware = 0;
        for (int i = 0; i < 400; i++) {
            SharpeEstimate estimate =
                    SharpeEstimate.of(Simulated.autoregression(400, 0, 0.4, SplitMix64.stream(73, i)));
            aware += estimate.probabilisticSharpe2025(0) > 0.95 ? 1 : 0;
            naive += estimate.withAutocorrelation(0).probabilisticSharpe2025(0) > 0.95 ? 1 : 0;
        }
        assertThat(aware / 400.0).isLessThan(0.09);
        assertThat(naive / 400.0).isGreaterThan(0.1);
    }

    @Test
    void trackRecordOfMinimumLengthReachesTheConfidence() {
        SharpeEstimate estimate = SharpeEstimate.independent(0.2, 500, -0.5, 6);
        double needed2012 = estimate.minimumTrackRecord2012(0.05, 0.95);
        double needed2025 = estimate.minimumTrackRecord2025(0.05, 0.95);

        assertThat(SharpeEstimate.independent(0.2, needed2012, -0.5, 6).probabilisticSharpe2012(0.05))
                .isCloseTo(0.95, within(1e-12));
        assertThat(SharpeEstimate.independent(0.2, needed2025, -0.5, 6).probabilisticSharpe2025(0.05))
                .isCloseTo(0.95, within(1e-12));
        assertThat(estimate.minimumTrackRecord2012(0.2, 0.95)).isInfinite();
        assertThat(estimate.minimumTrackRecord2025(0.3, 0.95)).isInfinite();
    }

    @Test
    void moreTrialsDeflateMore() {
        SharpeEstimate estimate = SharpeEstimate.independent(0.1, 1_000, 0, 3);
        SharpeTrials few = new SharpeTrials(5, 0.03);
        SharpeTrials many = new SharpeTrials(500, 0.03);

        assertThat(estimate.deflatedSharpe2012(many)).isLessThan(estimate.deflatedSharpe2012(few));
        assertThat(estimate.deflatedSharpe2025(many)).isLessThan(estimate.deflatedSharpe2025(few));
        assertThat(estimate.deflatedSharpe2012(new SharpeTrials(1, 0.03)))
                .isEqualTo(estimate.probabilisticSharpe2012(0));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1, 0, 3, 0", "0.1, 9, 2, 4.9, 0", "NaN, 9, 0, 3, 0", "0.1, 9, 0, 3, 1", "0.1, 9, 0, 0, 0"})
    void refusesImpossibleEstimates(double sharpe, double n, double skewness, double kurtosis, double rho) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SharpeEstimate(sharpe, n, skewness, kurtosis, rho));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 0, Double.NaN})
    void refusesConfidenceThatIsNone(double confidence) {
        SharpeEstimate estimate = SharpeEstimate.independent(0.1, 100, 0, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> estimate.minimumTrackRecord2012(0, confidence));
    }

    @Test
    void bootstrapSpreadOfTheRatioMatchesTheory() {
        double[] returns = Simulated.autoregression(1_000, 0.1, 0, SplitMix64.stream(74, 0));
        BootstrapDistribution distribution =
                SharpeBootstrap.ratio(returns, new StationaryBootstrap(1_000, 1, 2_000, 3), Runnable::run);

        assertThat(distribution.estimate()).isEqualTo(SharpeRatio.of(returns));
        assertThat(distribution.standardError())
                .isCloseTo(SharpeEstimate.of(returns).standardError2012(), within(0.002));
    }

    @Test
    void sameStrategyDiffersByNothing() {
        double[] returns = Simulated.autoregression(200, 0.1, 0, SplitMix64.stream(75, 0));
        BootstrapDistribution distribution =
                SharpeBootstrap.difference(returns, returns, new StationaryBootstrap(200, 3, 100, 3), Runnable::run);

        assertThat(distribution.percentile(0.9)).isEqualTo(new ConfidenceInterval(0, 0, 0, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> LedoitWolfTest.of(returns, returns, QUICK));
    }

    @Test
    void ledoitWolfHoldsItsLevelUnderDependence() {
        int rejected = 0;
        for (int i = 0; i < 200; i++) {
            double[] market = Simulated.autoregression(300, 0.1, 0.3, SplitMix64.stream(76, i));
            double[] own = Simulated.autoregression(300, 0.1, 0.3, SplitMix64.stream(77, i));
            double[] mixed = new double[300];
            for (int t = 0; t < 300; t++) {
                mixed[t] = (market[t] + own[t]) / 2;
            }
            double[] other = new double[300];
            double[] third = Simulated.autoregression(300, 0.1, 0.3, SplitMix64.stream(78, i));
            for (int t = 0; t < 300; t++) {
                other[t] = (market[t] + third[t]) / 2;
            }
            rejected += LedoitWolfTest.of(mixed, other, QUICK).pValue() <= 0.05 ? 1 : 0;
        }
        // 5 % and two standard deviations of 1.5 %.
        assertThat(rejected / 200.0).isLessThanOrEqualTo(0.08);
    }

    @Test
    void ledoitWolfFindsARealDifference() {
        double[] good = Simulated.autoregression(800, 0.3, 0, SplitMix64.stream(79, 0));
        double[] poor = Simulated.autoregression(800, 0, 0, SplitMix64.stream(79, 1));
        LedoitWolfTest test = LedoitWolfTest.of(good, poor, QUICK);

        assertThat(test.pValue()).isLessThan(0.01);
        assertThat(test.interval().lower()).isPositive();
        // Independent series of 800: each ratio varies by about 1 / sqrt(800).
        assertThat(test.standardError()).isCloseTo(Math.sqrt(2.0 / 800), within(0.006));
        assertThat(LedoitWolfTest.of(poor, good, QUICK).difference()).isEqualTo(-test.difference());
    }

    @Test
    void trialCounterCountsWhatNeverTraded() {
        TrialCounter counter = new TrialCounter();
        assertThatIllegalArgumentException().isThrownBy(counter::independent);
        counter.add(0.3);
        counter.add(Double.NaN);
        counter.add(0.1);
        counter.add(0.2);

        assertThat(counter.count()).isEqualTo(4);
        assertThat(counter.standardDeviation()).isCloseTo(0.1, within(1e-15));
        assertThat(counter.independent()).isEqualTo(new SharpeTrials(4, counter.standardDeviation()));
        assertThat(counter.correlated(0.5).effectiveTrials()).isEqualTo(2.5);
        assertThat(counter.correlated(-0.3).effectiveTrials()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> counter.correlated(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> counter.add(Double.POSITIVE_INFINITY));
    }

    @Test
    void trialCounterTakesTheWordOfASearchAndCountsSingleTrialsWhole() {
        TrialCounter counter = new TrialCounter();
        counter.addSearch(new double[] {0.1, 0.2, Double.NaN, 0.3}, 1.5);
        counter.add(0.2);
        counter.add(Double.NaN);

        assertThat(counter.count()).isEqualTo(6);
        assertThat(counter.effectiveTrials()).isEqualTo(3.5);
        for (double impossible : new double[] {0.99, 4.01, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> counter.addSearch(new double[4], impossible));
        }
        counter.addSearch(new double[0], 0);
        assertThat(counter.effectiveTrials()).isEqualTo(3.5);
    }

    @Test
    void trialsWithoutSkillSpreadByTheStandardErrorAtNoSkill() {
        SharpeEstimate estimate = new SharpeEstimate(0.3, 400, -1, 6, 0.2);
        SharpeTrials trials = estimate.trialsWithoutSkill2025(80);

        // (1 + 0.2) / (1 - 0.2) over 400: neither skewness nor kurtosis matters at a ratio of 0.
        assertThat(trials.standardDeviation()).isCloseTo(Math.sqrt(1.5 / 400), within(1e-15));
        assertThat(trials.effectiveTrials()).isEqualTo(80);
        assertThat(estimate.deflatedSharpe2025(trials))
                .isCloseTo(estimate.probabilisticSharpe2025(trials.expectedMaximum()), within(0.0));
    }

    @Test
    void trialCounterDoesNotDependOnTheOrder() {
        TrialCounter up = new TrialCounter();
        TrialCounter down = new TrialCounter();
        for (int i = 0; i < 200; i++) {
            up.add(Math.sin(i) / 7);
            down.add(Math.sin(199 - i) / 7);
        }
        assertThat(up.standardDeviation()).isEqualTo(down.standardDeviation());
        assertThat(up.count()).isEqualTo(200);
    }

    @Test
    void averageCorrelationIsTheMeanOverPairs() {
        double[][] trials = new double[4][300];
        SplitMix64 random = SplitMix64.stream(80, 0);
        for (int t = 0; t < 300; t++) {
            double common = random.nextGaussian();
            for (int i = 0; i < 3; i++) {
                trials[i][t] = i * common + random.nextGaussian();
            }
            trials[3][t] = 0.2;
        }
        double pairs = (correlation(trials[0], trials[1])
                        + correlation(trials[0], trials[2])
                        + correlation(trials[1], trials[2]))
                / 3;
        assertThat(TrialCorrelation.average(trials)).isCloseTo(pairs, within(1e-12));
        assertThat(TrialCorrelation.average(new double[][] {trials[3], trials[0]}))
                .isZero();
        assertThat(TrialCorrelation.average(new double[][] {trials[1], trials[1], trials[1]}))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void effectiveRankOfTheExtremes() {
        assertThat(TrialCorrelation.effectiveRank(new double[][] {{1, 0}, {0, 1}}))
                .isCloseTo(2, within(1e-12));
        assertThat(TrialCorrelation.effectiveRank(new double[][] {{1, 1}, {1, 1}}))
                .isCloseTo(1, within(1e-7));
    }

    @Test
    void adjustmentsAreTheHandWorkedOnes() {
        double[] p = {0.01, 0.04, 0.03, 0.04};
        assertThat(MultipleTesting.bonferroni(p)).containsExactly(new double[] {0.04, 0.16, 0.12, 0.16}, within(1e-15));
        assertThat(MultipleTesting.holm(p)).containsExactly(new double[] {0.04, 0.09, 0.09, 0.09}, within(1e-15));
        assertThat(MultipleTesting.benjaminiHochberg(p))
                .containsExactly(new double[] {0.04, 0.04, 0.04, 0.04}, within(1e-15));
        assertThat(MultipleTesting.sidak(p)[0]).isCloseTo(1 - Math.pow(0.99, 4), within(1e-15));
        assertThat(MultipleTesting.sidak(new double[] {1, 0})).containsExactly(1, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> MultipleTesting.holm(new double[] {1.2}));
    }

    private static double correlation(double[] a, double[] b) {
        ReturnMoments ma = ReturnMoments.of(a);
        ReturnMoments mb = ReturnMoments.of(b);
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += (a[t] - ma.mean()) * (b[t] - mb.mean());
        }
        return sum / (a.length - 1) / ma.standardDeviation() / mb.standardDeviation();
    }
}
