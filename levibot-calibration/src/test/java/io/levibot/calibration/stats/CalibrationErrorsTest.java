package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(Samples.class)
@Domain(DomainContext.Global.class)
class CalibrationErrorsTest {

    private static final double EXACT = 1e-12;

    @Test
    void handWorkedBins() {
        // Bins of width one half: (0.1, 0.3) with rates 0 and 1, (0.6, 0.8, 1.0) with rate 2/3.
        BinaryForecasts forecasts =
                BinaryForecasts.of(new double[] {0.1, 0.3, 0.6, 0.8, 1.0}, new int[] {0, 1, 1, 0, 1});

        // Gaps .2 - .5 and .8 - 2/3, weights 2/5 and 3/5.
        assertThat(CalibrationErrors.expectedEqualWidth(forecasts, 2))
                .isCloseTo(0.4 * 0.3 + 0.6 * (0.8 - 2.0 / 3), within(EXACT));
        assertThat(CalibrationErrors.maximumEqualWidth(forecasts, 2)).isCloseTo(0.3, within(EXACT));
        // Equal mass: three and two; gaps 1/3 - 2/3 and .9 - .5.
        assertThat(CalibrationErrors.expectedEqualMass(forecasts, 2)).isCloseTo(0.6 / 3 + 0.4 * 0.4, within(EXACT));
        // Squares 1/9 and .16 less (2/9)/2 and .25/1: 0.6 * 0 + 0.4 * (-.09) is below 0.
        assertThat(ReliabilityBins.of(forecasts, Binning.EQUAL_MASS, 2).debiasedSquaredError())
                .isCloseTo(0.4 * (0.16 - 0.25), within(EXACT));
        assertThat(CalibrationErrors.debiasedL2(forecasts, 2)).isZero();
    }

    @Test
    void sweepStopsWhereARateFalls() {
        // One bin: rate 1/2. Two: rates 1/2, 1/2. Three (2, 1, 1): 1/2, 0: falls. So two bins count.
        BinaryForecasts forecasts = BinaryForecasts.of(new double[] {0.1, 0.2, 0.6, 0.9}, new int[] {0, 1, 0, 1});

        assertThat(CalibrationErrors.expectedSweep(forecasts))
                .isCloseTo(CalibrationErrors.expectedEqualMass(forecasts, 2), within(EXACT));
    }

    @Property(tries = 300)
    void equalMassBinsAreRunsOfTheSortedForecasts(
            @ForAll Samples.Sample sample, @ForAll @IntRange(min = 1, max = 20) int bins) {
        assertThat(CalibrationErrors.expectedEqualMass(sample.forecasts(), bins))
                .isCloseTo(plainEqualMass(sample, bins)[0], within(EXACT));
    }

    @Property(tries = 300)
    void sweepIsThePlainOne(@ForAll Samples.Sample sample) {
        double want = Double.NaN;
        for (int bins = 1; bins <= sample.rows().size(); bins++) {
            double[] plain = plainEqualMass(sample, bins);
            if (plain[1] < 0) {
                break;
            }
            want = plain[0];
        }
        assertThat(CalibrationErrors.expectedSweep(sample.forecasts())).isCloseTo(want, within(EXACT));
    }

    @Test
    void smoothErrorOfOneForecastIsItsResidual() {
        BinaryForecasts constant = BinaryForecasts.of(new double[] {0.4, 0.4, 0.4, 0.4}, new int[] {1, 1, 0, 1});

        // The smoothed curve has one sign, and reflection keeps its whole mass inside.
        assertThat(CalibrationErrors.smooth(constant)).isCloseTo(0.35, within(1e-9));
        assertThat(CalibrationErrors.smoothAtWidth(constant, 0.01)).isCloseTo(0.35, within(1e-9));
    }

