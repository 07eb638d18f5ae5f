package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PoolAdjacentViolatorsTest {

    @Test
    void poolsTheHandWorkedExample() {
        // Means 1, 3, 2, 4, 0 of weight 1, 1, 3, 1, 1: (3, 2x3) pool to 9/4, (4, 0) to 2, then both to 13/6.
        double[] weight = {1, 1, 3, 1, 1};
        double[] sum = {1, 3, 6, 4, 0};
        int[] first = new int[5];
        int blocks = PoolAdjacentViolators.pool(weight, sum, first, 5);

        assertThat(blocks).isEqualTo(2);
        assertThat(Arrays.copyOf(weight, 2)).containsExactly(1, 6);
        assertThat(Arrays.copyOf(sum, 2)).containsExactly(1, 13);
        assertThat(Arrays.copyOf(first, 2)).containsExactly(0, 1);
    }

    /**
     * The fit at i is the largest over starts of the smallest over ends of the means of runs around i (Robertson,
     * Wright and Dykstra 1988).
     */
    @Property(tries = 300)
    void equalsTheMaxMinFormula(
            @ForAll @Size(min = 1, max = 25) List<@DoubleRange(min = -5, max = 5) Double> values, @ForAll long seed) {
        int n = values.size();
        SplitMix64 random = SplitMix64.stream(seed, 0);
        double[] weight = new double[n];
        double[] sum = new double[n];
        for (int i = 0; i < n; i++) {
            weight[i] = 1 + random.nextInt(4);
            sum[i] = weight[i] * values.get(i);
        }
        double[] want = maxMin(weight, sum);
        int[] first = new int[n];
        int blocks = PoolAdjacentViolators.pool(weight, sum, first, n);
        for (int b = 0; b < blocks; b++) {
            int end = b + 1 < blocks ? first[b + 1] : n;
            for (int i = first[b]; i < end; i++) {
                assertThat(sum[b] / weight[b]).isCloseTo(want[i], within(1e-9));
            }
        }
    }

    private static double[] maxMin(double[] weight, double[] sum) {
        double[] fit = new double[weight.length];
        for (int i = 0; i < fit.length; i++) {
            fit[i] = Double.NEGATIVE_INFINITY;
            for (int start = 0; start <= i; start++) {
                double smallest = Double.POSITIVE_INFINITY;
                double w = 0;
                double s = 0;
                for (int end = start; end < fit.length; end++) {
                    w += weight[end];
                    s += sum[end];
                    smallest = end >= i ? Math.min(smallest, s / w) : smallest;
                }
                fit[i] = Math.max(fit[i], smallest);
            }
        }
        return fit;
    }
}
