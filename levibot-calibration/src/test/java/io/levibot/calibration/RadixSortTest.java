package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RadixSortTest {

    @Test
    void ordersKeysAsTheirValues() {
        double[] ascending = {
            Double.NEGATIVE_INFINITY,
            -Double.MAX_VALUE,
            -1.5,
            -1e-300,
            -Double.MIN_VALUE,
            0.0,
            Double.MIN_VALUE,
            1.0,
            Math.nextUp(1.0),
            1e300,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY
        };
        for (int i = 1; i < ascending.length; i++) {
            assertThat(Long.compareUnsigned(RadixSort.key(ascending[i - 1]), RadixSort.key(ascending[i])))
                    .as("%s before %s", ascending[i - 1], ascending[i])
                    .isNegative();
            assertThat(RadixSort.value(RadixSort.key(ascending[i]))).isEqualTo(ascending[i]);
        }
    }

    @Test
    void takesNegativeZeroForZero() {
        assertThat(RadixSort.key(-0.0)).isEqualTo(RadixSort.key(0.0));
    }

    @Test
    void keepsTheOrderOfEqualValues() {
        assertThat(RadixSort.order(new double[] {2, 1, 2, 1, 2}).index()).containsExactly(1, 3, 0, 2, 4);
    }

    @Test
    void sortsValuesThatDifferInTheirLastBitsOnly() {
        int n = 5000;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            // A permutation: 1999 and 5000 have no common factor.
            values[i] = 1.0 + Math.ulp(1.0) * (i * 1999 % n);
        }
        long[] keys = Arrays.stream(values).mapToLong(RadixSort::key).toArray();
        RadixSort.Order order = RadixSort.order(values);
        long[] sorted = RadixSort.sort(keys, n);
        for (int i = 0; i < n; i++) {
            double expected = 1.0 + Math.ulp(1.0) * i;
            assertThat(RadixSort.value(sorted[i])).isEqualTo(expected);
            assertThat(RadixSort.value(order.keys()[i])).isEqualTo(expected);
            assertThat(values[order.index()[i]]).isEqualTo(expected);
        }
    }

    @Property
    void sortsLikeTheLibrary(@ForAll @Size(max = 300) double[] values) {
        double[] expected = Arrays.stream(values).map(v -> v + 0.0).sorted().toArray();

        long[] keys = Arrays.stream(values).mapToLong(RadixSort::key).toArray();
        double[] sorted = Arrays.stream(RadixSort.sort(keys, keys.length))
                .mapToDouble(RadixSort::value)
                .toArray();

        assertThat(sorted).containsExactly(expected);
    }

    @Property
    void ordersLikeAStableSort(@ForAll @Size(max = 100) byte[] ties) {
        double[] values = new double[ties.length];
        Arrays.setAll(values, i -> ties[i] % 5 * 0.25);

        int[] expected = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(RadixSort.order(values).index()).containsExactly(expected);
    }
}
