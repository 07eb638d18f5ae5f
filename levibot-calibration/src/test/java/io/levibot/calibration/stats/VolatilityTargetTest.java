package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class VolatilityTargetTest {

    @Example
    void handWorked() {
        // 20 % a year is 1 % a period with 400 periods.
        VolatilityTarget target = new VolatilityTarget(0.2, 400, 1);
        assertThat(target.targetPerPeriod()).isCloseTo(0.01, within(1e-17));
        assertThat(target.fraction(0.02)).isCloseTo(0.5, within(1e-15));
        assertThat(target.fraction(0.04)).isCloseTo(0.25, within(1e-15));
        assertThat(target.fraction(0.001)).isEqualTo(1);
    }

    @Property
    void belowTheCapThePositionHasTheTargetVolatility(
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 1) double annual,
            @ForAll @Scale(6) @DoubleRange(min = 1, max = 600_000) double periods,
            @ForAll @Scale(6) @DoubleRange(min = 0.1, max = 3) double most,
            @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1) double volatility) {
        double fraction = new VolatilityTarget(annual, periods, most).fraction(volatility);

        assertThat(fraction).isPositive().isLessThanOrEqualTo(most);
        if (fraction < most) {
            assertThat(fraction * volatility * Math.sqrt(periods)).isCloseTo(annual, within(1e-12));
        }
    }

    @Example
    void tradesNothingOnAVolatilityThatIsUnknownOrNothing() {
        VolatilityTarget target = new VolatilityTarget(0.2, 365, 1);
        assertThat(target.fraction(Double.NaN)).isZero();
        assertThat(target.fraction(0)).isZero();
    }

    @Example
    void refusesWhatIsNoTargetOrVolatility() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 0}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new VolatilityTarget(bad, 365, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new VolatilityTarget(0.2, bad, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new VolatilityTarget(0.2, 365, bad));
        }
        VolatilityTarget target = new VolatilityTarget(0.2, 365, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> target.fraction(-0.01));
        assertThatIllegalArgumentException().isThrownBy(() -> target.fraction(Double.POSITIVE_INFINITY));
    }
}
