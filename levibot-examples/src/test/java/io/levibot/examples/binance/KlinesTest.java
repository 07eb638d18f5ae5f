package io.levibot.examples.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import io.levibot.examples.market.RandomWalk;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KlinesTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval M15 = BarInterval.parse("15m");
    private static final BarSeries BARS = RandomWalk.generate(BTC, M15, 2_500, 1);
    private static final Instant FIRST = BARS.openTime(0);
    private static final Instant END = BARS.closeTime(BARS.size() - 1);

    private final List<Duration> pauses = new ArrayList<>();
    private ExchangeDouble exchange;
    private Klines klines;

    @BeforeEach
    void start() throws IOException {
        exchange = new ExchangeDouble(BARS, END);
        klines = new Klines(exchange.url(), pauses::add);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void readsTheRowOfTheExchangesDocumentationWithADaysTimes() throws Exception {
        exchange.failNext(
                new ExchangeDouble.Failure(
                        200,
                        "",
                        "[[1499040000000,\"0.01634790\",\"0.80000000\",\"0.01575800\",\"0.01577100\",\"148976.11427815\","
                                + "1499126399999,\"2434.19055334\",308,\"1756.87402397\",\"28.46694368\",\"17928899.62484339\"]]"));
        Instant open = Instant.ofEpochMilli(1499040000000L);

        List<Bar> page = klines.page(BTC, BarInterval.parse("1d"), open, open.plus(Duration.ofDays(1)));

        assertThat(page)
                .containsExactly(new Bar(
                        BTC,
                        open,
                        Instant.ofEpochMilli(1499126400000L),
                        0.0163479,
                        0.8,
                        0.015758,
                        0.015771,
                        148976.11427815));
    }

    @Test
    void downloadsEveryPageOnceWithoutHolesOrRepeats() throws Exception {
        List<Long> progress = new ArrayList<>();

        BarSeries got = new KlineDownload(klines, BTC, M15)
                .backFrom(END, Duration.between(FIRST, END), progress::add)
                .bars();

        assertThat(got.size()).isEqualTo(2_500);
        assertThat(got.gaps().missingBars()).isZero();
        assertThat(got.bar(1_000)).isEqualTo(BARS.bar(1_000));
        assertThat(progress).containsExactly(1_000L, 2_000L, 2_500L);
        assertThat(exchange.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request).contains("limit=1000"));
    }

    @Test
    void aCandleThatIsStillOpenIsLeftOut() throws Exception {
        Instant insideTheLast = END.minusSeconds(1);

        KlineDownload.History history =
                new KlineDownload(klines, BTC, M15).backFrom(insideTheLast, Duration.ofHours(2), done -> {});

        assertThat(history.bars().closeTime(history.bars().size() - 1)).isEqualTo(END.minus(M15.length()));
        assertThat(history.endsEarly()).isFalse();
    }

    @Test
    void anOpenCandleThatTheExchangeSendsAllTheSameIsDropped() throws Exception {
        exchange.failNext(new ExchangeDouble.Failure(
                200, "", "[" + ExchangeDouble.row(BARS.bar(0)) + "," + ExchangeDouble.row(BARS.bar(1)) + "]"));

        assertThat(klines.page(BTC, M15, FIRST, BARS.closeTime(0))).containsExactly(BARS.bar(0));
    }

    @Test
    void aHoleInTheExchangesHistoryIsCountedNotFilled() throws Exception {
        exchange.remove(1_500);
        exchange.remove(1_500);

        BarSeries got = new KlineDownload(klines, BTC, M15)
                .backFrom(END, Duration.between(FIRST, END), done -> {})
                .bars();

        assertThat(got.size()).isEqualTo(2_498);
        assertThat(got.gaps().gaps()).isEqualTo(1);
        assertThat(got.gaps().missingBars()).isEqualTo(2);
    }

    @Test
    void saysWhenTheHistoryBeginsLateOrEndsEarly() throws Exception {
        KlineDownload.History late = new KlineDownload(klines, BTC, M15)
                .backFrom(FIRST.plus(Duration.ofDays(1)), Duration.ofDays(2), done -> {});
        KlineDownload.History early = new KlineDownload(klines, BTC, M15)
                .backFrom(END.plus(Duration.ofDays(1)), Duration.ofDays(2), done -> {});

        assertThat(late.beginsLate()).isTrue();
        assertThat(late.endsEarly()).isFalse();
        assertThat(early.beginsLate()).isFalse();
        assertThat(early.endsEarly()).isTrue();
    }

    @Test
    void triesAgainWhatMayPassAndWaitsAsLongAsItIsAskedTo() throws Exception {
        exchange.failNext(new ExchangeDouble.Failure(503, "", ""));
        exchange.failNext(new ExchangeDouble.Failure(429, "7", "{\"code\":-1003,\"msg\":\"Too many requests.\"}"));

        assertThat(klines.page(BTC, M15, FIRST, BARS.closeTime(0))).hasSize(1);
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(7));
    }

    @Test
    void givesUpAfterFiveAttempts() {
        for (int i = 0; i < 6; i++) {
            exchange.failNext(new ExchangeDouble.Failure(500, "", "oops"));
        }

        assertThatThrownBy(() -> klines.serverTime())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("failed 5 times: status 500, oops");
        assertThat(exchange.requests()).hasSize(5);
        assertThat(pauses).hasSize(4);
    }

    @Test
    void doesNotRepeatARequestThatTheExchangeRefuses() {
        exchange.failNext(new ExchangeDouble.Failure(400, "", "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));

        assertThatThrownBy(() -> klines.page(BTC, M15, FIRST, END))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Invalid symbol.");
        assertThat(exchange.requests()).hasSize(1);
    }

    @Test
    void doesNotWaitForHoursWhenItIsBanned() {
        exchange.failNext(new ExchangeDouble.Failure(429, "7200", ""));

        assertThatThrownBy(() -> klines.serverTime())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("asks to wait 7200 s");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aClosedPortIsAFailureThatNamesTheAddress() {
        URI gone = exchange.url();
        exchange.close();

        assertThatThrownBy(() -> new Klines(gone, pauses::add).serverTime())
                .isInstanceOf(DataException.class)
                .hasMessageContaining(gone + "/api/v3/time", "failed 5 times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "[[]]",
                "[[1704067200000,\"1\",\"1\",\"1\",\"1\",\"1\"]]",
                "[[1704067200000,1,1,1,1,1,1704068099999,\"0\",0,\"0\",\"0\",\"0\"]]",
                "[[1704067200000,\"1\",\"1\",\"1\",\"NaN\",\"1\",1704068099999,\"0\",0,\"0\",\"0\",\"0\"]]",
                "[[1704067200000,\"1\",\"1\",\"2\",\"1\",\"1\",1704068099999,\"0\",0,\"0\",\"0\",\"0\"]]",
                "[[1704067200000,\"1\",\"1\",\"1\",\"-1\",\"1\",1704068099999,\"0\",0,\"0\",\"0\",\"0\"]]",
                "[[1704067200000,\"1\",\"1\",\"1\",\"1\",\"1\",1704070799999,\"0\",0,\"0\",\"0\",\"0\"]]",
                "[[1704067200001,\"1\",\"1\",\"1\",\"1\",\"1\",1704068100000,\"0\",0,\"0\",\"0\",\"0\"]]",
                "[[1704067200000,\"1\",\"1\",\"1\",\"1\",\"1\",1704068099999,\"0\",0,\"0\",\"0\",\"0\",\"0\"]]",
                "[[1704067200000,\"1\",\"1\",\"1\",\"1\",\"1\",1704068099999,\"0\",0,\"0\",\"0\",\"0\"]",
            })
    void anAnswerThatIsNoRowOfCandlesIsRefused(String body) {
        exchange.failNext(new ExchangeDouble.Failure(200, "", body));

        assertThatThrownBy(() -> klines.page(BTC, M15, FIRST, END))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("binance: the exchange's answer is not usable");
    }

    @Test
    void candlesOutOfOrderAreRefused() {
        exchange.failNext(new ExchangeDouble.Failure(
                200, "", "[" + ExchangeDouble.row(BARS.bar(1)) + "," + ExchangeDouble.row(BARS.bar(0)) + "]"));

        assertThatThrownBy(() -> klines.page(BTC, M15, FIRST, END))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("out of order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "http:///nohost", "file:/etc", "http://x?y=1"})
    void anAddressThatIsNoWebAddressIsRefused(String url) {
        assertThatThrownBy(() -> new Klines(URI.create(url), pauses::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed are http and https");
    }
}
