package io.levibot.examples.bench;

import io.levibot.engine.bar.BarSeries;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DoubleNumFactory;

/** The same bars for ta4j 0.19, which needs JDK 21. */
final class Ta4jSeries {
    private Ta4jSeries() {}

    static org.ta4j.core.BarSeries of(BarSeries bars) {
        BaseBarSeries series = new BaseBarSeriesBuilder()
                .withNumFactory(DoubleNumFactory.getInstance())
                .build();
        for (int bar = 0; bar < bars.size(); bar++) {
            series.barBuilder()
                    .timePeriod(BenchMarket.FIFTEEN_MINUTES.length())
                    .endTime(bars.closeTime(bar))
                    .openPrice(bars.open(bar))
                    .highPrice(bars.high(bar))
                    .lowPrice(bars.low(bar))
                    .closePrice(bars.close(bar))
                    .volume(bars.volume(bar))
                    .add();
        }
        return series;
    }
}
