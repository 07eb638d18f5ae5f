package io.levibot.engine.bar;

import static io.levibot.engine.bar.TestBars.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TradeAggregatorTest {
    private static final BarInterval M1 = BarInterval.parse("1m");
    private static final long T0 = Instant.parse("2013-11-25T00:00:00Z").toEpochMilli();

    private final TradeAggregator trades = new TradeAggregator(BTC, M1);

    @Test
    void givesABarWhenALaterTradeShowsThatItClosed() {
        assertThat(trades.add(T0 + 5_000, 800, 1)).isNull();
        assertThat(trades.add(T0 + 6_000, 805, 2)).isNull();
        assertThat(trades.add(T0 + 59_999, 790, 0.5)).isNull();

        Bar first = trades.add(T0 + 180_000, 820, 1);

        assertThat(first).isEqualTo(bar(0, 800, 805, 790, 790, 3.5));
        assertThat(trades.closeAt(Instant.ofEpochMilli(T0 + 239_999))).isNull();
        assertThat(trades.closeAt(Instant.ofEpochMilli(T0 + 240_000))).isEqualTo(bar(3, 820, 820, 820, 820, 1));
        assertThat(trades.closeAt(Instant.ofEpochMilli(T0 + 300_000))).isNull();
    }

    @Test
    void dropsRepetitionsWithinOneInstantOnly() {
        trades.add(T0, 800, 1);
        trades.add(T0, 801, 1);
        trades.add(T0, 800, 1);
        trades.add(T0 + 1000, 800, 1);

        Bar bar = trades.closeAt(Instant.ofEpochMilli(T0 + 60_000));

        assertThat(bar).isEqualTo(bar(0, 800, 801, 800, 800, 3));
        assertThat(trades.trades()).isEqualTo(4);
        assertThat(trades.duplicates()).isEqualTo(1);
    }

    @Test
    void refusesTradesThatGoBackOrAreOutOfRange() {
        trades.add(T0, 800, 1);

        for (double bad : new double[] {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> trades.add(T0, bad, 1)).isInstanceOf(DataException.class);
        }
        for (double bad : new double[] {-1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> trades.add(T0, 1, bad)).isInstanceOf(DataException.class);
        }
        assertThatThrownBy(() -> trades.add(T0 - 1, 800, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be sorted");
        assertThat(trades.trades()).isEqualTo(1);
    }

    @Test
    void readsTheTradeFileFormat() {
        TradeCsv.Result result = read("timestamp,price,amount\n1385337600,800.01,0.1\n1385337600,800.01,0.1\n"
                + "1385337613,800.050000000000,0.278380490000\n1385337661,799,2\n1385337800,1,1");

        assertThat(result.trades()).isEqualTo(5);
        assertThat(result.duplicates()).isEqualTo(1);
        assertThat(result.bars().size()).isEqualTo(2);
        assertThat(result.bars().bar(0)).isEqualTo(bar(0, 800.01, 800.05, 800.01, 800.05, 0.1 + 0.27838049));
        assertThat(result.bars().bar(1)).isEqualTo(bar(1, 799, 799, 799, 799, 2));
    }

    @Test
    void refusesBadTradeFiles() {
        refuses("", "trades.csv is empty");
        refuses("price,amount\n", "line 1: expected the header");
        refuses("timestamp,price,amount\n1385337600000,1,1\n", "line 2", "milliseconds?");
        refuses("timestamp,price,amount\n1385337600,1,1\n1385337599,1,1\n", "line 3", "must be sorted");
        refuses("timestamp,price,amount\n1385337600,NaN,1\n", "line 2: price is NaN");
        refuses("timestamp,price,amount\n1385337600,-1,1\n", "line 2", "price -1.0");
        refuses("timestamp,price,amount\n1385337600,1,1\n1385337601,1,1\n", "no closed 1m bar");
    }

    @Property
    void keepsVolumeAndOrderOfAllDistinctTrades(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 50_000) Integer> steps) {
        TradeAggregator own = new TradeAggregator(BTC, M1);
        List<Bar> bars = new ArrayList<>();
        long time = T0;
        for (int i = 0; i < steps.size(); i++) {
            time += steps.get(i);
            Bar closed = own.add(time, 100 + i, 1 + i);
            if (closed != null) {
                bars.add(closed);
            }
        }
        Bar last = own.closeAt(Instant.ofEpochMilli(time + 60_000));
        assertThat(last).isNotNull();
        bars.add(last == null ? bars.get(0) : last);

        double n = steps.size();
        assertThat(BarSeries.of(BTC, M1, bars).size()).isEqualTo(bars.size());
        assertThat(bars.stream().mapToDouble(Bar::volume).sum()).isCloseTo(n * (n + 1) / 2, within(1e-9));
        assertThat(bars.get(0).open()).isEqualTo(100.0);
        assertThat(bars.get(bars.size() - 1).close()).isEqualTo(99 + n);
    }

    private static Bar bar(int index, double open, double high, double low, double close, double volume) {
        Instant openTime = Instant.ofEpochMilli(T0).plus(M1.length().multipliedBy(index));
        return new Bar(BTC, openTime, M1.closeOf(openTime), open, high, low, close, volume);
    }

    private static TradeCsv.Result read(String text) {
        return TradeCsv.of(BTC, M1)
                .read("trades.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void refuses(String text, String... messages) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class).hasMessageContainingAll(messages);
    }
}
