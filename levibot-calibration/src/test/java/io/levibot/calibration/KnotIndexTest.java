package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KnotIndexTest {

    @Test
    void findsTheLastKnotAtOrBelow() {
        KnotIndex index = new KnotIndex(new double[] {-1.0, 0.0, 0.5, 2.0});

        assertThat(index.floor(-1.0)).isZero();
        assertThat(index.floor(-0.1)).isZero();
        assertThat(index.floor(0.0)).isEqualTo(1);
        assertThat(index.floor(Math.nextDown(0.5))).isEqualTo(1);
        assertThat(index.floor(0.5)).isEqualTo(2);
        assertThat(index.floor(2.0)).isEqualTo(3);
    }

    @Test
    void findsKnotsThatCrowdIntoOneBucket() {
        double[] knots = new double[1001];
        Arrays.setAll(knots, i -> i * 1e-9);
        knots[1000] = 1e6;

        assertFindsEveryKnot(knots);
    }

    @Test
    void findsNeighbouringDoubles() {
        double[] knots = new double[200];
        knots[0] = 0.1;
        for (int i = 1; i < knots.length; i++) {
            knots[i] = Math.nextUp(knots[i - 1]);
        }

        assertFindsEveryKnot(knots);
    }

    @Test
    void findsAmongMoreKnotsThanTheTableCanName() {
        double[] knots = new double[200_003];
        Arrays.setAll(knots, i -> Math.sqrt(i));

        assertFindsEveryKnot(knots);
    }

    @Test
    void worksWhereTheRangeOverflowsOrIsSubnormal() {
        assertFindsEveryKnot(new double[] {-Double.MAX_VALUE, 0.0, Double.MAX_VALUE});
        assertFindsEveryKnot(new double[] {0.0, Double.MIN_VALUE, 2 * Double.MIN_VALUE});
        assertFindsEveryKnot(new double[] {3.0});
    }

    @Property
    void agreesWithAScan(
            @ForAll @NotEmpty @Size(max = 80) double @DoubleRange(min = -1e6, max = 1e6) [] raw, @ForAll long seed) {
        double[] knots = new TreeSet<>(
                        Arrays.stream(raw).map(v -> v + 0.0).boxed().toList())
                .stream().mapToDouble(Double::doubleValue).toArray();
        KnotIndex index = new KnotIndex(knots);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            double share = random.nextDouble();
            double x = Math.max(knots[0], (1 - share) * knots[0] + share * knots[knots.length - 1]);
            assertThat(index.floor(x)).as("floor of %s", x).isEqualTo(scan(knots, x));
        }
    }

    private static void assertFindsEveryKnot(double[] knots) {
        KnotIndex index = new KnotIndex(knots);
        for (int i = 0; i < knots.length; i++) {
            assertThat(index.floor(knots[i])).isEqualTo(i);
            if (i > 0) {
                assertThat(index.floor(Math.nextDown(knots[i]))).isEqualTo(i - 1);
            }
        }
    }

    private static int scan(double[] knots, double x) {
        int floor = 0;
        for (int i = 0; i < knots.length && knots[i] <= x; i++) {
            floor = i;
        }
        return floor;
    }
}
