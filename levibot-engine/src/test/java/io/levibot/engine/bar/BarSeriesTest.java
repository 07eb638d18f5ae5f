package io.levibot.engine.bar;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static io.levibot.engine.bar.TestBars.flat;
import static io.levibot.engine.bar.TestBars.openTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BarSeriesTest {

    @Test
    void sharesColumnsWithItsSlices() {
        BarSeries slice = TestBars.closes(1, 2, 3, 4, 5).slice(1, 4).slice(1, 3);

        assertThat(slice.size()).isEqualTo(2);
        assertThat(slice.closes()).containsExactly(3, 4);
        assertThat(slice.bar(1)).isEqualTo(flat(3, 4));
        assertThat(slice.closeTime(0)).isEqualTo(openTime(3));
        assertThatThrownBy(() -> slice.close(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.close(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void neverChangesAfterItWasBuilt() {
        BarSeries.Builder builder = BarSeries.builder(BTC, M15).add(flat(0, 1.0));
        BarSeries first = builder.build();

        builder.add(flat(1, 2.0));
        first.closes()[0] = 99.0;

        assertThat(first.size()).isEqualTo(1);
        assertThat(first.close(0)).isEqualTo(1.0);
    }

    @Test
    void refusesBarThatDoesNotFollowAndStaysAsItWas() {
        BarSeries.Builder builder = BarSeries.builder(BTC, M15).add(flat(5, 1.0));
        Bar other = new Bar(TestBars.ETH, openTime(6), openTime(7), 1, 1, 1, 1, 1);
        Bar longer = new Bar(BTC, openTime(6), openTime(8), 1, 1, 1, 1, 1);
        Bar offGrid = new Bar(BTC, openTime(6).plusSeconds(1), openTime(7).plusSeconds(1), 1, 1, 1, 1, 1);
        Bar finer = new Bar(BTC, openTime(6).plusNanos(1), openTime(7).plusNanos(1), 1, 1, 1, 1, 1);

        for (Bar bar : List.of(other, longer, offGrid, finer, flat(5, 1.0), flat(4, 1.0))) {
            assertThatThrownBy(() -> builder.add(bar))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("bar-series: bar 1 ");
        }
        assertThat(builder.add(flat(6, 1.0)).build().size()).isEqualTo(2);
    }

    @Test
    void findsBarsByTime() {
        BarSeries bars = BarSeries.of(BTC, M15, List.of(flat(0, 1), flat(1, 1), flat(5, 1)));

        assertThat(bars.firstAtOrAfter(openTime(-3))).isZero();
        assertThat(bars.firstAtOrAfter(openTime(1))).isEqualTo(1);
        assertThat(bars.firstAtOrAfter(openTime(1).plusNanos(1))).isEqualTo(2);
        assertThat(bars.firstAtOrAfter(openTime(6))).isEqualTo(3);
        assertThat(bars.slice(1, 3).firstAtOrAfter(openTime(2))).isEqualTo(1);
    }

    @Test
    void givesItsBarsAsASource() {
        BarSeries bars = TestBars.closes(1, 2);
        try (BarSource source = bars.asSource()) {
            assertThat(source.next()).isEqualTo(flat(0, 1));
            assertThat(source.next()).isEqualTo(flat(1, 2));
            assertThat(source.next()).isNull();
        }
        BarSource closed = bars.asSource();
        closed.close();
        closed.close();
        assertThat(closed.next()).isNull();
    }

    @Test
    void mergesSymbolsByCloseTimeThenName() {
        Bar eth0 = new Bar(TestBars.ETH, openTime(0), openTime(1), 7, 7, 7, 7, 7);
        Bar eth2 = new Bar(TestBars.ETH, openTime(2), openTime(3), 7, 7, 7, 7, 7);
        Bar hour = new Bar(BTC, openTime(0), openTime(4), 7, 7, 7, 7, 7);
        BarSeries eth = BarSeries.of(TestBars.ETH, M15, List.of(eth0, eth2));
        BarSeries btc = TestBars.closes(1, 2, 3);
        BarSeries hourly = BarSeries.of(BTC, BarInterval.parse("1h"), List.of(hour));

        List<Bar> merged = new ArrayList<>();
        try (BarSource source = BarSource.merged(List.of(hourly.asSource(), eth.asSource(), btc.asSource()))) {
            for (Bar bar = source.next(); bar != null; bar = source.next()) {
                merged.add(bar);
            }
        }

        assertThat(merged).containsExactly(flat(0, 1), eth0, flat(1, 2), flat(2, 3), eth2, hour);
    }

    @Test
    void closesEverySourceThatItMerged() {
        List<String> closed = new ArrayList<>();
        BarSource merged = BarSource.merged(List.of(failing(closed, "a"), failing(closed, "b")));

        assertThatThrownBy(merged::close)
                .hasMessage("a")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .hasToString("java.lang.IllegalStateException: b"));
        assertThat(closed).containsExactly("a", "b");
        assertThat(merged.next()).isNull();
    }

    @Property
    void countsEveryMissingBarOnce(@ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 4) Integer> steps) {
        BarSeries.Builder builder = BarSeries.builder(BTC, M15).add(flat(0, 1.0));
        int at = 0;
        int gaps = 0;
        for (int step : steps) {
            at += step;
            gaps += step > 1 ? 1 : 0;
            builder.add(flat(at, 1.0));
        }

        GapSummary summary = builder.build().gaps();

        assertThat(summary.missingBars()).isEqualTo(at - steps.size());
        assertThat(summary.gaps()).isEqualTo(gaps);
        assertThat(summary.longest()).hasSize(Math.min(gaps, GapSummary.MAX_LISTED));
        assertThat(summary.longest()).extracting(GapSummary.Gap::after).isSorted();
    }

    @Test
    void listsTheLongestGapsInTimeOrder() {
        BarSeries.Builder builder = BarSeries.builder(BTC, M15);
        int at = 0;
        for (int i = 0; i < 30; i++) {
            builder.add(flat(at, 1.0));
            at += i == 29 ? 9 : 2;
        }
        GapSummary summary = builder.add(flat(at, 1.0)).build().gaps();

        assertThat(summary.gaps()).isEqualTo(30);
        assertThat(summary.longest()).hasSize(20);
        assertThat(summary.longest().get(0)).isEqualTo(new GapSummary.Gap(openTime(0), 1));
        assertThat(summary.longest().get(19)).isEqualTo(new GapSummary.Gap(openTime(58), 8));
        assertThat(summary.toString())
                .startsWith("30 gaps, 37 bars missing (after 2024-01-01")
                .endsWith("; …)");
    }

    private static BarSource failing(List<String> closed, String name) {
        return new BarSource() {
            @Override
            public Bar next() {
                return flat(0, 1.0);
            }

            @Override
            public void close() {
                closed.add(name);
                throw new IllegalStateException(name);
            }
        };
    }
}
