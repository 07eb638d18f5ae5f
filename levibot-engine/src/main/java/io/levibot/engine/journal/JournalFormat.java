package io.levibot.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What every line of a journal has in common: {@code {"seq":N,"type":"…",…,"hash":"…"}}, UTF-8, ended by a line feed. The hash
 * is the SHA-256, in lower-case hex, of the hash before it followed by the line's bytes up to the comma before {@code
 * "hash"}. The first line follows {@link #GENESIS}. Doubles are printed by one fixed algorithm, the same on every JDK.
 *
 * <p>A journal may consist of several files, its segments. One that was full ends with a seal that says so; the next one begins
 * with a line of type {@link #CONTINUED} that names the head of the one before. One that ended with a clean close is followed by
 * one that begins with an opening, which names that head.
 */
final class JournalFormat {
    static final String GENESIS = "0".repeat(64);
    static final String SEAL = "seal";
    static final String CONTINUED = "continued";
    /** In a seal, if the journal goes on in another file. */
    static final String CONTINUES = "continues";
    /** In a first line: head of the file before. */
    static final String PREVIOUS_HEAD = "previous_head";

    static final int VERSION = 1;

    /** Longest line; a bar with its decision has under 2 KiB. */
    static final int MAX_LINE_BYTES = 1 << 20;

    static final byte[] HASH_FIELD = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    /** What follows the hash. */
    static final byte[] LINE_END = "\"}\n".getBytes(StandardCharsets.US_ASCII);

    private static final int HASH_CHARS = 64;

    /** Bytes after the hashed part of a line, without the line feed: the field's name, 64 digits, a quote and a brace. */
    static final int TAIL_BYTES = HASH_FIELD.length + HASH_CHARS + 2;

    private JournalFormat() {}

    /** Whether the text is a SHA-256 in lower-case hex. */
    static boolean isHash(String text) {
        return text.length() == HASH_CHARS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    static JsonFactory jsonFactory() {
        return JsonFactory.builder()
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxStringLength(1 << 16)
                        .maxDocumentLength(MAX_LINE_BYTES)
                        .build())
                .build();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String link(MessageDigest digest, String previous, byte[] line, int length) {
        digest.update(previous.getBytes(StandardCharsets.US_ASCII));
        digest.update(line, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the hash that a line states, or an empty string if it does not end as a line must. */
    static String statedHash(byte[] line, int length) {
        return statedHash(line, length, 1);
    }

    /** As above; the hashed part must have at least so many bytes. */
    static String statedHash(byte[] line, int length, int leastHashed) {
        int at = length - TAIL_BYTES;
        if (at < leastHashed || line[length - 1] != '}' || line[length - 2] != '"') {
            return "";
        }
        for (int i = 0; i < HASH_FIELD.length; i++) {
            if (line[at + i] != HASH_FIELD[i]) {
                return "";
            }
        }
        return new String(line, at + HASH_FIELD.length, HASH_CHARS, StandardCharsets.US_ASCII);
    }
}
