package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Figures printed in papers and programs, from their inputs to their digits. Numbers are the rows of the project's
 * list.
 */
class PublishedFiguresTest {

    private static final double[] MONTHLY_FUND = {-0.72, 5.78};

    /** Bailey and López de Prado 2012. */
    @Nested
    class SharpeRatioEfficientFrontier {

        @Test
        void row01ProbabilisticSharpeOfNormalReturns() {
            SharpeEstimate fund = SharpeEstimate.independent(0.458, 24, 0, 3);
            assertThat(fund.probabilisticSharpe2012(0)).isCloseTo(0.982, within(0.0005));
        }

        @Test
        void row02ProbabilisticSharpeOfSkewedReturns() {
            SharpeEstimate fund = SharpeEstimate.independent(0.458, 24, -2.448, 10.164);
            assertThat(fund.probabilisticSharpe2012(0)).isCloseTo(0.913, within(0.0005));
        }

        @Test
        void row03FirstIndex() {
            SharpeEstimate index = SharpeEstimate.independent(0.7079, 134, -0.2250, 2.9570);
            assertThat(index.standardError2012()).isCloseTo(0.1028, within(0.00005));
            assertThat(index.minimumTrackRecord2012(0, 0.95) / 12).isCloseTo(0.7152, within(0.00005));
        }

        @Test
        void row04SecondIndex() {
            SharpeEstimate index = SharpeEstimate.independent(0.8183, 134, -1.4455, 7.0497);
            assertThat(index.standardError2012()).isCloseTo(0.1550, within(0.00005));
            assertThat(index.minimumTrackRecord2012(0, 0.95) / 12).isCloseTo(1.1593, within(0.00005));
        }

        @Test
        void row05MinimumTrackRecordOfDailyReturns() {
            assertThat(yearsToTellTwoFromOne(250)).isCloseTo(2.7312, within(0.00005));
        }

        @Test
        void row06MinimumTrackRecordOfWeeklyReturns() {
            assertThat(yearsToTellTwoFromOne(52)).isCloseTo(2.8288, within(0.00005));
        }

        @Test
        void row07MinimumTrackRecordOfMonthlyFundReturns() {
            double root = Math.sqrt(12);
            SharpeEstimate fund = SharpeEstimate.independent(2 / root, 59.895, MONTHLY_FUND[0], MONTHLY_FUND[1]);
            assertThat(fund.minimumTrackRecord2012(1 / root, 0.95)).isCloseTo(59.895, within(0.0005));
            assertThat(fund.probabilisticSharpe2012(1 / root)).isCloseTo(0.95, within(0.000001));
        }

        @Test
        void row08MinimumTrackRecordAgainstAHighBenchmark() {
            double root = Math.sqrt(12);
            SharpeEstimate fund = SharpeEstimate.independent(3 / root, 100, MONTHLY_FUND[0], MONTHLY_FUND[1]);
            assertThat(fund.minimumTrackRecord2012(2.5 / root, 0.95) / 12).isCloseTo(27.3529, within(0.00005));
        }

        private double yearsToTellTwoFromOne(double periods) {
            double root = Math.sqrt(periods);
            return SharpeEstimate.independent(2 / root, 1000, 0, 3).minimumTrackRecord2012(1 / root, 0.95) / periods;
        }
    }

    /** Bailey and López de Prado 2014; Bailey, Borwein, López de Prado and Zhu 2014. */
    @Nested
    class DeflatedSharpeRatio {

        private final SharpeEstimate found = SharpeEstimate.independent(2.5 / Math.sqrt(250), 1250, -3, 10);
        private final double spread = Math.sqrt(0.5 / 250);

        @Test
        void row09HundredTrials() {
            double deflated = found.deflatedSharpe2012(new SharpeTrials(100, spread));
            assertThat(deflated).isCloseTo(0.90039683444939, within(1e-13));
        }

        @Test
        void row10FortySixTrials() {
            double deflated = found.deflatedSharpe2012(new SharpeTrials(46, spread));
            assertThat(deflated).isCloseTo(0.9505, within(0.00005));
        }

        @Test
        void row11ExpectedMaximumOfHundred() {
            assertThat(SharpeTrials.expectedMaximumOfNormals(100)).isCloseTo(2.5306028932016846, within(1e-13));
        }

        @Test
        void row12NoMoreThanFortyFiveConfigurationsOnFiveYears() {
            assertThat(SharpeTrials.minimumBacktestYears(45, 1)).isCloseTo(4.998087, within(0.0000005));
            assertThat(SharpeTrials.minimumBacktestYears(46, 1)).isGreaterThan(5);
        }
    }

    /** López de Prado, Lipton and Zoonekynd 2025. */
    @Nested
    class HowToUseTheSharpeRatio {

        private final double sharpe = 0.036 / 0.079;
        private final SharpeEstimate fund = SharpeEstimate.independent(sharpe, 24, -2.448, 10.164);
        private final SharpeEstimate dependent = fund.withAutocorrelation(0.2);

        @Test
        void row13IndependentReturns() {
            SharpeEstimate normal = SharpeEstimate.independent(sharpe, 24, 0, 3);
            assertThat(fund.standardError2025(sharpe)).isCloseTo(0.329, within(0.0005));
            assertThat(normal.standardError2025(sharpe)).isCloseTo(0.214, within(0.0005));
            assertThat(fund.probabilisticSharpe2025(0)).isCloseTo(0.987, within(0.0005));
            assertThat(fund.probabilisticSharpe2025(0.1)).isCloseTo(0.939, within(0.0005));
            assertThat(fund.minimumTrackRecord2025(0, 0.95)).isCloseTo(13.029, within(0.0005));
            assertThat(fund.minimumTrackRecord2025(0, 0.90)).isCloseTo(7.909, within(0.0005));
        }

