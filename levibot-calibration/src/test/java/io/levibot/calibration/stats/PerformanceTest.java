package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PerformanceTest {

    @Test
    void handWorkedFigures() {
        double[] returns = {0.10, -0.20, 0.05, -0.10, 0.30};
        // Equity 1.1, .88, .924, .8316, 1.08108; deepest below 1.1 is .8316.
        assertThat(Performance.maxDrawdown(returns)).isCloseTo(0.8316 / 1.1 - 1, within(1e-15));
        assertThat(Performance.cumulativeReturn(returns)).isCloseTo(0.08108, within(1e-15));
        assertThat(Performance.annualReturn(returns, 5)).isCloseTo(0.08108, within(1e-15));
        assertThat(Performance.omega(returns)).isCloseTo(0.45 / 0.30, within(1e-15));
        assertThat(Performance.sortino(returns, 4)).isCloseTo(2 * 0.03 / Math.sqrt(0.05 / 5), within(1e-14));
        assertThat(Performance.conditionalValueAtRisk5(returns)).isEqualTo(-0.20);
    }

    @Test
    void drawdownCountsFromTheStartAndStopsAtRuin() {
        assertThat(Performance.maxDrawdown(new double[] {-0.5, 0.2})).isEqualTo(-0.5);
        assertThat(Performance.maxDrawdown(new double[] {0.5, -1, 0.9})).isEqualTo(-1);
        assertThat(Performance.maxDrawdown(new double[] {0.1, 0, 0.2})).isZero();
    }

    @Test
    void turnoverCountsTheEntry() {
        // In 1, stay, turn to -1 (2), out (1): 4 over four periods.
        assertThat(Performance.turnover(new double[] {1, 1, -1, 0})).isEqualTo(1);
        assertThat(Performance.turnover(new double[] {0, 0})).isZero();
    }

    @Property(tries = 300)
    void drawdownIsTheWorstStretch(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = -0.9, max = 1) Double> values) {
        double[] returns = values.stream().mapToDouble(Double::doubleValue).toArray();
        double worst = 0;
        for (int from = 0; from < returns.length; from++) {
            double growth = 1;
            for (int to = from; to < returns.length; to++) {
                growth *= 1 + returns[to];
                worst = Math.min(worst, growth - 1);
            }
        }
        assertThat(Performance.maxDrawdown(returns)).isCloseTo(worst, within(1e-12));
    }

    @Test
    void refusesEmptyNaNAndLossesBeyondEverything() {
        assertThatIllegalArgumentException().isThrownBy(() -> Performance.maxDrawdown(new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Performance.sortino(new double[] {Double.NaN}, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Performance.omega(new double[] {-1.01}));
        assertThatIllegalArgumentException().isThrownBy(() -> Performance.annualReturn(new double[] {0.1}, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Performance.turnover(new double[0]));
    }
}
