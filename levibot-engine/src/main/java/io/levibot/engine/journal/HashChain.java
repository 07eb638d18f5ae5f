package io.levibot.engine.journal;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The hashes of a journal under construction, as hex digits in buffers of its own. A link counts only once it is accepted, so
 * that a line that could not be written leaves the chain where it was. Not thread-safe.
 */
final class HashChain {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest = JournalFormat.sha256();
    private final byte[] raw = new byte[digest.getDigestLength()];
    private byte[] head;
    private byte[] next = new byte[2 * raw.length];

    /**
     * @param head hash of the line before, 64 lower-case hex digits
     */
    HashChain(String head) {
        this.head = head.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the hash of the last line that was accepted. */
    String head() {
        return new String(head, StandardCharsets.US_ASCII);
    }

    /** Hashes what comes before the hash of a line; see {@link JournalFormat}. */
    void link(byte[] line, int length) {
        digest.update(head);
        digest.update(line, 0, length);
        try {
            digest.digest(raw, 0, raw.length);
        } catch (DigestException e) {
            throw new IllegalStateException("the buffer has the digest's length", e);
        }
        for (int i = 0; i < raw.length; i++) {
            next[2 * i] = HEX[raw[i] >> 4 & 0xF];
            next[2 * i + 1] = HEX[raw[i] & 0xF];
        }
    }

    /** Returns the digits of the newest link; valid until the next one. */
    byte[] next() {
        return next;
    }

    /** Goes on from the newest link. */
    void accept() {
        byte[] old = head;
        head = next;
        next = old;
    }
}
