package io.levibot.calibration.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PointRunTest {

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
        PointRun run = new PointRun(set, 1);
        run.trade(0.6, 0.4);
        double paid = 0.005 * 110 * 1.01 * 1.01;
        double got = 0.005 * 120 * 0.99 * 0.99;
        double[] returns = new double[3];
        run.returnsInto(returns);

        assertThat(run.trades()).isEqualTo(1);
        assertThat(run.totalReturn()).isCloseTo(got - paid, within(1e-15));
        assertThat(returns[0]).isCloseTo(0.005 * 112 - paid, within(1e-15));
        assertThat(returns[1]).isCloseTo((1 - paid + 0.005 * 118) / (1 - paid + 0.005 * 112) - 1, within(1e-15));
        // Down from the close at 118; on the first bar the costs were more than made good.
        assertThat(run.maxDrawdown()).isCloseTo((0.005 * 118 - got) / (1 - paid + 0.005 * 118), within(1e-15));
    }

    @Example
    void entersAgainAtTheCloseOfTheBarAtWhoseOpenItLeft() {
        double[] flat = {100, 100, 100, 100, 100, 100};
        TuningSet set = TuningSet.builder(new double[] {0.9, 0.1, 0.9, 0.1, 0.5, 0.5}, flat, flat)
                .costs(CostModel.FREE)
                .build();
        PointRun run = new PointRun(set, 1);
        run.trade(0.6, 0.4);

        assertThat(run.trades()).isEqualTo(2);
    }

    @Example
    void anEntryDecidedAtTheLastCloseIsNeverFilled() {
        double[] flat = {100, 100, 100};
        TuningSet set =
                TuningSet.builder(new double[] {0.1, 0.1, 0.9}, flat, flat).build();
        PointRun run = new PointRun(set, 1);
        run.trade(0.6, 0.4);

        assertThat(run.trades()).isZero();
        assertThat(run.sharpe()).isNaN();
    }

    @Property(tries = 200)
    void everyBitIsThatOfThePlainLoop(
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 400) int bars,
            @ForAll @DoubleRange(min = 0.4, max = 0.6) double entry,
            @ForAll @DoubleRange(min = 0.4, max = 0.6) double exit,
            @ForAll @DoubleRange(min = 0, max = 0.5) double abstaining,
            @ForAll @DoubleRange(min = 0, max = 0.1) double maxWidth) {
        TuningSet set = SweepMarkets.market(bars, 0.2, abstaining, CostModel.DEFAULT, seed);
        PointRun run = new PointRun(set, maxWidth);
        // A run that was used before and its twin: nothing of the earlier run may be left.
        run.trade(0.5, 0.5);
        for (PointRun each : new PointRun[] {run, run.twin()}) {
            each.trade(Math.max(entry, exit), Math.min(entry, exit));
            PlainSweep plain = new PlainSweep(set, maxWidth, Math.max(entry, exit), Math.min(entry, exit));
            double[] returns = new double[bars - 1];
            each.returnsInto(returns);

            assertThat(returns).isEqualTo(plain.returns);
            assertThat(each.trades()).isEqualTo(plain.trades);
            assertThat(each.totalReturn()).isEqualTo(plain.equity - 1.0);
            assertThat(each.maxDrawdown()).isEqualTo(plain.maxDrawdown);
            assertThat(each.sharpe()).isEqualTo(Double.valueOf(plain.sharpe()));
        }
    }
}
