package io.levibot.engine.feature;

import static io.levibot.engine.bar.TestBars.M15;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixCheckTest {
    private final BarSeries bars = TestBars.randomWalk(400, 3);

    @Test
    void catchesAFeatureThatPeeksOneBarAhead() {
        List<PrefixCheck.Leak> leaks =
                PrefixCheck.of(List.of("honest", "peek"), this::peeking).run(bars, 3);

        assertThat(leaks).singleElement().satisfies(leak -> {
            assertThat(leak.feature()).isEqualTo("peek");
            assertThat(leak.prefixBars()).isEqualTo(100);
            assertThat(leak.bar()).isEqualTo(99);
            assertThat(leak.closeTime()).isEqualTo(bars.closeTime(99));
            assertThat(leak.onPrefix()).isNaN();
            assertThat(leak.onWhole()).isEqualTo(bars.close(100));
        });
    }

    @Test
    void catchesScalingByTheWholeSample() {
        PrefixCheck check = PrefixCheck.of(List.of("demeaned"), history -> {
            double mean = Arrays.stream(history.closes()).average().orElse(Double.NaN);
            return Arrays.stream(history.closes())
                    .mapToObj(c -> new double[] {c - mean})
                    .toArray(double[][]::new);
        });

        assertThat(check.run(bars, 1)).extracting(PrefixCheck.Leak::feature).containsExactly("demeaned");
    }

    @Test
    void catchesVolatilityRegimesLearntFromTheFuture() {
        BarSeries rough = Markets.rough(1000, 11);
        List<String> names = FeatureSet.standard(M15).descriptions().stream()
                .map(FeatureDescription::name)
                .toList();
        PrefixCheck check = PrefixCheck.of(
                names,
                history -> FeaturePrefixTest.rows(FeatureSet.standard(M15).fit(history), history));

        assertThat(check.run(rough, 9)).extracting(PrefixCheck.Leak::feature).containsExactly("regime_vol");
    }

    @Test
    void findsALeakThatShowsOnlyInTheLastRowOfAPrefix() {
        PrefixCheck check = PrefixCheck.of(List.of("is_last"), history -> {
            double[][] rows = new double[history.size()][1];
            rows[rows.length - 1][0] = 1.0;
            return rows;
        });

        assertThat(check.run(bars, 1))
                .singleElement()
                .satisfies(leak -> assertThat(leak.bar()).isEqualTo(199));
    }

    @Test
    void refusesComputationsOfAnotherShape() {
        assertThatThrownBy(() -> PrefixCheck.of(List.of("a"), history -> new double[1][1])
                        .run(bars, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 rows for 400 bars: one per bar is expected");
        assertThatThrownBy(() -> PrefixCheck.of(List.of("a"), history -> new double[history.size()][2])
                        .run(bars, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a row of 2 values for 1 features");
        PrefixCheck empty = PrefixCheck.of(List.of("a"), history -> new double[history.size()][1]);
        assertThatThrownBy(() -> empty.run(bars, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> empty.run(bars.slice(0, 0), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private double[][] peeking(BarSeries history) {
        double[][] rows = new double[history.size()][];
        for (int i = 0; i < rows.length; i++) {
            double next = i + 1 < rows.length ? history.close(i + 1) : Double.NaN;
            rows[i] = new double[] {history.close(i), next};
        }
        return rows;
    }
}
