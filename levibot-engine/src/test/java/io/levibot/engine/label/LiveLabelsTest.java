package io.levibot.engine.label;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.label.TripleBarrier.Ambiguity;
import io.levibot.engine.label.TripleBarrier.Timeout;
import io.levibot.engine.label.TripleBarrier.Touch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LiveLabelsTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int BARS = 120;

    @Property(tries = 300)
    void tellsWhatResearchTellsOfTheWholeSeries(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int horizon) {
        BarSeries bars = market(seed);
        Random random = new Random(seed);
        List<LabelDefinition> definitions = new ArrayList<>(
                List.of(new HorizonDirection(horizon), new CostAware(horizon, new CostModel(2.0, 1.0, 0.5))));
        for (Touch touch : Touch.values()) {
            for (Ambiguity ambiguity : Ambiguity.values()) {
                for (Timeout timeout : Timeout.values()) {
                    definitions.add(new TripleBarrier(
                            0.2 + random.nextDouble(),
                            random.nextInt(3) == 0 ? 0.0 : random.nextDouble(),
                            2 + random.nextInt(6),
                            horizon,
                            touch,
                            ambiguity,
                            timeout));
                }
            }
        }
        for (LabelDefinition definition : definitions) {
            check(bars, definition, "seed " + seed + ", " + definition);
        }
    }

    private static void check(BarSeries bars, LabelDefinition definition, String which) {
        Labels expected = Labels.of(bars, definition);
        LiveLabels live = new LiveLabels(definition, M15);
        double[] told = new double[bars.size()];
        int[] ends = new int[bars.size()];
        Arrays.fill(told, Double.NaN);
        Arrays.fill(ends, Labels.NO_END);
        for (int i = 0; i < bars.size(); i++) {
            int now = i;
            long row = live.add(bars.bar(i), (known, label) -> {
                assertThat(told[(int) known]).as("told once, " + which).isNaN();
                told[(int) known] = label;
                ends[(int) known] = now;
            });
            assertThat(row).isEqualTo(i);
            assertThat(live.waiting()).isLessThanOrEqualTo(definition.horizonBars() + 1);
        }
        for (int i = 0; i < bars.size(); i++) {
            assertThat(told[i]).as("row " + i + ", " + which).isEqualTo(Double.valueOf(expected.label(i)));
            assertThat(ends[i]).as("end of row " + i + ", " + which).isEqualTo(expected.endIndex(i));
        }
    }

    @Test
    void aLabelIsToldAtTheCloseOfItsLastBarAndNotBefore() {
        LiveLabels live = new LiveLabels(new HorizonDirection(2), M15);
        List<Long> told = new ArrayList<>();
        live.add(bar(0, 100, 100, 100, 100), (row, label) -> told.add(row));
        live.add(bar(1, 101, 101, 101, 101), (row, label) -> told.add(row));
        assertThat(told).isEmpty();
        live.add(bar(2, 102, 102, 102, 102), (row, label) -> told.add(label == 1.0 ? row : -1L));
        assertThat(told).containsExactly(0L);
    }

    private static BarSeries market(long seed) {
        Random random = new Random(seed);
        BarSeries.Builder bars = BarSeries.builder(BTC, M15);
        double price = 100.0;
        int slot = 0;
        for (int i = 0; i < BARS; i++) {
            double open = random.nextInt(4) == 0 ? price : price * (1.0 + 0.002 * random.nextGaussian());
            price = random.nextInt(6) == 0 ? open : Math.rint(open * (1.0 + 0.01 * random.nextGaussian()) * 10) / 10;
            bars.add(bar(
                    slot,
                    open,
                    Math.max(open, price) + random.nextDouble(),
                    Math.min(open, price) - random.nextDouble(),
                    price));
            slot += random.nextInt(12) == 0 ? 1 + random.nextInt(15) : 1;
        }
        return bars.build();
    }

    private static Bar bar(int slot, double open, double high, double low, double close) {
        Instant opened = START.plusSeconds(900L * slot);
        return new Bar(BTC, opened, M15.closeOf(opened), open, high, low, close, 1.0);
    }
}
