package io.levibot.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.DataException;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.label.Labels;
import io.levibot.engine.label.TripleBarrier;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockPlanTest {
    private final BarSeries bars = TestBars.randomWalk(1_010, 4);
    private final Labels labels = Labels.of(bars, new HorizonDirection(3));

    /** Worked by hand: 1000 usable rows from row 10 on, cuts at 510, 710, 860; a label of 3 rows that ends on the cut stays. */
    @Test
    void cutsPurgesAndEmbargoes() {
        Blocks blocks = BlockPlan.DEFAULT.withEmbargoRows(5).split(bars, labels, 10);

        assertThat(blocks.train().rows()).isEqualTo(new IndexRange(10, 508));
        assertThat(blocks.calibrate().rows()).isEqualTo(new IndexRange(515, 708));
        assertThat(blocks.tune().rows()).isEqualTo(new IndexRange(715, 858));
        assertThat(blocks.test().rows()).isEqualTo(new IndexRange(865, 1010));
        assertThat(blocks.train().purgedRows()).isEqualTo(2);
        assertThat(blocks.purgedRows()).isEqualTo(6);
        assertThat(blocks.embargoRows()).isEqualTo(5);
    }

    @Test
    void saysWhichTimesItsRowsCover() {
        Block.Train train = BlockPlan.DEFAULT.split(bars, labels, 10).train();

        assertThat(train.from()).isEqualTo(bars.openTime(10));
        assertThat(train.until()).isEqualTo(bars.closeTime(507));
        assertThat(train.of(bars).size()).isEqualTo(498);
        assertThat(train.of(bars).openTime(0)).isEqualTo(train.from());
        assertThat(train).hasToString("Train[[10, 508), 2024-01-01T02:30:00Z .. 2024-01-06T07:00:00Z, 2 purged]");
    }

    @Property(tries = 100)
    void lookForNoAnswerInALaterBlock(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int horizon,
            @ForAll @IntRange(max = 30) int embargo) {
        BarSeries market = TestBars.randomWalk(900, seed);
        for (LabelDefinition definition : List.of(new HorizonDirection(horizon), TripleBarrier.of(2, 2, 20, horizon))) {
            Labels known = Labels.of(market, definition);
            Blocks blocks =
                    BlockPlan.DEFAULT.withEmbargoRows(embargo).withMinRows(1).split(market, known, 20);
            List<Block> order = List.of(blocks.train(), blocks.calibrate(), blocks.tune(), blocks.test());
            for (int k = 0; k < 3; k++) {
                IndexRange earlier = order.get(k).rows();
                IndexRange later = order.get(k + 1).rows();
                assertThat(later.from() - earlier.to() - order.get(k).purgedRows())
                        .isEqualTo(embargo);
                for (int row = earlier.from(); row < earlier.to(); row++) {
                    assertThat(known.endIndex(row)).isLessThanOrEqualTo(later.from() - embargo);
                }
            }
            assertThat(blocks.test().rows().to()).isEqualTo(900);
        }
    }

    @Test
    void refusesTooFewRowsWithOneClearMessage() {
        BarSeries few = bars.slice(0, 300);
        Labels fewLabels = Labels.of(few, new HorizonDirection(3));

        assertThatThrownBy(() -> BlockPlan.DEFAULT.split(few, fewLabels, 100))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("the calibrate block is left with 18 of 200 usable rows", "at least 50");
        assertThatThrownBy(() -> BlockPlan.DEFAULT.split(few, fewLabels, 5_000))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train block is left with 0 of 0");
        assertThatThrownBy(() ->
                        BlockPlan.DEFAULT.withEmbargoRows(Integer.MAX_VALUE).split(few, fewLabels, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("calibrate block is left with 0");
        assertThatThrownBy(() -> BlockPlan.DEFAULT.split(bars, Labels.of(bars, new HorizonDirection(900)), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train block is left with 0");
    }

    @Test
    void refusesPlansAndArgumentsOutOfRange() {
        assertThatThrownBy(() -> new BlockPlan(0.5, 0.5, 0.1, -0.1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockPlan(0.5, 0.2, 0.2, 0.2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockPlan(Double.NaN, 0.2, 0.2, 0.2, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPlan.DEFAULT.withEmbargoRows(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPlan.DEFAULT.withMinRows(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPlan.DEFAULT.split(bars, labels, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPlan.DEFAULT.split(bars.slice(0, 9), labels, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotBePutTogetherInAnotherOrder() {
        Blocks early =
                BlockPlan.DEFAULT.split(bars.slice(0, 505), Labels.of(bars.slice(0, 505), new HorizonDirection(1)), 0);
        Blocks late = BlockPlan.DEFAULT.split(bars, labels, 0);

        assertThatThrownBy(() -> new Blocks(late.train(), early.calibrate(), late.tune(), late.test(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not come after");
    }
}
