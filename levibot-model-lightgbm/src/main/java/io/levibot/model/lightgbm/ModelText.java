package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Walks over the lines of a model text without copying them, and makes the errors that say where it stands. Lines end with LF;
 * a CR before it is ignored. Not thread-safe.
 */
final class ModelText {
    /** Longest part of the input that a message repeats. */
    private static final int SHOWN = 40;

    private final byte[] bytes;
    private int line;
    private int start;
    private int end;
    private int next;
    private int tree = -1;

    ModelText(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Moves to the next line; false at the end of the text. */
    boolean advance() {
        if (next >= bytes.length) {
            start = end = bytes.length;
            return false;
        }
        line++;
        start = next;
        int i = start;
        while (i < bytes.length && bytes[i] != '\n') {
            i++;
        }
        next = Math.min(i + 1, bytes.length);
        end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
        return true;
    }

    /** Number of the current line, from 1. */
    int line() {
        return line;
    }

    /** Offset of the current line's first byte. */
    int start() {
        return start;
    }

    /** Offset after the current line's last byte, line end excluded. */
    int end() {
        return end;
    }

    boolean blank() {
        return start == end;
    }

    boolean startsWith(byte[] prefix) {
        return end - start >= prefix.length
                && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
    }

    boolean is(byte[] text) {
        return Arrays.equals(bytes, start, end, text, 0, text.length);
    }

    /** Offset of the current line's first '=', or its end if it has none. */
    int equalsSign() {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '=') {
                return i;
            }
        }
        return end;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Says in later messages that the lines belong to a tree; -1 for none. */
    void inTree(int index) {
        this.tree = index;
    }

    LightGbmFormatException refuse(Kind kind, String message) {
        return refuseAt(kind, line, message);
    }

    LightGbmFormatException refuseAt(Kind kind, int atLine, String message) {
        Objects.requireNonNull(message, "message");
        String where = "model text line " + atLine + (tree < 0 ? "" : ", tree " + tree);
        return new LightGbmFormatException(kind, where + ": " + message + "; nothing was loaded");
    }

    /** Part of the input as it may be shown in a message: short, printable ASCII. */
    String shown(int from, int to) {
        StringBuilder text = new StringBuilder("'");
        for (int i = from; i < Math.min(to, from + SHOWN); i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '?');
        }
        return text.append(to - from > SHOWN ? "...'" : "'").toString();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
