package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One of the two slots of a latch file, {@value #BYTES} bytes, big-endian:
 *
 * <pre>
 * offset  size  content
 *      0     8  magic and format version
 *      8     8  sequence number, 1 and up; the slot with the higher one counts
 *     16     4  state code
 *     20     4  ordinal of what happens to open positions
 *     24     8  since, epoch seconds
 *     32     4  since, nanoseconds
 *     36     4  number of texts: source, reason, later reasons
 *     40     …  texts, each a 4-byte length and UTF-8; then zeros
 *   2044     4  CRC-32C of everything before
 * </pre>
 */
final class LatchSlot {
    static final int BYTES = 2048;

    private static final long MAGIC = 0x4c_45_56_49_4c_41_54_01L; // "LEVILAT", version 1
    private static final int CRC_AT = BYTES - Integer.BYTES;
    private static final int STATE_AT = 16;
    private static final int TEXTS_AT = 36;
    private static final int MAX_LATER = 8;
    private static final int MAX_SOURCE = 96;
    private static final int MAX_REASON = 600;
    private static final int MAX_LATER_BYTES = 120;

    private LatchSlot() {}

    /** What checking a slot needs; used again, so that asking the latch for its state makes no garbage. */
    static final class Scratch {
        private final byte[] content = new byte[CRC_AT];
        private final CRC32C crc = new CRC32C();
    }

    /** Returns the slot's sequence number, or -1 if its content is not intact. Moves no position of the file's buffer. */
    static long sequence(ByteBuffer file, int slot, Scratch scratch) {
        int at = slot * BYTES;
        if (file.getLong(at) != MAGIC) {
            return -1;
        }
        file.get(at, scratch.content);
        CRC32C crc = scratch.crc;
        crc.reset();
        crc.update(scratch.content, 0, CRC_AT);
        int state = file.getInt(at + STATE_AT);
        boolean intact = (int) crc.getValue() == file.getInt(at + CRC_AT) && state >= 0 && state <= 2;
        return intact ? Math.max(-1, file.getLong(at + Long.BYTES)) : -1;
    }

    static KillState state(ByteBuffer file, int slot) {
        return switch (file.getInt(slot * BYTES + STATE_AT)) {
            case 0 -> KillState.ARMED;
            case 1 -> KillState.REDUCE_ONLY;
            default -> KillState.HALTED;
        };
    }

    /** Decodes an intact slot; null if its texts make no sense after all. */
    static @Nullable LatchStatus decode(ByteBuffer file, int slot) {
        int at = slot * BYTES;
        KillState state = state(file, slot);
        int onTrip = file.getInt(at + STATE_AT + 4);
        long seconds = file.getLong(at + 24);
        int nanos = file.getInt(at + 32);
        int count = file.getInt(at + TEXTS_AT);
        if (onTrip < 0 || onTrip >= KillVerdict.OnTrip.values().length || count < 2 || count > 2 + MAX_LATER) {
            return null;
        }
        List<String> texts = new ArrayList<>(count);
        int next = at + TEXTS_AT + 4;
        for (int i = 0; i < count; i++) {
            int length = file.getInt(next);
            if (length < 0 || next + Integer.BYTES + length > at + CRC_AT) {
                return null;
            }
            byte[] bytes = new byte[length];
            file.duplicate().position(next + Integer.BYTES).get(bytes);
            texts.add(new String(bytes, StandardCharsets.UTF_8));
            next += Integer.BYTES + length;
        }
        return new LatchStatus(
                        state,
                        Instant.ofEpochSecond(seconds, nanos),
                        texts.get(0),
                        texts.get(1),
                        KillVerdict.OnTrip.values()[onTrip],
                        texts.subList(2, count),
                        "",
                        "")
                .stamped(file.getLong(at + Long.BYTES), "");
    }

    static byte[] encode(LatchStatus status, long sequence) {
        ByteBuffer slot = ByteBuffer.allocate(BYTES);
        slot.putLong(MAGIC).putLong(sequence);
        slot.putInt(status.state().code()).putInt(status.onTrip().ordinal());
        slot.putLong(status.since().getEpochSecond()).putInt(status.since().getNano());
        List<String> later = status.laterReasons();
        int kept = Math.min(later.size(), MAX_LATER);
        slot.putInt(2 + kept);
        putText(slot, status.source(), MAX_SOURCE);
        putText(slot, status.reason(), MAX_REASON);
        for (int i = 0; i < kept; i++) {
            putText(slot, later.get(i), MAX_LATER_BYTES);
        }
        CRC32C crc = new CRC32C();
        crc.update(slot.array(), 0, CRC_AT);
        slot.putInt(CRC_AT, (int) crc.getValue());
        return slot.array();
    }

    private static void putText(ByteBuffer slot, String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, maxBytes);
        while (length < bytes.length && length > 0 && (bytes[length] & 0xC0) == 0x80) {
            length--; // never cut a character in two
        }
        slot.putInt(length).put(bytes, 0, length);
    }
}
