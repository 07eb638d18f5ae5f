package io.levibot.engine.journal;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * One JSON object under construction, as UTF-8 bytes in a buffer that is used again for the next one. Written here rather than by a
 * library because a journal line is written for every bar before its order may leave: this allocates nothing for what a line
 * mostly consists of, where a generator allocates about ten kilobytes a bar.
 *
 * <p>The text is that of Jackson's generator with its fast writer of doubles, which the tests hold it to: the same escapes, and a
 * double as the shortest decimal that reads back as the same bits, alike on every JDK; characters beyond the basic plane as UTF-8.
 * Only a lone surrogate, which has no UTF-8, differs: it becomes U+FFFD instead of an exception, since a message from outside
 * must not stop the journal.
 *
 * <p>Not thread-safe.
 */
final class JsonLine {
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIN_LONG = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 20;
    private static final int MOST_ASCII_ESCAPE = 6;
    private static final int ASCII_END = 0x80;
    private static final int TWO_BYTES_END = 0x800;
    private static final int REPLACEMENT = 0xFFFD;

    /** Doubles from here on to the next bound are printed here; those below and above by the library. */
    private static final double PLAIN_FROM = 1e-2;

    private static final double PLAIN_BELOW = 1e7;

    private static final int SIGNIFICAND_BITS = 52;
    private static final long HIDDEN_BIT = 1L << SIGNIFICAND_BITS;
    private static final int EXPONENT_BIAS = 1075;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int DATE_BYTES = 10;
    private static final long FIRST_SECOND =
            LocalDate.of(0, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final long END_SECOND =
            LocalDate.of(10_000, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

    private byte[] buffer;
    private int length;
    private boolean comma;
    private final byte[] date = new byte[DATE_BYTES];
    private long dateDay = Long.MIN_VALUE;

    JsonLine(int capacity) {
        buffer = new byte[capacity];
    }

    /** Begins anew. */
    void reset() {
        length = 0;
        comma = false;
    }

    int length() {
        return length;
    }

    /** Returns the buffer itself; what counts of it ends at {@link #length}. */
    byte[] bytes() {
        return buffer;
    }

    /** Takes the last byte back. */
    void dropLast() {
        length--;
    }

    /** Adds bytes as they are, without a separator. */
    void append(byte[] ascii) {
        ensure(ascii.length);
        System.arraycopy(ascii, 0, buffer, length, ascii.length);
        length += ascii.length;
    }

    void writeStartObject() {
        separate();
        put('{');
        comma = false;
    }

    void writeEndObject() {
        put('}');
        comma = true;
    }

    void writeEndArray() {
        put(']');
        comma = true;
    }

    void writeObjectFieldStart(String name) {
        name(name);
        put('{');
        comma = false;
    }

    void writeArrayFieldStart(String name) {
        name(name);
        put('[');
        comma = false;
    }

    void writeStringField(String name, String value) {
        name(name);
        quoted(value);
        comma = true;
    }

    void writeString(String value) {
        separate();
        quoted(value);
        comma = true;
    }

    void writeNumberField(String name, long value) {
        name(name);
        whole(value);
        comma = true;
    }

    /** A number that is not finite is written as a string, as JSON has none. */
    void writeNumberField(String name, double value) {
        name(name);
        number(value);
        comma = true;
    }

    void writeBooleanField(String name, boolean value) {
        name(name);
        ascii(String.valueOf(value));
        comma = true;
    }

    /** Writes a time as {@link Instant#toString} has it. */
    void writeInstantField(String name, Instant value) {
        long seconds = value.getEpochSecond();
        if (seconds < FIRST_SECOND || seconds >= END_SECOND) {
            writeStringField(name, value.toString());
            return;
        }
        name(name);
        put('"');
        instant(seconds, value.getNano());
        put('"');
        comma = true;
    }

    private void name(String name) {
        separate();
        quoted(name);
        put(':');
    }

    private void separate() {
        if (comma) {
            put(',');
        }
    }

    private void put(int ascii) {
        ensure(1);
        buffer[length++] = (byte) ascii;
    }

    private void ascii(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            buffer[length++] = (byte) text.charAt(i);
        }
    }

    private void quoted(String text) {
        put('"');
        ensure(MOST_ASCII_ESCAPE * text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c >= ' ' && c < ASCII_END && c != '"' && c != '\\') {
                buffer[length++] = (byte) c;
                at++;
            } else if (c < ASCII_END) {
                escaped(c);
                at++;
            } else {
                int point = text.codePointAt(at);
                encoded(point);
                at += Character.charCount(point);
            }
        }
        put('"');
    }

