package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The value part of one {@code key=value} line, read as numbers. Stricter than LightGBM, which takes the readable head of a
 * damaged number: here a number must end where its token ends, and a list must have exactly the length asked for.
 */
final class NumberLine {
    /** Longest token that can be a number; LightGBM writes at most 24 characters. */
    private static final int MAX_TOKEN = 64;

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final ModelText text;
    private final String key;
    private final int line;
    private final int start;
    private final int end;
    private int at;
    private int tokenStart;

    NumberLine(ModelText text, String key, int line, int start, int end) {
        this.text = text;
        this.key = key;
        this.line = line;
        this.start = start;
        this.at = start;
        this.end = end;
    }

    /** Length of the value in bytes: no list of more numbers than half of it can be there. */
    int length() {
        return end - at;
    }

    int line() {
        return line;
    }

    String key() {
        return key;
    }

    /** The same line, unread. */
    NumberLine copy() {
        return new NumberLine(text, key, line, start, end);
    }

    /** The whole value as text. */
    String text() {
        return text.text(start, end);
    }

    /** The whole value as a message may show it. */
    String shown() {
        return text.shown(start, end);
    }

    /** The value split at blanks. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        while (nextToken()) {
            words.add(text.text(tokenStart, at));
        }
        return words;
    }

    /** Reads a line of exactly one whole number in the range. */
    int single(int min, int max) {
        return ints(1, min, max)[0];
    }

    /** Reads exactly {@code count} whole numbers in the range. */
    int[] ints(int count, int min, int max) {
        checkRoom(count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = (int) whole(i, count, min, max);
        }
        checkDone(count);
        return values;
    }

    /** Reads exactly {@code count} unsigned 32-bit numbers. */
    int[] unsignedInts(int count) {
        checkRoom(count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = (int) whole(i, count, 0, 0xFFFF_FFFFL);
        }
        checkDone(count);
        return values;
    }

    /** Reads exactly {@code count} correctly rounded doubles; infinities pass, NaN is refused. */
    double[] doubles(int count) {
        checkRoom(count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            if (!nextToken()) {
                throw tooFew(i, count);
            }
            values[i] = decimal();
        }
        checkDone(count);
        return values;
    }

    /** Number of tokens left, without moving. */
    int countTokens() {
        int before = at;
        int count = 0;
        while (nextToken()) {
            count++;
        }
        at = before;
        return count;
    }

    private void checkRoom(int count) {
        // A number and its separator take two bytes: a larger claim cannot be true and gets no memory.
        if (count > (length() + 1) / 2) {
            throw tooFew(countTokens(), count);
        }
    }

    private void checkDone(int count) {
        if (nextToken()) {
            throw refuse(Kind.INCONSISTENT, "has more than " + count + " numbers, exactly " + count + " belong there");
        }
    }

    private LightGbmFormatException tooFew(int found, int count) {
        return refuse(
                Kind.INCONSISTENT,
                "has " + found + " numbers, exactly " + count + " belong there: the file is cut off or was edited");
    }

    LightGbmFormatException refuse(Kind kind, String message) {
        return text.refuseAt(kind, line, key + " " + message);
    }

    /** Moves to the next token: from {@code tokenStart} to {@code at}. */
    private boolean nextToken() {
        byte[] bytes = text.bytes();
        int i = at;
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        tokenStart = i;
        while (i < end && bytes[i] != ' ' && bytes[i] != '\t') {
            i++;
        }
        at = i;
        return tokenStart < at;
    }

    private long whole(int index, int count, long min, long max) {
        if (!nextToken()) {
            throw tooFew(index, count);
        }
        byte[] bytes = text.bytes();
        boolean negative = bytes[tokenStart] == '-';
        int i = negative ? tokenStart + 1 : tokenStart;
        if (i == at || at - i > 10) {
            throw notANumber("a whole number from " + min + " to " + max);
        }
        long value = 0;
        for (; i < at; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw notANumber("a whole number from " + min + " to " + max);
            }
            value = value * 10 + digit;
        }
        value = negative ? -value : value;
        if (value < min || value > max) {
            throw notANumber("a whole number from " + min + " to " + max);
        }
        return value;
    }

    private LightGbmFormatException notANumber(String allowed) {
        return refuse(Kind.MALFORMED, "has " + text.shown(tokenStart, at) + "; allowed is " + allowed);
    }

    private double decimal() {
        byte[] bytes = text.bytes();
        int i = tokenStart;
        boolean negative = bytes[i] == '-';
        if (negative || bytes[i] == '+') {
            i++;
        }
        int first = i;
        long digits = 0;
        int digitCount = 0;
        int scale = 0;
        while (i < at && digit(bytes[i])) {
            digits = digits * 10 + (bytes[i++] - '0');
            digitCount++;
        }
        if (i < at && bytes[i] == '.') {
            i++;
            while (i < at && digit(bytes[i])) {
                digits = digits * 10 + (bytes[i++] - '0');
                digitCount++;
                scale++;
            }
        }
        // Up to 15 digits and a power of ten up to 22 are both exact, so one division is correctly rounded (Clinger
        // 1990).
        if (i == at && digitCount > 0 && digitCount <= 15) {
            double value = digits / EXACT_POWERS[scale];
            return negative ? -value : value;
        }
        return slowDecimal(first, digitCount, i);
    }

    private double slowDecimal(int first, int digitCount, int stop) {
        byte[] bytes = text.bytes();
        int i = stop;
        if (digitCount > 0 && i < at && (bytes[i] == 'e' || bytes[i] == 'E')) {
            i++;
            if (i < at && (bytes[i] == '-' || bytes[i] == '+')) {
                i++;
            }
            int exponent = i;
            while (i < at && digit(bytes[i])) {
                i++;
            }
            if (exponent == i) {
                throw notANumber("a decimal number");
            }
        }
        if (digitCount > 0 && i == at && at - tokenStart <= MAX_TOKEN) {
            return Double.parseDouble(token(tokenStart));
        }
        if (at - first == 3 && token(first).equalsIgnoreCase("inf")) {
            return bytes[tokenStart] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw notANumber("a decimal number");
    }

    private String token(int from) {
        return new String(text.bytes(), from, at - from, StandardCharsets.US_ASCII);
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
