package io.levibot.engine.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import org.junit.jupiter.api.Test;

/** Reads real files beside the repository; skipped, with a message, where they are absent. */
class RealBarFilesTest {
    private static final Symbol SYMBOL = Symbol.of("BTCUSDT");

    @Test
    void readsAYearOfBarsWithItsOutage() {
        BarSeries bars = read("ohlcv/binance-spot-BTCUSDT-15m-2023.csv.gz", "15m");

        assertThat(bars.size()).isEqualTo(34_994);
        assertThat(bars.gaps()).hasToString("1 gap, 5 bars missing (after 2023-03-24T12:30:00Z: 5)");
        assertThat(refusedBy(bars)).isZero();
    }

    @Test
    void readsNineYearsWithGaps() {
        BarSeries bars = read("ohlcv/coinbase-spot-ETHUSD-4h-2016to2025.csv.gz", "4h");

        assertThat(bars.size()).isEqualTo(20_675);
        assertThat(bars.gaps().gaps()).isEqualTo(9);
        assertThat(bars.gaps().missingBars()).isEqualTo(26);
        assertThat(refusedBy(bars)).isEqualTo(1);
    }

    @Test
    void refusesARealFileOfAnotherInterval() {
        SharedData.require("ohlcv/binance-spot-BTCUSDT-1h-2023.csv.gz"); // a skip must not be taken for the refusal
        assertThatThrownBy(() -> read("ohlcv/binance-spot-BTCUSDT-1h-2023.csv.gz", "15m"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("never closer than PT1H");
        assertThatThrownBy(() -> read("ohlcv/binance-spot-BTCUSDT-5m-2023.csv.gz", "15m"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 3: the bar opens at 2023-01-01T00:05:00Z, off the 15m grid");
    }

    @Test
    void refusesRealFilesOfOtherForms() {
        SharedData.require("raw/Coinbase_BTCUSD_1h.csv.gz"); // a skip must not be taken for the refusal
        assertThatThrownBy(() -> read("raw/Coinbase_BTCUSD_1h.csv.gz", "1h"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 1: expected the header");
        assertThatThrownBy(() -> read("raw/SOLUSDT_15m_openclose_ms.csv", "15m"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 1: expected the header");
        assertThatThrownBy(() -> read("raw/Binance-ETH-USD-PT5M-20230313_20230315.json", "5m"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 1: ");
    }

    private static BarSeries read(String file, String interval) {
        return BarCsv.of(SYMBOL, BarInterval.parse(interval)).read(SharedData.require(file));
    }

    private static long refusedBy(BarSeries bars) {
        BarGuard guard = new BarGuard(SYMBOL, bars.interval());
        long refused = 0;
        for (int i = 0; i < bars.size(); i++) {
            refused += guard.check(bars.bar(i)).accepted() ? 0 : 1;
        }
        return refused;
    }
}
