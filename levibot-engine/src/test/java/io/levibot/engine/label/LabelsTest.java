package io.levibot.engine.label;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static io.levibot.engine.bar.TestBars.bar;
import static io.levibot.engine.bar.TestBars.flat;
import static io.levibot.engine.bar.TestBars.openTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import io.levibot.engine.label.TripleBarrier.Ambiguity;
import io.levibot.engine.label.TripleBarrier.Timeout;
import io.levibot.engine.label.TripleBarrier.Touch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final double MISSING = Double.NaN;
    private static final int NEVER = Integer.MAX_VALUE;

    @Test
    void directionComparesTheCloseAtTheHorizon() {
        Labels labels = Labels.of(TestBars.closes(100, 101, 100, 102, 99), new HorizonDirection(2));

        assertThat(labels.toArray()).containsExactly(0, 1, 0, MISSING, MISSING);
        assertThat(labels.endIndex(1)).isEqualTo(3);
        assertThat(labels.endTime(1)).isEqualTo(openTime(4));
        assertThat(labels.returnToEnd(1)).isEqualTo(102.0 / 101.0 - 1.0);
        assertThat(labels.isKnown(3)).isFalse();
        assertThat(labels.endIndex(3)).isEqualTo(Labels.NO_END);
        assertThat(labels.returnToEnd(3)).isNaN();
        assertThatThrownBy(() -> labels.endTime(3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(labels.twoWay()).isTrue();
        assertThat(labels.known(0, 5)).isEqualTo(3);
        assertThat(labels.baseRate(0, 5)).isEqualTo(1.0 / 3.0);
        assertThat(labels.baseRate(3, 5)).isNaN();
    }

    @Test
    void directionLooksAtTimeNotAtRows() {
        // grid places 0 1 2 . 4 5: place 3 is missing
        BarSeries bars = series(flat(0, 10), flat(1, 11), flat(2, 12), flat(4, 13), flat(5, 9));
        Labels labels = Labels.of(bars, new HorizonDirection(2));

        assertThat(labels.toArray()).containsExactly(1, MISSING, 1, MISSING, MISSING);
        assertThat(labels.endIndex(2)).isEqualTo(3);
    }

    @Test
    void costAwareNeedsMoreThanTheRoundTrip() {
        // fee 10 bp and 10 bp of spread and slippage a side: pays 100 * 1.001 * 1.001, needs above 100.4008... back
        CostAware definition = new CostAware(1, new CostModel(10, 4, 6));
        double breakEven = 100 * 1.001 * 1.001 / (0.999 * 0.999);

        assertThat(Labels.of(TestBars.closes(100, breakEven + 1e-9), definition).label(0))
                .isEqualTo(1.0);
        assertThat(Labels.of(TestBars.closes(100, breakEven - 1e-9), definition).label(0))
                .isEqualTo(0.0);
        assertThat(Labels.of(TestBars.closes(100, 100.1), new CostAware(1, CostModel.FREE))
                        .label(0))
                .isEqualTo(1.0);
        assertThat(definition.twoWay()).isFalse();
    }

    @Property(tries = 50)
    void costAwareWithoutCostsIsTheDirection(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int horizon) {
        BarSeries bars = TestBars.randomWalk(120, seed);

        assertThat(Labels.of(bars, new CostAware(horizon, CostModel.FREE)).toArray())
                .isEqualTo(Labels.of(bars, new HorizonDirection(horizon)).toArray());
    }

    @Test
    void tripleBarrierTakesWhateverComesFirst() {
        // returns ln 1.1, -ln 1.1: deviation ln(1.1) sqrt 2 = 0.13479; barriers of row 2 at 100 * (1 +- 0.13479)
        Bar[] start = {flat(0, 100), flat(1, 110), flat(2, 100)};
        TripleBarrier definition = TripleBarrier.of(1, 1, 2, 3);

        assertThat(row2(definition, start, bar(3, 100, 113.4, 99, 100, 1), bar(4, 100, 113.5, 99, 100, 1)))
                .isEqualTo(1.0);
        assertThat(row2(definition, start, bar(3, 100, 101, 86.5, 100, 1), bar(4, 100, 120, 99, 100, 1)))
                .isEqualTo(0.0);
        assertThat(row2(definition, start, flat(3, 100), flat(4, 101), flat(5, 113)))
                .isEqualTo(0.0);
        assertThat(row2(definition, start, flat(3, 100), flat(4, 100))).isNaN();
        assertThat(row2(definition, start, flat(3, 114))).isEqualTo(1.0);
        assertThat(row2(definition, start, flat(3, 100), flat(5, 114))).isNaN();
        assertThat(row2(definition, start, flat(3, 114), flat(5, 100))).isEqualTo(1.0);
    }

    @Test
    void tripleBarrierMarksWhereItWasSettled() {
        BarSeries bars = series(flat(0, 100), flat(1, 110), flat(2, 100), flat(3, 100), flat(4, 120), flat(5, 120));
        Labels labels = Labels.of(bars, TripleBarrier.of(1, 1, 2, 3));

        assertThat(labels.label(0)).isNaN();
        assertThat(labels.label(1)).isNaN();
        assertThat(labels.endIndex(2)).isEqualTo(4);
    }

    @Test
    void oneBarThatReachesBothBarriersCountsAsItsRuleSays() {
        Bar[] start = {flat(0, 100), flat(1, 110), flat(2, 100)};
        Bar both = bar(3, 100, 120, 80, 100, 1);
        Bar opensAbove = bar(3, 115, 120, 80, 100, 1);
        Bar opensBelow = bar(3, 85, 120, 80, 100, 1);
        TripleBarrier cautious = TripleBarrier.of(1, 1, 2, 1);
        TripleBarrier honest = new TripleBarrier(1, 1, 2, 1, Touch.HIGH_LOW, Ambiguity.MISSING, Timeout.NOT_HAPPENED);
        TripleBarrier closes = new TripleBarrier(1, 1, 2, 1, Touch.CLOSE, Ambiguity.MISSING, Timeout.NOT_HAPPENED);

        assertThat(row2(cautious, start, both)).isEqualTo(0.0);
        assertThat(row2(honest, start, both)).isNaN();
        assertThat(row2(closes, start, both)).isEqualTo(0.0);
        assertThat(row2(honest, start, opensAbove)).isEqualTo(1.0);
        assertThat(row2(honest, start, opensBelow)).isEqualTo(0.0);
    }

    @Test
    void timeoutCountsAsItsRuleSays() {
        Bar[] start = {flat(0, 100), flat(1, 110), flat(2, 100)};
        TripleBarrier bySign = new TripleBarrier(1, 1, 2, 1, Touch.HIGH_LOW, Ambiguity.STOP_FIRST, Timeout.SIGN);
        TripleBarrier free = new TripleBarrier(0, 0, 2, 1, Touch.HIGH_LOW, Ambiguity.STOP_FIRST, Timeout.SIGN);

        assertThat(row2(bySign, start, flat(3, 101))).isEqualTo(1.0);
        assertThat(row2(bySign, start, flat(3, 100))).isEqualTo(0.0);
        assertThat(row2(TripleBarrier.of(1, 1, 2, 1), start, flat(3, 101))).isEqualTo(0.0);
        assertThat(row2(free, start, flat(3, 500))).isEqualTo(1.0);
        assertThat(row2(free, start, flat(3, 5))).isEqualTo(0.0);
    }

    @Test
    void isMissingWhereBarriersWouldLieOnThePrice() {
        Labels labels = Labels.of(TestBars.closes(5, 5, 5, 5, 6), TripleBarrier.of(1, 1, 2, 1));

        assertThat(labels.toArray()).containsExactly(MISSING, MISSING, MISSING, MISSING, MISSING);
    }

    @Test
    void labelsAnEmptySeries() {
        assertThat(Labels.of(TestBars.closes(), new HorizonDirection(1)).size()).isZero();
    }

    /** Known means: the same whatever comes after the label's end, and settled within the horizon. */
    @Property(tries = 60)
    void aKnownLabelDependsOnNothingAfterItsEnd(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BarSeries bars = withGaps(TestBars.randomWalk(150, seed), random);
        int horizon = 1 + random.nextInt(15);
        for (LabelDefinition definition : List.of(
                new HorizonDirection(horizon),
                new CostAware(horizon, CostModel.DEFAULT),
                TripleBarrier.of(1 + random.nextDouble(), 1 + random.nextDouble(), 10, horizon))) {
            Labels labels = Labels.of(bars, definition);
            for (int i = 0; i < bars.size(); i += 7) {
                if (labels.isKnown(i)) {
                    int end = labels.endIndex(i);
                    Labels cut = Labels.of(bars.slice(0, end + 1), definition);
                    assertThat(cut.label(i)).isEqualTo(labels.label(i));
                    assertThat(Labels.of(bars.slice(0, end), definition).isKnown(i))
                            .isFalse();
                    assertThat(end).isGreaterThan(i);
                    assertThat(bars.closeMillis(end) - bars.closeMillis(i)).isLessThanOrEqualTo(horizon * M15.millis());
                }
                assertThat(labels.isKnown(i)).isNotEqualTo(Double.isNaN(labels.label(i)));
            }
        }
    }

    /** The first touch by brute force: among all later bars within reach, the first that reaches either barrier. */
    @Property(tries = 60)
    void tripleBarrierAgreesWithASearchOverAllLaterBars(@ForAll long seed) {
        BarSeries bars = TestBars.randomWalk(120, seed);
        TripleBarrier definition = TripleBarrier.of(1.5, 1.0, 10, 8);
        double[] labels = Labels.of(bars, definition).toArray();
        for (int i = 10; i < bars.size(); i++) {
            double[] returns = new double[10];
            for (int k = 0; k < 10; k++) {
                returns[k] = Math.log(bars.close(i - k) / bars.close(i - k - 1));
            }
            double mean = Arrays.stream(returns).average().orElseThrow();
            double s = Math.sqrt(
                    Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).sum() / 9);
            int up = firstAbove(bars, i, bars.close(i) * (1 + 1.5 * s));
            int down = firstBelow(bars, i, bars.close(i) * (1 - s));
            int end = Math.min(Math.min(up, down), i + 8);
            double want = end >= bars.size() ? MISSING : up == end && down != end ? 1.0 : 0.0;
            assertThat(labels[i]).as("row %s", i).isEqualTo(Double.valueOf(want));
        }
    }

    @Test
    void refusesDefinitionsOutOfRange() {
        assertThatThrownBy(() -> new HorizonDirection(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HorizonDirection(10_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CostAware(0, CostModel.FREE)).isInstanceOf(IllegalArgumentException.class);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> TripleBarrier.of(bad, 1, 20, 5)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TripleBarrier.of(1, bad, 20, 5)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> TripleBarrier.of(1, 1, 1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TripleBarrier.of(1, 1, 20, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TripleBarrier.of(0, 1, 20, 5)).hasMessageContaining("never happens");
    }

    private static int firstAbove(BarSeries bars, int row, double level) {
        return IntStream.range(row + 1, bars.size())
                .filter(j -> bars.high(j) >= level)
                .findFirst()
                .orElse(NEVER);
    }

    private static int firstBelow(BarSeries bars, int row, double level) {
        return IntStream.range(row + 1, bars.size())
                .filter(j -> bars.low(j) <= level)
                .findFirst()
                .orElse(NEVER);
    }

    private static double row2(LabelDefinition definition, Bar[] start, Bar... more) {
        List<Bar> bars = new ArrayList<>(List.of(start));
        bars.addAll(List.of(more));
        return Labels.of(BarSeries.of(BTC, M15, bars), definition).label(2);
    }

    private static BarSeries series(Bar... bars) {
        return BarSeries.of(BTC, M15, List.of(bars));
    }

    private static BarSeries withGaps(BarSeries bars, SplittableRandom random) {
        BarSeries.Builder kept = BarSeries.builder(BTC, M15);
        for (int i = 0; i < bars.size(); i++) {
            if (random.nextInt(25) > 0) {
                kept.add(bars.bar(i));
            }
        }
        return kept.build();
    }
}