        @Test
        void row14DependentReturns() {
            assertThat(dependent.probabilisticSharpe2025(0)).isCloseTo(0.966, within(0.0005));
            assertThat(dependent.probabilisticSharpe2025(0.1)).isCloseTo(0.900, within(0.0005));
            assertThat(dependent.standardError2025(sharpe)).isCloseTo(0.379, within(0.0005));
            assertThat(dependent.minimumTrackRecord2025(0, 0.90)).isCloseTo(11.863, within(0.0005));
        }

        @Test
        void row15PowerFalseDiscoveriesAndManyTrials() {
            double power = fund.power2025(0, 0.5, 0.1);
            assertThat(fund.criticalSharpe2025(0, 0.1)).isCloseTo(0.262, within(0.0005));
            assertThat(power).isCloseTo(0.758, within(0.0005));
            assertThat(MultipleTesting.positiveFalseDiscoveryRate(0.1, 0.1, power))
                    .isCloseTo(0.543, within(0.0005));
            assertThat(fund.observedFalseDiscoveryRate2025(0, 0.5, 0.1)).isCloseTo(0.173, within(0.0005));
            SharpeTrials ten = new SharpeTrials(10, Math.sqrt(0.1));
            assertThat(ten.expectedMaximum()).isCloseTo(0.498, within(0.0005));
            assertThat(fund.deflatedSharpeOfMaximum2025(ten)).isCloseTo(0.416, within(0.0005));
            assertThat(fund.deflatedSharpe2025(ten)).isCloseTo(0.451, within(0.0005));
        }

        @Test
        void row16EffectiveRank() {
            double[][] correlation = {{1, 0.1, 0.7}, {0.1, 1, 0.8}, {0.7, 0.8, 1}};
            assertThat(TrialCorrelation.effectiveRank(correlation)).isCloseTo(1.84, within(0.005));
        }
    }

    /**
     * The R package pbo's own test, with its risk-free rate; what it prints as slope, .198, is the intercept of the
     * opposite regression.
     */
    @Test
    void row17BacktestOverfittingOfTheReferencePackage() {
        MersenneTwister random = MersenneTwister.r(852);
        double[][] trials = new double[40][200];
        for (int t = 0; t < 200; t++) {
            for (double[] trial : trials) {
                trial[t] = random.rNormal() - 0.03 / 252;
            }
        }
        BacktestOverfitting overfitting = BacktestOverfitting.of(trials, 4);

        assertThat(overfitting.splits()).isEqualTo(6);
        assertThat(overfitting.probability()).isEqualTo(0.5);
        assertThat(overfitting.probabilityOfLoss()).isEqualTo(0.5);
        assertThat(overfitting.slope()).isCloseTo(-0.2199, within(0.00005));
        assertThat(overfitting.intercept()).isCloseTo(0.00795, within(0.000005));
    }

    /**
     * Soloviov (pbo.marketmaker.cc): mean .476 and deviation .137 over 60 matrices of noise, .001 with 20 real edges;
     * here fewer matrices.
     */
    @Test
    void row18BacktestOverfittingOfNoiseAndOfRealEdges() {
        int matrices = 4;
        double noise = 0;
        double edges = 0;
        for (int matrix = 0; matrix < matrices; matrix++) {
            noise += overfittingOf(matrix, 0) / matrices;
            edges += overfittingOf(matrix, 20) / matrices;
        }

        assertThat(noise).isCloseTo(0.476, within(3 * 0.137 / Math.sqrt(matrices)));
        assertThat(edges).isLessThan(0.01);
    }

    // Row 19, Platt's map of three scores, belongs to the calibrators: see PlattScalingTest.

    @Test
    void row20BlockLengthOfAnAutoregression() {
        MersenneTwister random = MersenneTwister.numpy(0);
        double[] series = new double[10_000];
        double value = random.numpyNormal();
        for (int t = 1; t < 10_100; t++) {
            value = 0.3 * value + random.numpyNormal();
            if (t >= 100) {
                series[t - 100] = value;
            }
        }
        BlockLength length = BlockLength.of(series);

        assertThat(length.stationary()).isCloseTo(13.635665, within(0.0000005));
        assertThat(length.circular()).isCloseTo(15.60894, within(0.000005));
    }

    /** MAPIE's documentation; its Kuiper value .8573 leaves C_0 out. */
    @Test
    void row21CalibrationTestsOfFiveForecasts() {
        BinaryForecasts forecasts =
                BinaryForecasts.of(new double[] {0.1, 0.9, 0.21, 0.9, 0.5}, new int[] {0, 1, 0, 1, 0});
        CumulativeCalibration cumulative = CumulativeCalibration.of(forecasts);

        assertThat(SpiegelhalterTest.of(forecasts).z()).isCloseTo(-0.757, within(0.0005));
        assertThat(cumulative.maximumDeviation() / cumulative.sigma()).isCloseTo(0.9780, within(0.00005));
        assertThat(cumulative.range() / cumulative.sigma()).isCloseTo(0.9780, within(0.00005));
    }

    private static double overfittingOf(int matrix, int edges) {
        SplitMix64 random = SplitMix64.stream(18, 2L * matrix + (edges > 0 ? 1 : 0));
        double[][] trials = new double[200][1000];
        for (int trial = 0; trial < trials.length; trial++) {
            double edge = trial < edges ? 0.15 : 0;
            for (int t = 0; t < trials[trial].length; t++) {
                trials[trial][t] = edge + random.nextGaussian();
            }
        }
        return BacktestOverfitting.of(trials, 16).probability();
    }
}
