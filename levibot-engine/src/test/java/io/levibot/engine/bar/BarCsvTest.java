package io.levibot.engine.bar;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarCsvTest {
    private static final String HEADER = "timestamp_ms,open,high,low,close,volume\n";
    private static final String ROW_0 = "1704067200000,42.5,43,41.25,42,1000\n";
    private static final String ROW_1 = "1704068100000,42,42,42,42,0\n";
    private static final String ROW_4 = "1704070800000,42,42,42,42,1e-3\n";

    @Test
    void readsRowsAndReportsGaps() {
        BarSeries bars = read(HEADER + ROW_0 + ROW_1 + ROW_4);

        assertThat(bars.size()).isEqualTo(3);
        assertThat(bars.bar(0)).isEqualTo(TestBars.bar(0, 42.5, 43, 41.25, 42, 1000));
        assertThat(bars.bar(2)).isEqualTo(TestBars.bar(4, 42, 42, 42, 42, 0.001));
        assertThat(bars.gaps()).hasToString("1 gap, 2 bars missing (after 2024-01-01T00:15:00Z: 2)");
    }

    @Test
    void readsWindowsLineEndsAndByteOrderMark() {
        String text = (HEADER + ROW_0 + ROW_1).replace("\n", "\r\n");

        assertThat(read("\u00ef\u00bb\u00bf" + text).size()).isEqualTo(2);
    }

    @Test
    void tellsGzipByContent(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("bars.csv"), gzip(HEADER + ROW_0));

        assertThat(BarCsv.of(BTC, M15).read(file).size()).isEqualTo(1);
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                bad("1704068100000,NaN,43,41,42,1\n", "line 3: open is NaN"),
                bad("1704068100000,42,nan,41,42,1\n", "line 3: high is NaN"),
                bad("1704068100000,42,43,-Infinity,42,1\n", "line 3: low '-Infinity' is infinite"),
                bad("1704068100000,42,43,41,1e999,1\n", "line 3: close '1e999' is infinite"),
                bad("1704068100000,42,43,41,42,-1\n", "line 3: bar of BTCUSDT", "volume -1.0"),
                bad("1704068100000,-42,43,41,42,1\n", "line 3", "open -42.0", "above 0"),
                bad("1704068100000,0,43,0,42,1\n", "line 3", "open 0.0", "above 0"),
                bad("1704068100000,42,41,43,42,1\n", "line 3", "high 41.0 and low 43.0"),
                bad("1704068100000,42,43,42.5,42,1\n", "line 3", "do not enclose"),
                bad("1704068100000,42,43,41,42\n", "line 3: 5 columns instead of 6"),
                bad("1704068100000,42,43,41,42,1,7\n", "line 3: 7 columns instead of 6"),
                bad("1704068100000,42,43,41,42,\n", "line 3: volume ''"),
                bad("1704068100000,42,0x1p3,41,42,1\n", "line 3: high '0x1p3'"),
                bad("1704068100000,4.2.1,43,41,42,1\n", "line 3: open '4.2.1'"),
                bad("2024-01-01T00:15:00Z,42,43,41,42,1\n", "line 3: timestamp_ms '2024-01-01T00:15:00Z'"),
                bad("-1704068100000,42,43,41,42,1\n", "line 3: timestamp_ms '-1704068100000'"),
                bad("1704068100000000,42,43,41,42,1\n", "line 3", "microseconds?"),
                bad(ROW_0, "line 3: the bar repeats the open time 2024-01-01T00:00:00Z"),
                bad("1704066300000,42,43,41,42,1\n", "line 3", "before the bar ahead of it"),
                bad("1704067500000,42,43,41,42,1\n", "line 3", "off the 15m grid", "PT5M after"),
                bad("\n" + ROW_1, "line 3: 1 columns"),
                bad("\u0000\u0001\u0002\n", "line 3: byte 0x00 at column 1 is not plain text"),
                bad("1".repeat(600) + "\n", "line 3: longer than 512 bytes"));
    }

    private static Arguments bad(String row, String... messages) {
        return Arguments.of(row, List.of(messages));
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void refusesBadRowWithFileAndLine(String row, List<String> messages) {
        assertThatThrownBy(() -> read(HEADER + ROW_0 + row))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("bar-csv: test.csv line 3: ")
                .hasMessageContainingAll(messages.toArray(String[]::new));
    }

    @Test
    void refusesWhatIsNoBarFile(@TempDir Path folder) throws IOException {
        refuses(() -> BarCsv.of(BTC, M15).read(folder.resolve("none.csv")), "none.csv does not exist");
        refuses(() -> BarCsv.of(BTC, M15).read(folder), "is a directory");
        refuses(() -> read(""), "test.csv is empty");
        refuses(() -> read(HEADER), "header but no bars");
        refuses(() -> read(ROW_0 + ROW_1), "line 1: expected the header 'timestamp_ms,", "found '1704067200000,");
        refuses(() -> read("\u007fELF\u0002\u0001\n"), "line 1: byte 0x7f");
        refuses(() -> read("no line feed at all ".repeat(1000)), "line 1: longer than 512 bytes");
    }

    @Test
    void refusesFileThatWasCutOff() throws IOException {
        String whole = HEADER + ROW_0 + ROW_1 + ROW_4;
        byte[] zipped = gzip(whole);

        refuses(() -> read(whole.substring(0, whole.length() - 1)), "no line feed", "cut off");
        refuses(() -> read(whole.substring(0, whole.length() - 7)), "columns");
        for (int cut = 3; cut < zipped.length; cut++) {
            byte[] part = Arrays.copyOf(zipped, cut);
            refuses(() -> BarCsv.of(BTC, M15).read("cut.csv.gz", new ByteArrayInputStream(part)), "cut.csv.gz line");
        }
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        byte[] zipped = gzip(HEADER + ROW_0 + ROW_1);
        zipped[zipped.length - 6] ^= 1;

        refuses(() -> BarCsv.of(BTC, M15).read("bad.gz", new ByteArrayInputStream(zipped)), "gzip data are damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30m", "1h", "1d"})
    void refusesFileOfFinerInterval(String interval) {
        refuses(() -> read(interval, HEADER + ROW_0 + ROW_1), "off the " + interval + " grid", "PT15M after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "5m"})
    void refusesFileOfCoarserInterval(String interval) {
        refuses(() -> read(interval, HEADER + ROW_0 + ROW_1 + ROW_4), "as " + interval + " bars", "closer than PT15M");
    }

    @Test
    void refusesBarThatWasNotClosedYet() {
        Instant closeOfRow1 = Instant.parse("2024-01-01T00:30:00Z");
        BarCsv reader = BarCsv.of(BTC, M15);

        assertThat(read(reader.asOf(closeOfRow1), HEADER + ROW_0 + ROW_1).size())
                .isEqualTo(2);
        refuses(
                () -> read(reader.asOf(closeOfRow1.minusMillis(1)), HEADER + ROW_0 + ROW_1),
                "line 3: the bar closes at 2024-01-01T00:30:00Z",
                "not closed yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bars.csv", "bars.csv.gz"})
    void writesWhatItReads(String name, @TempDir Path folder) throws IOException {
        BarSeries bars = TestBars.randomWalk(300, 7);
        Path file = folder.resolve(name);

        BarCsv.write(TestBars.closes(1.0), file);
        BarCsv.write(bars, file);
        BarSeries again = BarCsv.of(BTC, M15).read(file);

        assertThat(barsOf(again)).isEqualTo(barsOf(bars));
        assertThat(Files.readAllBytes(file)[0] == 0x1f).isEqualTo(name.endsWith(".gz"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void writesTheDocumentedForm() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        BarCsv.write(read(HEADER + ROW_0), out);

        assertThat(out.toString(StandardCharsets.US_ASCII))
                .isEqualTo(HEADER + "1704067200000,42.5,43.0,41.25,42.0,1000.0\n");
    }

    @Test
    void saysWhenAFileCannotBeWritten(@TempDir Path folder) {
        refuses(() -> BarCsv.write(TestBars.closes(1.0), folder.resolve("no/such/bars.csv")), "cannot be written");
    }

    private static List<Object> barsOf(BarSeries bars) {
        return IntStream.range(0, bars.size()).mapToObj(bars::bar).collect(Collectors.toList());
    }

    private static BarSeries read(String text) {
        return read("15m", text);
    }

    private static BarSeries read(String interval, String text) {
        return read(BarCsv.of(BTC, BarInterval.parse(interval)), text);
    }

    private static BarSeries read(BarCsv reader, String text) {
        return reader.read("test.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void refuses(ThrowingCallable call, String... messages) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessageContainingAll(messages);
    }
}
