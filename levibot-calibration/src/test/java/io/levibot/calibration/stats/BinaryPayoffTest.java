package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class BinaryPayoffTest {

    private static final double FULL = 1;
    private static final double UNLIMITED = 1e300;

    @Example
    void handWorkedWithoutCost() {
        // An even bet won 6 times in 10: f* = .6 - .4 of the stake, the stake being 2 % of the traded value.
        BinaryPayoff even = new BinaryPayoff(0.02, 0.02, 0);
        assertThat(even.breakEvenProbability()).isEqualTo(0.5);
        assertThat(even.kellyFraction(0.6, FULL, UNLIMITED)).isCloseTo(10, within(1e-12));
        // Twice as much to win as to lose, won half of the time: f* = (.5 * .03 - .01) / (.02 * .01) = 25.
        BinaryPayoff lopsided = new BinaryPayoff(0.02, 0.01, 0);
        assertThat(lopsided.breakEvenProbability()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(lopsided.kellyFraction(0.5, FULL, UNLIMITED)).isCloseTo(25, within(1e-12));
    }

    @Example
    void handWorkedNetOfCost() {
        // W 2 %, L 1 %, c .2 %: break-even .012 / .03 = .4; at .55 the edge is .0165 - .012 = .0045,
        // f* = .0045 / (.018 * .012) = 20.8333.
        BinaryPayoff payoff = new BinaryPayoff(0.02, 0.01, 0.002);
        assertThat(payoff.breakEvenProbability()).isCloseTo(0.4, within(1e-15));
        assertThat(payoff.expectedReturn(0.55)).isCloseTo(0.0045, within(1e-16));
        assertThat(payoff.kellyFraction(0.55, FULL, UNLIMITED)).isCloseTo(20.833333333333332, within(1e-11));
        assertThat(payoff.kellyFraction(0.55, 0.25, UNLIMITED)).isCloseTo(5.208333333333333, within(1e-11));
        assertThat(payoff.kellyFraction(0.55, 0.25, 0.1)).isEqualTo(0.1);
        assertThat(payoff.kellyFraction(1, FULL, UNLIMITED)).isCloseTo(1 / 0.012, within(1e-10));
    }

    @Example
    void tradesNothingAtOrBelowBreakEvenOrWhenTheCostEatsTheWin() {
        BinaryPayoff payoff = new BinaryPayoff(0.5, 0.25, 0.125);
        assertThat(payoff.breakEvenProbability()).isEqualTo(0.5);
        assertThat(payoff.kellyFraction(0.5, FULL, UNLIMITED)).isZero();
        assertThat(payoff.kellyFraction(0, FULL, UNLIMITED)).isZero();
        BinaryPayoff hopeless = new BinaryPayoff(0.01, 0.01, 0.01);
        assertThat(hopeless.kellyFraction(1, FULL, UNLIMITED)).isZero();
        assertThat(new BinaryPayoff(0.01, 0.01, 0.02).breakEvenProbability()).isEqualTo(1.5);
        assertThat(new BinaryPayoff(0.01, 0.01, 0.02).kellyFraction(1, FULL, UNLIMITED))
                .isZero();
    }

    @Example
    void growthIsNothingWithoutAPositionAndMinusInfinityAtRuin() {
        BinaryPayoff payoff = new BinaryPayoff(0.5, 0.5, 0);
        assertThat(payoff.growth(0.7, 0)).isZero();
        assertThat(payoff.growth(0.5, 1)).isCloseTo(0.5 * Math.log(1.5) + 0.5 * Math.log(0.5), within(1e-15));
        assertThat(payoff.growth(0.7, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(payoff.growth(1, 2)).isCloseTo(Math.log(2), within(1e-15));
    }

    @Property
    void noOtherFractionGrowsFaster(
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 1) double win,
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 1) double loss,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.1) double cost,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.999999) double probability,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 2) double relative) {
        BinaryPayoff payoff = new BinaryPayoff(win, loss, cost);
        double best = payoff.kellyFraction(probability, FULL, UNLIMITED);
        double other = best == 0 ? relative : best * relative;

        assertThat(payoff.growth(probability, other)).isLessThanOrEqualTo(payoff.growth(probability, best) + 1e-12);
    }

    @Property
    void staysInItsRangeAndRisesWithTheProbabilityAndFallsWithTheCost(
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 1) double win,
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 1) double loss,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.1) double cost,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double first,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double second,
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 1) double multiplier,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 5) double most) {
        BinaryPayoff payoff = new BinaryPayoff(win, loss, cost);
        double low = payoff.kellyFraction(Math.min(first, second), multiplier, most);
        double high = payoff.kellyFraction(Math.max(first, second), multiplier, most);

        assertThat(low).isBetween(0.0, most);
        assertThat(high).isBetween(low, most);
        assertThat(new BinaryPayoff(win, loss, cost + 0.01).kellyFraction(first, multiplier, most))
                .isLessThanOrEqualTo(payoff.kellyFraction(first, multiplier, most) * (1 + 1e-12));
    }

    @Property
    void tradesExactlyAboveTheBreakEvenProbability(
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 1) double win,
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 1) double loss,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.1) double cost,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double probability) {
        BinaryPayoff payoff = new BinaryPayoff(win, loss, cost);
        double distance = probability - payoff.breakEvenProbability();

        if (Math.abs(distance) > 1e-12) {
            assertThat(payoff.kellyFraction(probability, FULL, UNLIMITED) > 0).isEqualTo(distance > 0);
        }
    }

    @Example
    void refusesWhatIsNoPayoffProbabilityOrLimit() {
        BinaryPayoff payoff = new BinaryPayoff(0.01, 0.01, 0);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.01}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new BinaryPayoff(bad, 0.01, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> new BinaryPayoff(0.01, bad, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> new BinaryPayoff(0.01, 0.01, bad));
            assertThatIllegalArgumentException().isThrownBy(() -> payoff.kellyFraction(bad, 1, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> payoff.kellyFraction(0.5, bad, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> payoff.kellyFraction(0.5, 1, bad));
            assertThatIllegalArgumentException().isThrownBy(() -> payoff.growth(bad, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> payoff.growth(0.5, bad));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new BinaryPayoff(0, 0.01, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BinaryPayoff(0.01, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> payoff.kellyFraction(0.5, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> payoff.kellyFraction(0.5, 1.01, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> payoff.expectedReturn(1.01));
    }
}
