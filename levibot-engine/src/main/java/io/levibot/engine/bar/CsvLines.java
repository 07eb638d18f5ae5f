package io.levibot.engine.bar;

import io.levibot.api.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Lines of a plain or gzipped ASCII table, one at a time. Memory is bounded by one line whatever the file holds. Every failure
 * is a {@link DataException} that names file and line.
 */
final class CsvLines implements AutoCloseable {
    static final int MAX_LINE_BYTES = 512;

    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};
    private static final int BUFFER = 1 << 16;
    private static final int END = -1;

    private final String component;
    private final String file;
    private final BufferedInputStream in;
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private int length;
    private long number;
    private boolean ended;
    private boolean lineFeedAtEnd;

    private CsvLines(String component, String file, BufferedInputStream in) {
        this.component = component;
        this.file = file;
        this.in = in;
    }

    static CsvLines open(String component, Path path) {
        String file = path.toString();
        if (Files.isDirectory(path)) {
            throw new DataException(component, file + " is a directory, not a file");
        }
        try {
            return over(component, file, Files.newInputStream(path));
        } catch (NoSuchFileException e) {
            throw new DataException(component, file + " does not exist", e);
        } catch (IOException e) {
            throw new DataException(component, file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Takes over the stream: closes it with itself, and at once if it cannot begin. */
    static CsvLines over(String component, String file, InputStream raw) {
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
        try {
            CsvLines lines = new CsvLines(component, file, unzipped(buffered));
            lines.skipByteOrderMark();
            return lines;
        } catch (IOException e) {
            DataException failure = unreadable(component, file, 1, e);
            try {
                raw.close();
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Moves to the next line; false at the end. */
    boolean next() {
        if (ended) {
            return false;
        }
        number++;
        length = 0;
        int b = read();
        if (b == END) {
            ended = true;
            return false;
        }
        while (b != '\n') {
            if (b == END) {
                ended = true;
                break;
            }
            append(b);
            b = read();
        }
        lineFeedAtEnd = b == '\n';
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        requireText();
        return true;
    }

    /** The line, without its end. */
    String line() {
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }

    /** Whether the last line that {@link #next} gave was closed by a line feed. */
    boolean lineFeedAtEnd() {
        return lineFeedAtEnd;
    }

    String file() {
        return file;
    }

    /** A failure at the current line. */
    DataException failure(String what) {
        return new DataException(component, file + " line " + number + ": " + what);
    }

    /** Requires that the first line is the header. */
    void requireHeader(String header) {
        if (!next()) {
            throw new DataException(component, file + " is empty: expected the header '" + header + "' and rows");
        }
        if (!line().equals(header)) {
            throw failure("expected the header '" + header + "', found '" + shortened(line()) + "'");
        }
    }

    /** Splits the current line into exactly {@code fields.length} parts. */
    void split(String[] fields) {
        String text = line();
        int count = 0;
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            if (count < fields.length) {
                fields[count] = text.substring(from, comma);
            }
            count++;
            from = comma + 1;
        }
        if (count < fields.length) {
            fields[count] = text.substring(from);
        }
        count++;
        if (count != fields.length) {
            throw failure(count + " columns instead of " + fields.length + " in '" + shortened(text) + "'");
        }
    }

    /** Reads a whole number of at most 18 digits, 0 or more. */
    long wholeNumber(String name, String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw failure(name + " '" + shortened(text) + "': allowed is a whole number of 1 to 18 digits");
        }
        return Long.parseLong(text);
    }

    /** Reads a finite decimal number; neither NaN nor infinity, nor a form that only Java knows. */
    double decimal(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                throw notDecimal(name, text);
            }
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw failure(name + " '" + shortened(text) + "' is infinite: allowed is a finite number");
            }
            return value;
        } catch (NumberFormatException e) {
            throw notDecimal(name, text);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new DataException(component, file + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private DataException notDecimal(String name, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("nan")) {
            return failure(name + " is NaN: allowed is a finite number; leave the bar out if it is unknown");
        }
        if (lower.endsWith("inf") || lower.endsWith("infinity")) {
            return failure(name + " '" + shortened(text) + "' is infinite: allowed is a finite number");
        }
        return failure(name + " '" + shortened(text) + "': allowed is a decimal number such as 16541.77 or 1e-7");
    }

    private void append(int b) {
        if (length == MAX_LINE_BYTES) {
            throw failure("longer than " + MAX_LINE_BYTES + " bytes; the file is not a table of this kind");
        }
        line[length++] = (byte) b;
    }

    private void requireText() {
        for (int i = 0; i < length; i++) {
            int b = line[i] & 0xff;
            if (b < ' ' || b > '~') {
                throw failure(String.format(
                        Locale.ROOT,
                        "byte 0x%02x at column %d is not plain text: the file is binary or damaged",
                        b,
                        i + 1));
            }
        }
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw unreadable(component, file, number, e);
        }
    }

    private void skipByteOrderMark() throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        for (int expected : BYTE_ORDER_MARK) {
            if (in.read() != expected) {
                in.reset();
                return;
            }
        }
    }

    private static BufferedInputStream unzipped(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_MAGIC_0 && in.read() == GZIP_MAGIC_1;
        in.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    private static DataException unreadable(String component, String file, long line, IOException e) {
        if (e instanceof EOFException) {
            return new DataException(
                    component, file + " line " + line + ": the gzip data end too early; fetch it again", e);
        }
        if (e instanceof ZipException) {
            return new DataException(
                    component, file + " line " + line + ": the gzip data are damaged: " + e.getMessage(), e);
        }
        return new DataException(component, file + " line " + line + ": cannot be read: " + e.getMessage(), e);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
