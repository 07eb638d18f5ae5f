package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.CostModel;
import io.levibot.engine.risk.FractionalKelly.Belief;
import io.levibot.engine.risk.PositionSizer.SizingInput;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PositionSizersTest {
    private static final double BARS_PER_YEAR = 35_040.0;

    private static SizingInput input(double equity, double p, double lower, double volatility, CostModel costs) {
        return new SizingInput(equity, 50.0, p, lower, volatility, BARS_PER_YEAR, costs);
    }

    /** Even odds of 2 %: f* = (p - q) / 0.02 = 10 at p = 0.6; a fiftieth of it is 0.2 of 1,000, 4 units at 50. */
    @Test
    void sizesByAFractionOfKelly() {
        FractionalKelly sizer = new FractionalKelly(0.02, 0.02, 0.02, Belief.CALIBRATED, 1.0);
        assertThat(sizer.units(input(1000.0, 0.6, 0.55, Double.NaN, CostModel.FREE)))
                .isCloseTo(4.0, within(1e-12));
        FractionalKelly careful = new FractionalKelly(0.02, 0.02, 0.02, Belief.LOWER_BOUND, 1.0);
        assertThat(careful.units(input(1000.0, 0.6, 0.55, Double.NaN, CostModel.FREE)))
                .isCloseTo(2.0, within(1e-12));
    }

    /** Costs of 20 bp there and back: break-even rises from 0.5 to (0.02 + 0.002) / 0.04 = 0.55. */
    @Test
    void entersNothingBelowBreakEvenAfterCosts() {
        CostModel costs = new CostModel(8.0, 1.0, 1.0);
        FractionalKelly sizer = new FractionalKelly(0.02, 0.02, 1.0, Belief.CALIBRATED, 1.0);
        assertThat(sizer.units(input(1000.0, 0.5499, 0.5, Double.NaN, costs))).isZero();
        assertThat(sizer.units(input(1000.0, 0.5501, 0.5, Double.NaN, costs))).isPositive();
        assertThat(sizer.units(input(1000.0, 0.5499, 0.5, Double.NaN, CostModel.FREE)))
                .as("without costs it would")
                .isPositive();
    }

    @Test
    void neverPutsInMoreThanTheCap() {
        FractionalKelly kelly = new FractionalKelly(0.02, 0.02, 1.0, Belief.CALIBRATED, 0.25);
        assertThat(kelly.units(input(1000.0, 1.0, 1.0, Double.NaN, CostModel.FREE)))
                .isEqualTo(5.0);
        TargetVolatility target = new TargetVolatility(0.5, 10, 0.25);
        assertThat(target.units(input(1000.0, 0.6, 0.6, 1e-9, CostModel.FREE))).isEqualTo(5.0);
    }

    @Test
    void entersNothingWithoutWhatItSizesBy() {
        FractionalKelly kelly = new FractionalKelly(0.02, 0.02, 1.0, Belief.LOWER_BOUND, 1.0);
        assertThat(kelly.units(input(1000.0, Double.NaN, Double.NaN, 0.01, CostModel.FREE)))
                .as("a fallback has no probability")
                .isZero();
        TargetVolatility target = new TargetVolatility(0.2, 10, 1.0);
        assertThat(target.units(input(1000.0, 0.9, 0.9, Double.NaN, CostModel.FREE)))
                .isZero();
        assertThat(target.units(input(1000.0, 0.9, 0.9, 0.0, CostModel.FREE))).isZero();
        assertThat(kelly.units(input(-1.0, 0.9, 0.9, 0.01, CostModel.FREE))).isZero();
        assertThat(target.units(input(Double.NaN, 0.9, 0.9, 0.01, CostModel.FREE)))
                .isZero();
    }

    /** 15-minute bars: a volatility of 1 % a bar is 0.01 sqrt(35,040) = 1.872 a year; aiming at 0.1872 takes a tenth. */
    @Test
    void sizesToAVolatility() {
        TargetVolatility target = new TargetVolatility(0.001 * Math.sqrt(BARS_PER_YEAR), 10, 1.0);
        assertThat(target.units(input(1000.0, 0.6, 0.6, 0.01, CostModel.FREE))).isCloseTo(2.0, within(1e-12));
        assertThat(target.units(input(1000.0, 0.6, 0.6, 0.02, CostModel.FREE))).isCloseTo(1.0, within(1e-12));
    }

    @Property(tries = 300)
    void isFiniteNotNegativeAndRisesWithTheProbability(
            @ForAll @DoubleRange(min = 0, max = 1) double p,
            @ForAll @DoubleRange(min = 0, max = 1) double q,
            @ForAll @IntRange(min = 1, max = 5000) int winBps,
            @ForAll @IntRange(min = 1, max = 5000) int lossBps) {
        FractionalKelly sizer = new FractionalKelly(winBps / 1e4, lossBps / 1e4, 0.5, Belief.CALIBRATED, 0.5);
        double low = sizer.units(input(1000.0, Math.min(p, q), 0, Double.NaN, CostModel.DEFAULT));
        double high = sizer.units(input(1000.0, Math.max(p, q), 0, Double.NaN, CostModel.DEFAULT));
        assertThat(low).isBetween(0.0, 10.0);
        assertThat(high).isBetween(low, 10.0);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        for (double wrong : new double[] {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new FractionalKelly(wrong, 0.02, 0.5, Belief.CALIBRATED, 1.0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new FractionalKelly(0.02, wrong, 0.5, Belief.CALIBRATED, 1.0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new FractionalKelly(0.02, 0.02, wrong, Belief.CALIBRATED, 1.0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new FractionalKelly(0.02, 0.02, 0.5, Belief.CALIBRATED, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new TargetVolatility(wrong, 10, 1.0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new TargetVolatility(0.2, 10, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new TargetVolatility(0.2, 1, 1.0)).isInstanceOf(IllegalArgumentException.class);
    }
}
