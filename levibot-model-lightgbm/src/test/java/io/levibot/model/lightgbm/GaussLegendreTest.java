package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLegendreTest {
    /** Abramowitz and Stegun, table 25.4, moved from [-1, 1] to [0, 1]. */
    @Test
    void hasTheTabulatedPointsAndWeights() {
        GaussLegendre three = GaussLegendre.of(3);
        double x = 0.774596669241483;
        assertThat(three.point()).containsExactly(new double[] {(1 - x) / 2, 0.5, (1 + x) / 2}, within(1e-15));
        assertThat(three.weight()).containsExactly(new double[] {5.0 / 18, 8.0 / 18, 5.0 / 18}, within(1e-15));
        GaussLegendre four = GaussLegendre.of(4);
        assertThat(four.point()[0]).isEqualTo((1 - 0.861136311594053) / 2, within(1e-15));
        assertThat(four.weight()[0]).isEqualTo(0.347854845137454 / 2, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 64, 501, 1448})
    void integratesEveryPowerUpToItsDegree(int n) {
        GaussLegendre rule = GaussLegendre.of(n);
        for (int power = 0; power < 2 * n; power += power < 40 ? 1 : 97) {
            double sum = 0.0;
            for (int i = 0; i < n; i++) {
                sum += rule.weight()[i] * StrictMath.pow(rule.point()[i], power);
            }
            assertThat(sum * (power + 1)).as("power %d", power).isEqualTo(1.0, within(1e-12));
        }
        for (int i = 0; i < n; i++) {
            assertThat(rule.point()[i]).isBetween(Math.ulp(1.0), 1.0 - Math.ulp(1.0));
            assertThat(i == 0 || rule.point()[i] > rule.point()[i - 1]).isTrue();
            assertThat(rule.weight()[i]).isPositive();
        }
    }

    @Test
    void misintegratesThePowerBeyondItsDegree() {
        GaussLegendre rule = GaussLegendre.of(2);
        double sum = 0.0;
        for (int i = 0; i < 2; i++) {
            sum += rule.weight()[i] * StrictMath.pow(rule.point()[i], 4);
        }
        assertThat(Math.abs(sum - 0.2)).isGreaterThan(1e-3);
    }
}
