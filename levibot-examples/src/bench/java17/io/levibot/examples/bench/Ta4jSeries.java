package io.levibot.examples.bench;

import io.levibot.engine.bar.BarSeries;
import java.time.ZoneOffset;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DoubleNum;

/** The same bars for ta4j 0.17, the newest that runs on JDK 17. */
final class Ta4jSeries {
    private Ta4jSeries() {}

    static org.ta4j.core.BarSeries of(BarSeries bars) {
        BaseBarSeries series =
                new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();
        for (int bar = 0; bar < bars.size(); bar++) {
            series.addBar(
                    BenchMarket.FIFTEEN_MINUTES.length(),
                    bars.closeTime(bar).atZone(ZoneOffset.UTC),
                    bars.open(bar),
                    bars.high(bar),
                    bars.low(bar),
                    bars.close(bar),
                    bars.volume(bar));
        }
        return series;
    }
}