    @Property(tries = 20)
    void smoothErrorIsTheIntegralOfReflectedGaussians(@ForAll Samples.Sample sample) {
        double width = 0.06;
        int cells = 4_000;
        double sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += Math.abs(residualCurve(sample, (cell + 0.5) / cells, width)) / cells;
        }
        assertThat(CalibrationErrors.smoothAtWidth(sample.forecasts(), width)).isCloseTo(sum, within(1e-5));
    }

    /** Two equal and opposite residuals at a distance d leave 2 (2 Phi(d / 2s) - 1) of one, wherever they lie on the grid. */
    @Test
    void smoothErrorIsExactWhereTheCurveChangesItsSign() {
        double width = 0.01;
        for (int i = 0; i < 40; i++) {
            double lower = 0.41 + 0.00317 * i;
            double upper = lower + 0.013;
            double[] weights = {0.5 / (1 - lower), 0.5 / upper};
            BinaryForecasts forecasts =
                    BinaryForecasts.weighted(new double[] {lower, upper}, new int[] {1, 0}, weights);
            double left = 2 * NormalDistribution.cdf((upper - lower) / (2 * width)) - 1;

            assertThat(CalibrationErrors.smoothAtWidth(forecasts, width))
                    .isCloseTo(left / (weights[0] + weights[1]), within(1e-6));
        }
    }

    @Property(tries = 100)
    void smoothErrorIsItsOwnWidth(@ForAll Samples.Sample sample) {
        double error = CalibrationErrors.smooth(sample.forecasts());
        if (error > 0) {
            assertThat(CalibrationErrors.smoothAtWidth(sample.forecasts(), error))
                    .isCloseTo(error, within(1e-9));
        }
    }

    @Test
    void refusesNoBinsAndWidthsOutsideTheirRange() {
        BinaryForecasts forecasts = BinaryForecasts.of(new double[] {0.5}, new int[] {1});
        assertThatIllegalArgumentException().isThrownBy(() -> CalibrationErrors.expectedEqualWidth(forecasts, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CalibrationErrors.smoothAtWidth(forecasts, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CalibrationErrors.smoothAtWidth(forecasts, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> CalibrationErrors.smoothAtWidth(forecasts, Double.NaN));
    }

    @Test
    void oneForecastIsEnough() {
        BinaryForecasts single = BinaryForecasts.of(new double[] {0.7}, new int[] {1});
        for (CalibrationMeasure measure : CalibrationMeasure.values()) {
            double value = measure.applyAsDouble(single);
            assertThat(Double.isNaN(value) || Math.abs(value) <= 1)
                    .as(measure.name())
                    .isTrue();
        }
        assertThat(CalibrationErrors.expectedEqualWidth(single, 10)).isCloseTo(0.3, within(EXACT));
    }

    /** The error, and 1 when rates never fall or -1 when they do: from sorted rows and bin edges, without sums. */
    private static double[] plainEqualMass(Samples.Sample sample, int bins) {
        Samples.Row[] rows = sample.rows().stream()
                .sorted(Comparator.comparingDouble(Samples.Row::probability))
                .toArray(Samples.Row[]::new);
        int n = rows.length;
        int[] cuts = new int[bins - 1];
        int cut = 0;
        for (int b = 0; b < bins - 1; b++) {
            cut += n / bins + (b < n % bins ? 1 : 0);
            cuts[b] = cut;
        }
        double[] edges = Arrays.stream(cuts)
                .filter(c -> c > 0 && c < n)
                .mapToDouble(c -> (rows[c - 1].probability() + rows[c].probability()) / 2)
                .distinct()
                .toArray();
        double error = 0;
        double previous = -1;
        double rises = 1;
        for (int b = 0; b <= edges.length; b++) {
            double low = b == 0 ? -1 : edges[b - 1];
            double high = b == edges.length ? 2 : edges[b];
            double forecast = 0;
            double events = 0;
            int count = 0;
            for (Samples.Row row : rows) {
                if (row.probability() > low && row.probability() <= high) {
                    forecast += row.probability();
                    events += row.outcome();
                    count++;
                }
            }
            if (count > 0) {
                error += Math.abs(forecast - events) / n;
                rises = events / count < previous ? -1 : rises;
                previous = events / count;
            }
        }
        return new double[] {error, rises};
    }

    private static double residualCurve(Samples.Sample sample, double at, double width) {
        double sum = 0;
        for (Samples.Row row : sample.rows()) {
            double kernel = 0;
            for (int image = -2; image <= 2; image++) {
                kernel += gaussian(at - row.probability() - 2 * image, width)
                        + gaussian(at + row.probability() - 2 * image, width);
            }
            sum += (row.outcome() - row.probability()) * kernel;
        }
        return sum / sample.rows().size();
    }

    private static double gaussian(double x, double width) {
        return Math.exp(-x * x / (2 * width * width)) / (width * Math.sqrt(2 * Math.PI));
    }
}
