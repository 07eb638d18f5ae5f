package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a bar file can be bad, given to the main job: one clear line, exit 1, and the report before stays. */
final class BadBarFilesTest {
    private static final String HEADER = "timestamp_ms,open,high,low,close,volume\n";
    private static final long START = 1_704_067_200_000L;
    private static final long QUARTER = 900_000L;

    /** A bad file, and what the line must say of it. */
    private record Bad(byte[] content, String... says) {}

    @TempDir
    private Path directory;

    private static String row(int bar, String prices) {
        return START + bar * QUARTER + "," + prices + "\n";
    }

    private static String good(int bars) {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int bar = 0; bar < bars; bar++) {
            double open = 100.0 + bar % 7;
            double close = 100.0 + (bar + 1) % 7;
            rows.append(
                    row(bar, open + "," + Math.max(open, close) + "," + Math.min(open, close) + "," + close + ",1"));
        }
        return rows.toString();
    }

    private static Bad text(String content, String... says) {
        return new Bad(content.getBytes(StandardCharsets.UTF_8), says);
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Map<String, Bad> badFiles() {
        Map<String, Bad> files = new LinkedHashMap<>();
        byte[] whole = zipped(good(3000));
        files.put("empty", text("", "empty"));
        files.put("header only", text(HEADER, "no bars"));
        files.put("header-less", text(good(30).substring(HEADER.length()), "line 1", "timestamp_ms"));
        files.put("binary", new Bad(new byte[] {0, 1, 2, (byte) 0xff, 3}, "line 1"));
        files.put("truncated gzip", new Bad(Arrays.copyOf(whole, whole.length / 2), "gzip"));
        files.put("row cut off", text(good(30) + START, "line 32"));
        files.put("unsorted", text(good(30) + row(10, "1,1,1,1,1"), "line 32", "sorted"));
        files.put("duplicate", text(good(30) + row(29, "1,1,1,1,1"), "line 32"));
        files.put("off the grid", text(good(1) + (START + QUARTER + 1) + ",1,1,1,1,1\n", "line 3"));
        files.put("NaN", text(good(30) + row(30, "1,1,1,NaN,1"), "line 32", "close"));
        files.put("negative", text(good(30) + row(30, "1,1,-1,1,1"), "line 32", "low"));
        files.put("infinite", text(good(30) + row(30, "1,Infinity,1,1,1"), "line 32", "high"));
        files.put("high below low", text(good(30) + row(30, "2,1,3,2,1"), "line 32", "high"));
        files.put("other interval", text(HEADER + row(0, "1,1,1,1,1") + (START + 300_000) + ",1,1,1,1,1\n", "line 3"));
        files.put("too few", text(good(300), "usable rows"));
        files.put(
                "bar not closed yet", text(good(2) + 4_102_444_800_000L + ",1,1,1,1,1\n", "line 4", "not closed yet"));
        return files;
    }

    @TestFactory
    Stream<DynamicTest> oneClearLineAndNothingIsLost() {
        return badFiles().entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    Path file = Files.write(
                            directory.resolve("bars.csv"), bad.getValue().content());
                    Path out = directory.resolve("out " + bad.getKey());
                    Console failed = Console.run(
                            "quickstart", "--data", file.toString(), "--interval", "15m", "--out", out.toString());

                    assertThat(failed.exit()).as(failed.err()).isEqualTo(1);
                    assertThat(failed.err().strip())
                            .hasLineCount(1)
                            .startsWith("quickstart: ")
                            .contains(bad.getValue().says());
                    assertThat(failed.err()).doesNotContain("unexpected failure");
                    assertThat(out.resolve("report.json")).doesNotExist();
                }));
    }
}
