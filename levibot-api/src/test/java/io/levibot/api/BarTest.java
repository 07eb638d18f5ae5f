package io.levibot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final Instant OPEN = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant CLOSE = Instant.parse("2024-01-01T00:15:00Z");

    @Test
    void acceptsAFlatBarWithoutVolume() {
        assertThatCode(() -> new Bar(BTC, OPEN, CLOSE, 100, 100, 100, 100, 0.0)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 2, 1, 1, 0, open NaN",
        "1, Infinity, 1, 1, 0, high Infinity",
        "1, 2, 0, 1, 0, low 0.0",
        "1, 2, 1, -1, 0, close -1.0",
        "1, 2, 1, 1, NaN, volume NaN",
        "1, 2, 1, 1, -1, volume -1.0",
        "1, 2, 1, 1, Infinity, volume Infinity",
        "3, 2, 1, 1, 0, do not enclose",
        "1, 2, 1.5, 1.7, 0, do not enclose",
        "1, 2, 1, 3, 0, do not enclose",
        "1, 1, 2, 1, 0, do not enclose"
    })
    void refusesValuesThatNoMarketCouldHaveShown(
            double open, double high, double low, double close, double volume, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bar(BTC, OPEN, CLOSE, open, high, low, close, volume))
                .withMessageContaining(message)
                .withMessageContaining("BTCUSDT")
                .withMessageContaining("2024-01-01T00:00:00Z");
    }

    @Test
    void refusesABarThatEndsBeforeItBegan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bar(BTC, OPEN, OPEN, 1, 1, 1, 1, 0))
                .withMessageContaining("not after the open time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "btcusdt",
                "BTC/USDT",
                "BTC USDT",
                "-BTC",
                "BTC.",
                "../X",
                "BTC\nX",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"
            })
    void refusesSymbolsThatAreUnsafeInATagOrFileName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Symbol.of(name)).withMessageContaining("allowed are");
    }

    @Test
    void showsAHostileSymbolShortAndWithoutControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Symbol.of("\u001b[2J" + "x".repeat(10_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\u001b"));
    }

    @Test
    void ordersSymbolsByName() {
        assertThat(Symbol.of("BNBUSDT")).isLessThan(Symbol.of("BTCUSDT"));
    }

    @ParameterizedTest
    @CsvSource({"30s, 30", "15m, 900", "4h, 14400", "1d, 86400", "7d, 604800", "90s, 90"})
    void readsIntervals(String text, long seconds) {
        assertThat(BarInterval.parse(text).length()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "m", "015m", "-1m", "1.5h", "15M", "1w", "8d", "0s", "1000000s", "15m "})
    void refusesTextThatIsNoInterval(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarInterval.parse(text))
                .withMessageContaining("bar interval");
    }

    @Property
    void printsWhatItReads(@ForAll @IntRange(min = 1, max = 604_800) int seconds) {
        BarInterval interval = new BarInterval(Duration.ofSeconds(seconds));

        assertThat(BarInterval.parse(interval.toString())).isEqualTo(interval);
    }

    @Test
    void countsTheBarsOfAYear() {
        // 365 days x 24 hours x 4 quarters.
        assertThat(BarInterval.parse("15m").barsPerYear()).isEqualTo(35_040.0);
    }

    @Test
    void knowsItsGrid() {
        BarInterval quarter = BarInterval.parse("15m");

        assertThat(quarter.isAligned(OPEN)).isTrue();
        assertThat(quarter.isAligned(OPEN.plusSeconds(1))).isFalse();
        assertThat(quarter.isAligned(OPEN.plusNanos(1))).isFalse();
        assertThat(quarter.isAligned(Instant.ofEpochSecond(-900))).isTrue();
        assertThat(quarter.closeOf(OPEN)).isEqualTo(CLOSE);
        assertThat(quarter.millis()).isEqualTo(900_000L);
    }
}
