package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarCsv;
import io.levibot.engine.bar.BarSeries;
import io.levibot.examples.binance.ExchangeDouble;
import io.levibot.examples.market.RandomWalk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval M15 = BarInterval.parse("15m");
    private static final BarSeries BARS = RandomWalk.generate(BTC, M15, 3_000, 7);
    private static final Instant END = BARS.closeTime(BARS.size() - 1);

    @TempDir
    Path dir;

    private static Console ingest(ExchangeDouble exchange, Instant ourTime, String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "--base-url";
        args[1] = exchange.url().toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return Console.runWith(new IngestCommand(InstantSource.fixed(ourTime), time -> {}), args);
    }

    @Test
    void writesThirtyDaysThatReadBackAsTheyWereServed() throws Exception {
        Path out = dir.resolve("btc.csv.gz");
        try (ExchangeDouble exchange = new ExchangeDouble(BARS, END)) {
            Console done = ingest(exchange, END, "--out", out.toString());

            assertThat(done.err()).isEmpty();
            assertThat(done.exit()).isZero();
            assertThat(done.out()).contains("2880 bars of BTCUSDT (15m)", "no gaps", END.toString());
        }
        BarSeries read = BarCsv.of(BTC, M15).read(out);
        assertThat(read.size()).isEqualTo(2_880);
        assertThat(read.bar(2_879)).isEqualTo(BARS.bar(2_999));
    }

    @Test
    void aClockThatRunsAheadMakesNoOpenCandleFinal() throws Exception {
        Path out = dir.resolve("btc.csv");
        try (ExchangeDouble exchange = new ExchangeDouble(BARS, END.minusSeconds(5))) {
            ingest(exchange, END.plus(Duration.ofHours(1)), "--days", "1", "--out", out.toString());
        }
        BarSeries read = BarCsv.of(BTC, M15).read(out);
        assertThat(read.closeTime(read.size() - 1)).isEqualTo(END.minus(M15.length()));
    }

    @Test
    void aFailureHalfwayLeavesTheOldFileAsItWas() throws Exception {
        Path out = dir.resolve("btc.csv");
        Files.writeString(out, "old");
        try (ExchangeDouble exchange = new ExchangeDouble(BARS, END)) {
            exchange.failNext(new ExchangeDouble.Failure(200, "", "{\"serverTime\":" + END.toEpochMilli() + "}"));
            exchange.failNext(new ExchangeDouble.Failure(200, "", "[" + ExchangeDouble.row(BARS.bar(200)) + "]"));
            exchange.failNext(new ExchangeDouble.Failure(418, "", "{\"msg\":\"banned\"}"));

            Console failed = ingest(exchange, END, "--out", out.toString());

            assertThat(failed.exit()).isEqualTo(1);
            assertThat(failed.err())
                    .startsWith("ingest: binance: GET ")
                    .contains("banned")
                    .hasLineCount(1);
        }
        assertThat(out).hasContent("old");
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(out);
        }
    }

    @Test
    void optionsThatMakeNoSenseAreBadUsage() throws Exception {
        try (ExchangeDouble exchange = new ExchangeDouble(BARS, END)) {
            assertThat(ingest(exchange, END).exit()).isEqualTo(2);
            assertThat(ingest(exchange, END, "--out", "x", "--days", "0").exit())
                    .isEqualTo(2);
            assertThat(ingest(exchange, END, "--out", "x", "--interval", "7m").err())
                    .contains("no candles of 7m", "15m");
            assertThat(ingest(exchange, END, "--out", "x", "--base-url", "file:/x")
                            .exit())
                    .isEqualTo(2);
            assertThat(exchange.requests()).isEmpty();
        }
    }

    @Test
    void notesWhatTheExchangeDoesNotHave() throws Exception {
        try (ExchangeDouble exchange = new ExchangeDouble(BARS, END.plus(Duration.ofDays(2)))) {
            Console done = ingest(
                    exchange,
                    END.plus(Duration.ofDays(2)),
                    "--days",
                    "60",
                    "--out",
                    dir.resolve("x.csv").toString());

            assertThat(done.exit()).isZero();
            assertThat(done.err()).contains("no candles of BTCUSDT before " + BARS.openTime(0), "after " + END);
        }
    }
}
