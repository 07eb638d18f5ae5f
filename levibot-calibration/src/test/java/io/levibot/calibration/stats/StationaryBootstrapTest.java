package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StationaryBootstrapTest {

    @Property(tries = 200)
    void countsAreThoseOfTheDrawnRows(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @DoubleRange(min = 1, max = 200) double blockLength,
            @ForAll long seed) {
        StationaryBootstrap bootstrap = new StationaryBootstrap(rows, blockLength, 2, seed);
        int[] want = new int[rows];
        for (int row : bootstrap.draw(1)) {
            want[row]++;
        }
        int[] counts = new int[rows];
        bootstrap.countInto(1, counts);

        assertThat(counts).isEqualTo(want);
    }

    @Test
    void runsHaveTheAskedMeanLengthAndWrapAround() {
        int rows = 1_000;
        StationaryBootstrap bootstrap = new StationaryBootstrap(rows, 8, 200, 1);
        int breaks = 0;
        boolean wrapped = false;
        for (int draw = 0; draw < 200; draw++) {
            int[] drawn = bootstrap.draw(draw);
            for (int i = 1; i < rows; i++) {
                boolean follows = drawn[i] == (drawn[i - 1] + 1) % rows;
                breaks += follows ? 0 : 1;
                wrapped |= follows && drawn[i] == 0;
            }
        }

        // A break comes with chance 1/8 at each step, save the one time in a thousand that the new start happens to
        // follow.
        assertThat(breaks / (200.0 * 999)).isCloseTo(1.0 / 8, within(0.003));
        assertThat(wrapped).isTrue();
    }

    @Test
    void standardErrorOfTheMeanMatchesTheoryForIndependentRows() {
        int n = 400;
        double[] values = new double[n];
        SplitMix64 random = SplitMix64.stream(5, 0);
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble();
        }
        StationaryBootstrap bootstrap = new StationaryBootstrap(n, 1, 4_000, 9);
        double whole = Arrays.stream(values).average().orElseThrow();
        BootstrapDistribution means = bootstrap.replicate(whole, rows -> mean(values, rows), Runnable::run);

        assertThat(means.standardError()).isCloseTo(Math.sqrt(1.0 / 12 / n), within(0.0015));
        assertThat(means.bias()).isCloseTo(0, within(0.001));
    }

    @Test
    void intervalsAreTheHandWorkedQuantiles() {
        BootstrapDistribution distribution =
                BootstrapDistribution.of(10, new double[] {14, 11, 12, Double.NaN, 13, 15});

        assertThat(distribution.undefined()).isEqualTo(1);
        assertThat(distribution.percentile(0.5)).isEqualTo(new ConfidenceInterval(10, 12, 14, 0.5));
        assertThat(distribution.basic(0.5)).isEqualTo(new ConfidenceInterval(10, 6, 8, 0.5));
        assertThat(distribution.bias()).isEqualTo(3);
    }

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        double[] values = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
        StationaryBootstrap bootstrap = new StationaryBootstrap(12, 2.5, 333, 42);
        ToDoubleFunction<int[]> statistic = rows -> mean(values, rows);
        ConfidenceInterval alone =
                bootstrap.replicate(4, statistic, Runnable::run).percentile(0.9);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            assertThat(bootstrap.replicate(4, statistic, pool).percentile(0.9)).isEqualTo(alone);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void drawsAreTheSameForEver() {
        // The JDK's generator is the same algorithm: from equal states it must give equal values.
        long state = SplitMix64.stream(3, 4).state();
        SplitMix64 own = SplitMix64.stream(3, 4);
        SplittableRandom peer = new SplittableRandom(state);
        for (int i = 0; i < 100; i++) {
            assertThat(own.nextLong()).isEqualTo(peer.nextLong());
        }
        assertThat(new StationaryBootstrap(60, 1, 1, 7).draw(0))
                .isEqualTo(new StationaryBootstrap(60, 1, 1, 7).draw(0))
                .isNotEqualTo(new StationaryBootstrap(60, 1, 1, 8).draw(0));
    }

    @Test
    void exceptionOfTheStatisticReachesTheCaller() {
        StationaryBootstrap bootstrap = new StationaryBootstrap(3, 1, 100, 1);

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> bootstrap.replicate(
                        0,
                        rows -> {
                            throw new ArithmeticException("undefined");
                        },
                        Runnable::run));
    }

    @Test
    void refusesBlocksShorterThanARowAndBuffersOfOtherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StationaryBootstrap(5, 0.9, 10, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StationaryBootstrap(5, Double.NaN, 10, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StationaryBootstrap(0, 1, 10, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StationaryBootstrap(5, 1, 0, 1));
        StationaryBootstrap bootstrap = new StationaryBootstrap(5, 1, 10, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> bootstrap.drawInto(0, new int[4]));
        assertThatIllegalArgumentException().isThrownBy(() -> bootstrap.draw(10));
    }

    private static double mean(double[] values, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += values[row];
        }
        return sum / rows.length;
    }
}
