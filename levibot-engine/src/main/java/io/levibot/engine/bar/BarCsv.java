package io.levibot.engine.bar;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.engine.internal.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes bar files: {@value #HEADER}, epoch milliseconds UTC of the open time, ASCII, plain or gzipped (told apart
 * by content when reading, by the ending {@code .gz} when writing).
 *
 * <p>A file is read whole and checked before anybody sees a bar. Rows must lie on the interval's grid in strictly increasing
 * order; missing rows are allowed and show in {@link BarSeries#gaps}. The last line must end with a line feed, since a file that
 * was cut off inside its last number looks like a good one otherwise. Two rows or more of which no two are neighbours mean that
 * the file has another interval than was asked for, which is refused.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class BarCsv {
    /** First line of a bar file. */
    public static final String HEADER = "timestamp_ms,open,high,low,close,volume";

    /** Most rows that are read: 19 years of 30-second bars, about 1 GB of memory. */
    public static final int MAX_ROWS = 20_000_000;

    private static final String COMPONENT = "bar-csv";
    private static final String[] COLUMNS = HEADER.split(",", -1);
    /** A later time than any open time in milliseconds, but an earlier one than today's in microseconds. */
    private static final long LAST_MILLIS = 10_000_000_000_000L;

    private final Symbol symbol;
    private final BarInterval interval;
    private final Instant asOf;

    private BarCsv(Symbol symbol, BarInterval interval, Instant asOf) {
        this.symbol = symbol;
        this.interval = interval;
        this.asOf = asOf;
    }

    /**
     * @param symbol what the bars are of; the file does not say
     * @param interval the bars' length
     * @return a reader that takes every bar for closed
     */
    public static BarCsv of(Symbol symbol, BarInterval interval) {
        return new BarCsv(
                Objects.requireNonNull(symbol, "symbol"), Objects.requireNonNull(interval, "interval"), Instant.MAX);
    }

    /**
     * @param time when the file was made, or the present
     * @return a reader that refuses a bar which was still open then
     */
    public BarCsv asOf(Instant time) {
        return new BarCsv(symbol, interval, Objects.requireNonNull(time, "time"));
    }

    /**
     * @param file a bar file
     * @return its bars, at least one
     * @throws DataException if the file is missing, empty, cut off, binary, without header, of another interval, or has a row
     *     that is malformed, out of range, unsorted, repeated, off the grid or not yet closed; names file and line
     */
    public BarSeries read(Path file) {
        try (CsvLines lines = CsvLines.open(COMPONENT, file)) {
            return read(lines);
        }
    }

    /**
     * @param name what to call the data in messages
     * @param in plain or gzipped; closed at the end
     * @return the bars, at least one
     * @throws DataException as {@link #read(Path)}
     */
    public BarSeries read(String name, InputStream in) {
        try (CsvLines lines = CsvLines.over(COMPONENT, name, in)) {
            return read(lines);
        }
    }

    /**
     * Writes a bar file in one atomic step: a reader sees the old file or the whole new one.
     *
     * @param bars what to write; may be empty
     * @param file where; gzipped if the name ends with {@code .gz}
     * @throws DataException if the file cannot be written; an old file is then as it was
     */
    public static void write(BarSeries bars, Path file) {
        try {
            AtomicFiles.write(file, bytes(bars, file.toString().endsWith(".gz")));
        } catch (IOException e) {
            throw new DataException(COMPONENT, file + " cannot be written: " + AtomicFiles.reason(e), e);
        }
    }

    /**
     * Writes plain lines.
     *
     * @param bars what to write; may be empty
     * @param out receives the lines; flushed, not closed
     * @throws IOException if the stream fails
     */
    public static void write(BarSeries bars, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out);
        StringBuilder line = new StringBuilder(128);
        buffered.write((HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < bars.size(); i++) {
            line.setLength(0);
            line.append(bars.openMillis(i)).append(',');
            line.append(text(bars.open(i))).append(',');
            line.append(text(bars.high(i))).append(',');
            line.append(text(bars.low(i))).append(',');
            line.append(text(bars.close(i))).append(',');
            line.append(text(bars.volume(i))).append('\n');
            buffered.write(line.toString().getBytes(StandardCharsets.US_ASCII));
        }
        buffered.flush();
    }

    /** Shortest digits that read back the same; unlike {@code Double.toString}, the same on every JDK. */
    private static String text(double value) {
        return NumberOutput.toString(value, true);
    }

    private static byte[] bytes(BarSeries bars, boolean gzip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * (bars.size() + 1));
        if (!gzip) {
            write(bars, bytes);
            return bytes.toByteArray();
        }
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            write(bars, zipped);
        }
        return bytes.toByteArray();
    }

    private BarSeries read(CsvLines lines) {
        lines.requireHeader(HEADER);
        BarSeries.Builder bars = BarSeries.builder(symbol, interval);
        String[] fields = new String[COLUMNS.length];
        long smallestStep = Long.MAX_VALUE;
        long previous = BarOrder.NONE;
        while (lines.next()) {
            if (bars.size() == MAX_ROWS) {
                throw lines.failure("more than " + MAX_ROWS + " rows: split the file");
            }
            lines.split(fields);
            Bar bar = bar(lines, fields);
            String problem = bars.problem(bar);
            if (problem != null) {
                throw lines.failure(
                        "the bar " + problem + "; rows must be sorted, unique and on the " + interval + " grid");
            }
            bars.add(bar);
            long open = bar.openTime().toEpochMilli();
            smallestStep = previous == BarOrder.NONE ? smallestStep : Math.min(smallestStep, open - previous);
            previous = open;
        }
        requireWhole(lines, bars, smallestStep);
        return bars.build();
    }

    private Bar bar(CsvLines lines, String[] fields) {
        long millis = lines.wholeNumber(COLUMNS[0], fields[0]);
        if (millis >= LAST_MILLIS) {
            throw lines.failure(COLUMNS[0] + " " + millis + " is not a time in milliseconds since 1970; microseconds?");
        }
        Instant open = Instant.ofEpochMilli(millis);
        Instant close = interval.closeOf(open);
        double[] values = new double[COLUMNS.length];
        for (int i = 1; i < COLUMNS.length; i++) {
            values[i] = lines.decimal(COLUMNS[i], fields[i]);
        }
        if (close.isAfter(asOf)) {
            throw lines.failure(
                    "the bar closes at " + close + ", after " + asOf + ": it is not closed yet; leave it out");
        }
        try {
            return new Bar(symbol, open, close, values[1], values[2], values[3], values[4], values[5]);
        } catch (IllegalArgumentException e) {
            throw lines.failure(String.valueOf(e.getMessage()));
        }
    }

    private void requireWhole(CsvLines lines, BarSeries.Builder bars, long smallestStep) {
        if (bars.size() == 0) {
            throw new DataException(COMPONENT, lines.file() + " has a header but no bars");
        }
        if (!lines.lineFeedAtEnd()) {
            throw new DataException(
                    COMPONENT,
                    lines.file()
                            + ": the last line has no line feed, so the file may be cut off; fetch it again, or end it");
        }
        if (bars.size() > 1 && smallestStep > interval.millis()) {
            throw new DataException(
                    COMPONENT,
                    lines.file() + " was read as " + interval + " bars, but its rows are never closer than "
                            + Duration.ofMillis(smallestStep) + ": give the interval of the file");
        }
    }
}
