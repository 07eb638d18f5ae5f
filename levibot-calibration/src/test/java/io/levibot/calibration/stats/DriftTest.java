package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DriftTest {

    @Test
    void handWorkedStabilityIndex() {
        PopulationStability stability = PopulationStability.ofCounts(new long[] {50, 50}, new long[] {20, 80});
        double index = (0.2 - 0.5) * Math.log(0.4) + (0.8 - 0.5) * Math.log(1.6);

        assertThat(stability.index()).isCloseTo(index, within(1e-15));
        assertThat(stability.pValue()).isCloseTo(NormalDistribution.twoSided(Math.sqrt(50 * index)), within(1e-13));
    }

    @Test
    void stabilityPValuesAreUniformWithoutDriftAndTheIndexDependsOnSize() {
        double[] pValues = new double[300];
        double[] even = new double[300];
        double[] indices = new double[300];
        for (int i = 0; i < 300; i++) {
            SplitMix64 random = SplitMix64.stream(91, i);
            PopulationStability stability = PopulationStability.of(gaussians(500, random), gaussians(500, random), 10);
            pValues[i] = stability.pValue();
            indices[i] = stability.index();
            even[i] = (i + 0.5) / 300;
        }
        Arrays.sort(indices);

        assertThat(KolmogorovSmirnov.test(pValues, even).pValue()).isGreaterThan(0.01);
        assertThat(Quantiles.ofSorted(indices, 0.95)).isCloseTo(0.068, within(0.01));
    }

    @Test
    void stabilityRefusesEmptyNaNAndNegativeCounts() {
        double[] some = {1, 2, 3};
        assertThatIllegalArgumentException().isThrownBy(() -> PopulationStability.of(new double[0], some, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> PopulationStability.of(some, new double[0], 10));
        assertThatIllegalArgumentException().isThrownBy(() -> PopulationStability.of(some, some, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PopulationStability.of(some, new double[] {Double.NaN}, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PopulationStability.ofCounts(new long[] {1, -1}, new long[] {1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PopulationStability.ofCounts(new long[] {1}, new long[] {1, 1}));
    }

    /** All orders of both samples are equally likely: count those that are at least as far apart. */
    @Property(tries = 60)
    void exactKolmogorovSmirnovCountsOrders(
            @ForAll @IntRange(min = 1, max = 6) int n1, @ForAll @IntRange(min = 1, max = 6) int n2, @ForAll long seed) {
        SplitMix64 random = SplitMix64.stream(seed, 0);
        double[] x = gaussians(n1, random);
        double[] y = gaussians(n2, random);
        for (KolmogorovSmirnov.Alternative alternative : KolmogorovSmirnov.Alternative.values()) {
            KolmogorovSmirnov test = KolmogorovSmirnov.test(x, y, alternative, KolmogorovSmirnov.Method.EXACT);
            int orders = 0;
            int asFar = 0;
            for (int set = 0; set < 1 << (n1 + n2); set++) {
                if (Integer.bitCount(set) == n1) {
                    orders++;
                    asFar += gapOfOrder(set, n1, n2, alternative) >= test.statistic() - 1e-12 ? 1 : 0;
                }
            }
            assertThat(test.pValue()).isCloseTo(asFar / (double) orders, within(1e-12));
        }
    }

    @Test
    void asymptoticNearsTheExactForLargeSamples() {
        SplitMix64 random = SplitMix64.stream(92, 0);
        double[] x = gaussians(2_000, random);
        double[] y = gaussians(1_700, random);
        for (KolmogorovSmirnov.Alternative alternative : KolmogorovSmirnov.Alternative.values()) {
            double exact = KolmogorovSmirnov.test(x, y, alternative, KolmogorovSmirnov.Method.EXACT)
                    .pValue();
            double asymptotic = KolmogorovSmirnov.test(x, y, alternative, KolmogorovSmirnov.Method.ASYMPTOTIC)
                    .pValue();
            assertThat(asymptotic).isCloseTo(exact, within(0.02));
        }
    }

    @Test
    void kolmogorovSmirnovRefusesNaN() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KolmogorovSmirnov.test(new double[] {1}, new double[] {Double.NaN}));
    }

    @Test
    void adwinForgetsTheOldMeanAfterAChange() {
        Adwin adwin = new Adwin(0.002, Adwin.AfterDetection.CONTINUE);
        SplitMix64 random = SplitMix64.stream(93, 0);
        for (int t = 0; t < 4_000; t++) {
            adwin.update(random.nextDouble() < (t < 2_000 ? 0.2 : 0.6) ? 1 : 0);
        }
        assertThat(adwin.mean()).isCloseTo(0.6, within(0.05));
        assertThat(adwin.width()).isLessThan(2_100);
        assertThat(adwin.variance()).isCloseTo(0.24, within(0.02));
    }

    @Test
    void detectorsRefuseWhatTheyCannotUse() {
        Adwin adwin = new Adwin(0.002, Adwin.AfterDetection.RESET);
        assertThatIllegalArgumentException().isThrownBy(() -> adwin.update(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Adwin(0, Adwin.AfterDetection.RESET));
        PageHinkley hinkley = new PageHinkley(new PageHinkley.Config(0, 1, 1, 1, PageHinkley.Watch.BOTH));
        assertThatIllegalArgumentException().isThrownBy(() -> hinkley.update(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new PageHinkley.Config(0, 0, 1, 1, PageHinkley.Watch.UP));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageHinkley.Config(0, 1, 1.1, 1, PageHinkley.Watch.UP));
        assertThatIllegalArgumentException().isThrownBy(() -> new RiskAdjustedCusum(1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new RiskAdjustedCusum(2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RiskAdjustedCusum(2, 3).update(1.2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ResidualCusum(0, 1).update(0.5, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new CalibrationEProcess().update(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DynamicLimitCusum(2, 0.001, 5_000, 1));
    }

    @Test
    void handWorkedRiskAdjustedSteps() {
        RiskAdjustedCusum chart = new RiskAdjustedCusum(2, 1);
        assertThat(chart.update(0.5, 1)).isFalse();
        assertThat(chart.statistic()).isCloseTo(Math.log(2) - Math.log(1.5), within(1e-15));
        chart.update(0.5, 0);
        assertThat(chart.statistic()).isZero();
    }

    @Test
    void anAlarmPutsTheDynamicLimitBackToItsBeginning() {
        DynamicLimitCusum chart = new DynamicLimitCusum(2, 0.01, 2_000, 5);
        chart.update(0.5, 0);
        double first = chart.limit();
        int steps = 0;
        while (!chart.update(0.5, 1)) {
            assertThat(++steps).isLessThan(100);
        }
        assertThat(chart.limit()).isGreaterThan(first);
        chart.update(0.5, 0);

        // All simulated charts begin at 0 again: one step leads to one of two values.
        assertThat(chart.limit()).isEqualTo(first);
        assertThat(chart.statistic()).isZero();
    }

    @Test
    void dynamicLimitsHoldTheFalseAlarmRateWhateverTheForecasts() {
        for (double centre : new double[] {0.05, 0.5}) {
            int alarms = 0;
            int steps = 6_000;
            DynamicLimitCusum chart = new DynamicLimitCusum(2, 0.01, 2_000, 5);
            SplitMix64 random = SplitMix64.stream(94, (long) (100 * centre));
            for (int t = 0; t < steps; t++) {
                double p = centre * (0.5 + random.nextDouble());
                alarms += chart.update(p, random.nextDouble() < p ? 1 : 0) ? 1 : 0;
            }
            // At most one in a hundred; ties of the statistic make rare events rarer still.
            assertThat(alarms / (double) steps).as("forecasts near %s", centre).isBetween(0.002, 0.0135);
        }
    }

    @Test
    void dynamicLimitsSeeMiscalibrationSoon() {
        List<Integer> delays = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            DynamicLimitCusum chart = new DynamicLimitCusum(2, 0.002, 5_000, run);
            SplitMix64 random = SplitMix64.stream(95, run);
            int t = 0;
            boolean alarm = false;
            while (!alarm && t < 2_000) {
                // Odds doubled: .3 becomes 6/13.
                alarm = chart.update(0.3, random.nextDouble() < 6.0 / 13 ? 1 : 0);
                t++;
            }
            delays.add(t);
        }
        assertThat(delays.stream().mapToInt(Integer::intValue).average().orElseThrow())
                .isLessThan(200);
    }

    @Test
    void bettingRarelyRejectsCalibratedForecastsHoweverOftenOneLooks() {
        int rejected = 0;
        for (int run = 0; run < 400; run++) {
            CalibrationEProcess test = new CalibrationEProcess();
            SplitMix64 random = SplitMix64.stream(96, run);
            double smallest = 1;
            for (int t = 0; t < 500; t++) {
                double p = random.nextDouble();
                test.update(p, random.nextDouble() < p ? 1 : 0);
                smallest = Math.min(smallest, test.pValue());
            }
            rejected += smallest <= 0.05 ? 1 : 0;
        }
        assertThat(rejected / 400.0).isLessThanOrEqualTo(0.05);
    }

    @Test
    void bettingGrowsRichOnBiasedForecasts() {
        CalibrationEProcess test = new CalibrationEProcess();
        assertThat(test.logCapital()).isCloseTo(0, within(1e-15));
        SplitMix64 random = SplitMix64.stream(97, 0);
        for (int t = 0; t < 1_000; t++) {
            test.update(0.5, random.nextDouble() < 0.6 ? 1 : 0);
        }
        assertThat(test.logCapital()).isGreaterThan(5);
        assertThat(test.pValue()).isLessThan(0.01);
    }

    private static double gapOfOrder(int set, int n1, int n2, KolmogorovSmirnov.Alternative alternative) {
        int i = 0;
        int j = 0;
        double largest = 0;
        for (int k = 0; k < n1 + n2; k++) {
            if ((set >> k & 1) == 1) {
                i++;
            } else {
                j++;
            }
            double gap = (double) i / n1 - (double) j / n2;
            double counted = switch (alternative) {
                case TWO_SIDED -> Math.abs(gap);
                case LESS -> -gap;
                case GREATER -> gap;
            };
            largest = Math.max(largest, counted);
        }
        return largest;
    }

    private static double[] gaussians(int n, SplitMix64 random) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
