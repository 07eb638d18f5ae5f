package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationGateTest {

    private final CalibrationGate gate = new CalibrationGate(10, 0.05, 0.9);

    @Test
    void boundNeedsMoreDataThanTheErrorItself() {
        BinaryForecasts shape = Simulated.uniform(2_000, SplitMix64.stream(51, 0));
        int enough = gate.smallestPassingSample(shape, 0.9, 300, 1, Runnable::run);

        // A perfect model's error passes 0.05 itself in 71 % of samples of 500 and 99 % of 1000.
        assertThat(enough).isBetween(300, 3_000);
        assertThat(realPassingShare(enough)).isBetween(0.8, 1.0);
        assertThat(realPassingShare(enough / 2)).isLessThan(0.8);
    }

    @Test
    void looserLimitNeedsLessData() {
        BinaryForecasts shape = Simulated.timid(1_000, SplitMix64.stream(52, 0));
        int strict = new CalibrationGate(10, 0.03, 0.9).smallestPassingSample(shape, 0.9, 200, 1, Runnable::run);
        int loose = new CalibrationGate(10, 0.06, 0.9).smallestPassingSample(shape, 0.9, 200, 1, Runnable::run);

        assertThat(loose).isLessThan(strict / 2);
    }

    @Test
    void intervalIsTheBasicOneOfTheBinnedError() {
        BinaryForecasts sample = Simulated.uniform(300, SplitMix64.stream(53, 0));
        StationaryBootstrap bootstrap = new StationaryBootstrap(300, 1, 400, 2);
        ConfidenceInterval interval = gate.interval(sample, bootstrap, Runnable::run);
        double estimate = CalibrationErrors.expectedEqualWidth(sample, 10);
        ConfidenceInterval want = bootstrap
                .replicate(estimate, rows -> errorOf(sample, rows), Runnable::run)
                .basic(0.9)
                .clampedTo(0, 1);

        assertThat(interval.upper()).isCloseTo(want.upper(), within(1e-12));
        assertThat(interval.lower()).isCloseTo(want.lower(), within(1e-12));
        assertThat(gate.passes(interval)).isEqualTo(interval.upper() <= 0.05);
    }

    @Test
    void unknownBoundDoesNotPass() {
        assertThat(gate.passes(new ConfidenceInterval(0, Double.NaN, Double.NaN, 0.9)))
                .isFalse();
    }

    @Test
    void refusesOptionsOutsideTheirRange() {
        BinaryForecasts shape = BinaryForecasts.of(new double[] {0.5}, new int[] {1});
        assertThatIllegalArgumentException().isThrownBy(() -> new CalibrationGate(0, 0.05, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> new CalibrationGate(10, 0, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> new CalibrationGate(10, 0.05, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.smallestPassingSample(shape, 1, 100, 1, Runnable::run));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.smallestPassingSample(shape, 0.9, 99, 1, Runnable::run));
    }

    /** With the real bootstrap in place of its normal limit. */
    private double realPassingShare(int size) {
        int passed = 0;
        for (int i = 0; i < 60; i++) {
            BinaryForecasts sample = Simulated.uniform(size, SplitMix64.stream(54, i));
            ConfidenceInterval interval =
                    gate.interval(sample, new StationaryBootstrap(size, 1, 200, i), Runnable::run);
            passed += gate.passes(interval) ? 1 : 0;
        }
        return passed / 60.0;
    }

    private static double errorOf(BinaryForecasts sample, int[] rows) {
        double[] p = new double[rows.length];
        int[] y = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            p[i] = sample.probability(rows[i]);
            y[i] = sample.outcome(rows[i]);
        }
        return CalibrationErrors.expectedEqualWidth(BinaryForecasts.of(p, y), 10);
    }
}
