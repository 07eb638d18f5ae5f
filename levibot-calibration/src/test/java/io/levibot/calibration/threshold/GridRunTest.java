package io.levibot.calibration.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class GridRunTest {

    @Example
    void handWorkedTradeWithCosts() {
        // Decided at bar 0's close of 100 with an equity of 1: half of it is 0.005 units. Bought at 110 x 1.01 plus 1 %
        // fee,
        // sold at bar 3's open of 120 x 0.99 less 1 % fee.
        TuningSet set = TuningSet.builder(
                        new double[] {0.9, 0.5, 0.1, 0.5},
                        new double[] {100, 110, 115, 120},
                        new double[] {100, 112, 118, 90})
                .costs(new CostModel(100, 60, 40))
                .exposure(0.5)
                .build();
        PointFigures run = trade(set, 1, 0.6, 0.4);
        double paid = 0.005 * 110 * 1.01 * 1.01;
        double got = 0.005 * 120 * 0.99 * 0.99;
        double[] returns = new double[3];
        run.returnsInto(0, returns);

        assertThat(run.trades(0)).isEqualTo(1);
        assertThat(run.totalReturn(0)).isCloseTo(got - paid, within(1e-15));
        assertThat(returns[0]).isCloseTo(0.005 * 112 - paid, within(1e-15));
        assertThat(returns[1]).isCloseTo((1 - paid + 0.005 * 118) / (1 - paid + 0.005 * 112) - 1, within(1e-15));
        // Down from the close at 118; on the first bar the costs were more than made good.
        assertThat(run.maxDrawdown(0)).isCloseTo((0.005 * 118 - got) / (1 - paid + 0.005 * 118), within(1e-15));
    }

    @Example
    void entersAgainAtTheCloseOfTheBarAtWhoseOpenItLeft() {
        double[] flat = {100, 100, 100, 100, 100, 100};
        TuningSet set = TuningSet.builder(new double[] {0.9, 0.1, 0.9, 0.1, 0.5, 0.5}, flat, flat)
                .costs(CostModel.FREE)
                .build();
        PointFigures run = trade(set, 1, 0.6, 0.4);

        assertThat(run.trades(0)).isEqualTo(2);
    }

    @Example
    void anEntryDecidedAtTheLastCloseIsNeverFilled() {
        double[] flat = {100, 100, 100};
        TuningSet set =
                TuningSet.builder(new double[] {0.1, 0.1, 0.9}, flat, flat).build();
        PointFigures run = trade(set, 1, 0.6, 0.4);

        assertThat(run.trades(0)).isZero();
        assertThat(run.sharpe(0)).isNaN();
    }

    @Example
    void aRuinedBookTradesNoMore() {
        // The open is three times the close at which the entry was sized, so that it was paid for with borrowed money.
        TuningSet set = TuningSet.builder(
                        new double[] {0.9, 0.1, 0.9, 0.1, 0.9, 0.5, 0.5},
                        new double[] {100, 300, 100, 100, 100, 100, 100},
                        new double[] {100, 100, 100, 100, 100, 150, 150})
                .costs(CostModel.FREE)
                .build();
        PointFigures run = trade(set, 1, 0.6, 0.4);

        assertThat(run.trades(0)).isEqualTo(1);
        assertThat(run.totalReturn(0)).isEqualTo(-2.0);
        assertThat(run.maxDrawdown(0)).isEqualTo(2.0);
    }

    @Example
    void seesAFallThatIsDeeperByALastBit() {
        int bars = 40;
        double[] p = new double[bars];
        double[] price = new double[bars];
        Arrays.setAll(p, i -> i % 4 == 0 ? 0.9 : 0.1);
        Arrays.setAll(price, i -> 90 - i * 0x1p-44);
        price[0] = 100;
        TuningSet set = TuningSet.builder(p, price, price).costs(CostModel.FREE).build();
        PointFigures run = trade(set, 1, 0.6, 0.4);
        PlainSweep plain = new PlainSweep(set, 1, 0.6, 0.4);

        assertThat(run.trades(0)).isEqualTo(10);
        assertThat(run.maxDrawdown(0)).isEqualTo(plain.maxDrawdown);
    }

    @Example
    void aFallIsMeasuredFromThePriceOfAnExitToo() {
        // The exit at 120 is the peak, though no close is above 100; the next trade loses a tenth of it.
        TuningSet set = TuningSet.builder(
                        new double[] {0.9, 0.1, 0.9, 0.1, 0.5, 0.5},
                        new double[] {100, 100, 120, 100, 90, 90},
                        new double[] {100, 100, 100, 95, 95, 95})
                .costs(CostModel.FREE)
                .build();
        PointFigures run = trade(set, 1, 0.6, 0.4);

        assertThat(run.totalReturn(0)).isCloseTo(0.08, within(1e-15));
        assertThat(run.maxDrawdown(0)).isCloseTo(0.1, within(1e-15));
    }

    @Property(tries = 300)
    void everyBitOfEveryPointIsThatOfThePlainLoop(
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 400) int bars,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double edge,
            @ForAll @DoubleRange(min = 0, max = 0.5) double abstaining,
            @ForAll @DoubleRange(min = 0, max = 0.1) double maxWidth,
            @ForAll @IntRange(min = 0, max = 2) int dear) {
        CostModel costs = new CostModel(dear * 100, dear, dear);
        TuningSet set = withGaps(SweepMarkets.market(bars, edge, abstaining, costs, seed), seed);
        SplittableRandom random = new SplittableRandom(seed);
        double middle = 0.45 + 0.1 * random.nextDouble();
        double[] entries = levels(middle, 0.6, random);
        double[] exits = levels(0.4, middle, random);
        PointFigures run = GridRun.trade(SweepBars.of(set, maxWidth), entries, exits);
        double[] returns = new double[bars - 1];
        for (int point = 0; point < entries.length * exits.length; point++) {
            PlainSweep plain =
                    new PlainSweep(set, maxWidth, entries[point / exits.length], exits[point % exits.length]);
            run.returnsInto(point, returns);

            assertThat(returns).isEqualTo(plain.returns);
            assertThat(run.trades(point)).isEqualTo(plain.trades);
            assertThat(run.totalReturn(point)).isEqualTo(plain.equity - 1.0);
            assertThat(run.maxDrawdown(point)).isEqualTo(plain.maxDrawdown);
            assertThat(run.sharpe(point)).isEqualTo(Double.valueOf(plain.sharpe()));
        }
    }

    /** The same bars, opening anywhere within a few closes: an exit may be a trade's best or worst moment. */
    private static TuningSet withGaps(TuningSet set, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        double[] open = set.open();
        Arrays.setAll(open, i -> open[i] * (0.99 + 0.02 * random.nextDouble()));
        return TuningSet.builder(set.probability(), open, set.close())
                .interval(set.lower(), set.upper())
                .costs(set.costs())
                .exposure(set.exposure())
                .build();
    }

    /** One to six levels, ascending, some of them equal. */
    private static double[] levels(double from, double to, SplittableRandom random) {
        double[] levels = new double[1 + random.nextInt(6)];
        Arrays.setAll(levels, i -> from + (to - from) * random.nextInt(9) / 8.0);
        Arrays.sort(levels);
        return levels;
    }

    private static PointFigures trade(TuningSet set, double maxWidth, double entry, double exit) {
        return GridRun.trade(SweepBars.of(set, maxWidth), new double[] {entry}, new double[] {exit});
    }
}
