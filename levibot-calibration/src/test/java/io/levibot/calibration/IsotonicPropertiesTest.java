package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.calibration.IsotonicRegression.Options;
import io.levibot.calibration.IsotonicRegression.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of the isotonic fit on random data: scores on a coarse grid (ties) or not, 0/1 labels or real targets. */
class IsotonicPropertiesTest {

    private record Data(double[] x, double[] y, double[] w) {
        static Data random(int n, long seed, boolean ties, boolean labels) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] x = new double[n];
            double[] y = new double[n];
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = ties ? random.nextInt(8) * 0.5 - 2 : random.nextDouble() * 4 - 2;
                y[i] = labels ? random.nextInt(2) : random.nextDouble() * 2 - 1 + x[i] * 0.3;
                w[i] = 1 + random.nextInt(4);
            }
            return new Data(x, y, w);
        }
    }

    @Property
    void neverFallsAndStaysWithinTheLabels(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll long seed,
            @ForAll boolean ties,
            @ForAll boolean labels,
            @ForAll Shape shape) {
        Data data = Data.random(n, seed, ties, labels);
        IsotonicRegression fit = IsotonicRegression.fit(data.x, data.y, data.w, Options.DEFAULT.withShape(shape));
        double low = Arrays.stream(data.y).min().orElseThrow();
        double high = Arrays.stream(data.y).max().orElseThrow();
        double before = Double.NEGATIVE_INFINITY;
        for (double x : probes(data)) {
            double y = fit.predict(x);
            assertThat(y).as("at %s", x).isGreaterThanOrEqualTo(before).isBetween(low - 1e-12, high + 1e-12);
            before = y;
        }
    }

    @Property
    void agreesWithTheMinMaxFormula(
            @ForAll @IntRange(min = 1, max = 25) int n,
            @ForAll long seed,
            @ForAll boolean ties,
            @ForAll boolean labels) {
        Data data = Data.random(n, seed, ties, labels);
        IsotonicRegression fit = IsotonicRegression.fit(data.x, data.y, data.w, Options.DEFAULT);
        for (double x : data.x) {
            assertThat(fit.predict(x)).as("at %s", x).isCloseTo(maxOfMins(data, x), within(1e-12));
        }
    }

    @Property
    void doesNotDependOnTheOrderOfTheRows(
            @ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed, @ForAll boolean ties, @ForAll Shape shape) {
        Data data = Data.random(n, seed, ties, true);
        Data shuffled = shuffle(data, seed);
        Options options = Options.DEFAULT.withShape(shape);

        assertSameBits(
                IsotonicRegression.fit(data.x, data.y, data.w, options),
                IsotonicRegression.fit(shuffled.x, shuffled.y, shuffled.w, options));
    }

    @Property
    void takesAWeightForThatManyRows(
            @ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed, @ForAll boolean ties) {
        Data data = Data.random(n, seed, ties, true);
        int rows = (int) Arrays.stream(data.w).sum();
        double[] x = new double[rows];
        double[] y = new double[rows];
        int row = 0;
        for (int i = 0; i < n; i++) {
            for (int copy = 0; copy < data.w[i]; copy++) {
                x[row] = data.x[i];
                y[row++] = data.y[i];
            }
        }

        // The repeated rows go the way of unweighted labels, the others that of general weights.
        assertSameBits(
                IsotonicRegression.fit(x, y, null, Options.DEFAULT),
                IsotonicRegression.fit(data.x, data.y, data.w, Options.DEFAULT));
    }

    @Property
    void doesNotDependOnTheUnitOfTheScores(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll long seed,
            @ForAll @IntRange(min = -20, max = 20) int power) {
        Data data = Data.random(n, seed, true, true);
        double unit = Math.scalb(1.0, power);
        double[] scaled = Arrays.stream(data.x).map(v -> v * unit).toArray();
        IsotonicRegression fit = IsotonicRegression.fit(data.x, data.y, data.w, Options.DEFAULT);
        IsotonicRegression other = IsotonicRegression.fit(scaled, data.y, data.w, Options.DEFAULT);
        for (double x : probes(data)) {
            assertThat(other.predict(x * unit)).isCloseTo(fit.predict(x), within(1e-15));
        }
    }

    @Property
    void mirrorsWhenTheScoresAreMirrored(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
        Data data = Data.random(n, seed, false, false);
        double[] mirrored = Arrays.stream(data.x).map(v -> -v).toArray();
        IsotonicRegression rising = IsotonicRegression.fit(data.x, data.y, data.w, Options.DEFAULT);
        IsotonicRegression falling = IsotonicRegression.fit(
                mirrored, data.y, data.w, Options.DEFAULT.withDirection(IsotonicRegression.Direction.DECREASING));
        for (double x : data.x) {
            assertThat(falling.predict(-x)).isCloseTo(rising.predict(x), within(1e-12));
        }
    }

    @Property
    void keepsTheWeightedMean(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed, @ForAll boolean ties) {
        Data data = Data.random(n, seed, ties, false);
        IsotonicRegression fit = IsotonicRegression.fit(data.x, data.y, data.w, Options.DEFAULT);
        double labels = 0;
        double fitted = 0;
        for (int i = 0; i < n; i++) {
            labels += data.w[i] * data.y[i];
            fitted += data.w[i] * fit.predict(data.x[i]);
        }
        assertThat(fitted).isCloseTo(labels, within(1e-10));
    }

    /** max over a &lt;= x of min over b &gt;= x of the mean of the rows between a and b: the fit, by definition. */
    private static double maxOfMins(Data data, double x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double a : data.x) {
            if (a > x) {
                continue;
            }
            double min = Double.POSITIVE_INFINITY;
            for (double b : data.x) {
                if (b >= x) {
                    min = Math.min(min, mean(data, a, b));
                }
            }
            max = Math.max(max, min);
        }
        return max;
    }

    private static double mean(Data data, double from, double to) {
        double w = 0;
        double wy = 0;
        for (int i = 0; i < data.x.length; i++) {
            if (data.x[i] >= from && data.x[i] <= to) {
                w += data.w[i];
                wy += data.w[i] * data.y[i];
            }
        }
        return wy / w;
    }

    private static Data shuffle(Data data, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        Data copy = new Data(data.x.clone(), data.y.clone(), data.w.clone());
        for (int i = copy.x.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            for (double[] column : new double[][] {copy.x, copy.y, copy.w}) {
                double swap = column[i];
                column[i] = column[j];
                column[j] = swap;
            }
        }
        return copy;
    }

    private static double[] probes(Data data) {
        double[] probes = new double[4 * data.x.length + 2];
        for (int i = 0; i < data.x.length; i++) {
            probes[4 * i] = data.x[i];
            probes[4 * i + 1] = Math.nextUp(data.x[i]);
            probes[4 * i + 2] = Math.nextDown(data.x[i]);
            probes[4 * i + 3] = 0.5 * (data.x[i] + data.x[0]);
        }
        probes[probes.length - 2] = -1e9;
        probes[probes.length - 1] = 1e9;
        Arrays.sort(probes);
        return probes;
    }

    private static void assertSameBits(IsotonicRegression a, IsotonicRegression b) {
        assertThat(b.thresholdsX()).containsExactly(a.thresholdsX());
        assertThat(b.thresholdsY()).containsExactly(a.thresholdsY());
    }
}