    private void escaped(char c) {
        buffer[length++] = '\\';
        switch (c) {
            case '"', '\\' -> buffer[length++] = (byte) c;
            case '\b' -> buffer[length++] = 'b';
            case '\t' -> buffer[length++] = 't';
            case '\n' -> buffer[length++] = 'n';
            case '\f' -> buffer[length++] = 'f';
            case '\r' -> buffer[length++] = 'r';
            default -> {
                buffer[length++] = 'u';
                buffer[length++] = '0';
                buffer[length++] = '0';
                buffer[length++] = DIGITS[c >> 4];
                buffer[length++] = DIGITS[c & 0xF];
            }
        }
    }

    /** UTF-8 of a code point from U+0080 on; at most three bytes for each of its UTF-16 units. */
    private void encoded(int codePoint) {
        int point =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? REPLACEMENT : codePoint;
        if (point < TWO_BYTES_END) {
            buffer[length++] = (byte) (0xC0 | (point >> 6));
        } else if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            buffer[length++] = (byte) (0xE0 | (point >> 12));
            continuation(point >> 6);
        } else {
            buffer[length++] = (byte) (0xF0 | (point >> 18));
            continuation(point >> 12);
            continuation(point >> 6);
        }
        continuation(point);
    }

    private void continuation(int bits) {
        buffer[length++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void whole(long value) {
        if (value == Long.MIN_VALUE) {
            append(MIN_LONG);
            return;
        }
        if (value < 0) {
            put('-');
        }
        ensure(LONGEST_NUMBER);
        digits(Math.abs(value), countDigits(Math.abs(value)));
    }

    private static int countDigits(long value) {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        return count;
    }

    /** Writes exactly so many digits, with leading zeros. */
    private void digits(long value, int count) {
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void number(double value) {
        if (!Double.isFinite(value)) {
            quoted(NumberOutput.toString(value, true));
            return;
        }
        double size = Math.abs(value);
        if (size < PLAIN_FROM || size >= PLAIN_BELOW) {
            ascii(NumberOutput.toString(value, true));
            return;
        }
        if (value < 0.0) {
            put('-');
        }
        shortest(size);
    }

    /**
     * Writes the shortest decimal that reads back as the double, and of several the nearest. In exact arithmetic: with v = c x
     * 2^-s, the decimals with k fraction digits around v are the whole numbers around 4c x 10^k / 2^(s+2), a product that has
     * less than 128 bits in the range that comes here. One reads back as v if it is at most half a unit of c away, which is
     * 2 x 10^k in that scale; half as much below a power of two; exactly half only if c is even, as reading rounds to even.
     */
    private void shortest(double size) {
        long bits = Double.doubleToRawLongBits(size);
        long significand = (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT;
        int shift = EXPONENT_BIAS + 2 - (int) (bits >>> SIGNIFICAND_BITS);
        boolean even = (significand & 1) == 0;
        long scaled = significand << 2;
        long power = 1;
        for (int k = 1; ; k++) {
            power *= 10;
            long low = scaled * power;
            long below = (Math.multiplyHigh(scaled, power) << (Long.SIZE - shift)) | (low >>> shift);
            long down = low & ((1L << shift) - 1);
            long up = (1L << shift) - down;
            boolean reachesDown = reaches(down, significand == HIDDEN_BIT ? power : 2 * power, even);
            boolean reachesUp = reaches(up, 2 * power, even);
            if (reachesDown || reachesUp) {
                boolean nearer = down < up || (down == up && (below & 1) == 0);
                plain(reachesDown && (nearer || !reachesUp) ? below : below + 1, power, k);
                return;
            }
        }
    }

    private static boolean reaches(long distance, long half, boolean even) {
        return distance < half || (even && distance == half);
    }

    private void plain(long units, long power, int fractionDigits) {
        ensure(2 * LONGEST_NUMBER);
        long integer = units / power;
        digits(integer, countDigits(integer));
        put('.');
        digits(units % power, fractionDigits);
    }

    private void instant(long epochSecond, int nano) {
        long day = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
        int second = Math.floorMod(epochSecond, SECONDS_PER_DAY);
        if (day != dateDay) {
            byte[] text = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, date, 0, DATE_BYTES);
            dateDay = day;
        }
        append(date);
        ensure(LONGEST_NUMBER);
        put('T');
        digits(second / SECONDS_PER_HOUR, 2);
        put(':');
        digits(second % SECONDS_PER_HOUR / SECONDS_PER_MINUTE, 2);
        put(':');
        digits(second % SECONDS_PER_MINUTE, 2);
        if (nano != 0) {
            put('.');
            fractionOfSecond(nano);
        }
        put('Z');
    }

    private void fractionOfSecond(int nano) {
        if (nano % NANOS_PER_MILLI == 0) {
            digits(nano / NANOS_PER_MILLI, 3);
        } else if (nano % NANOS_PER_MICRO == 0) {
            digits(nano / NANOS_PER_MICRO, 6);
        } else {
            digits(nano, 9);
        }
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
