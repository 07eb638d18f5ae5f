package io.levibot.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks a journal: every link of its chain, its sequence numbers and its seal. Reads the file once, in bounded memory.
 *
 * <p>Finds every edit, insertion and deletion, and truncation of a sealed journal. A journal rewritten as a whole is found only
 * by whoever kept its head: {@link #verify(Path, String)}.
 *
 * @since 0.1.0
 */
public final class JournalVerifier {
    private final JsonFactory json = JournalFormat.jsonFactory();
    private final MessageDigest digest = JournalFormat.sha256();
    private String head = JournalFormat.GENESIS;
    private long events;
    private long bytes;
    private long eventBytes;
    private boolean sealed;
    private boolean continues;

    private JournalVerifier() {}

    /**
     * @param path the journal
     * @return what was found
     * @throws JournalException if the file is missing or cannot be read
     */
    public static Verification verify(Path path) {
        return new JournalVerifier().check(path, JournalPosition.START);
    }

    /**
     * Checks a journal from a position on. What is before it is not read, but for the hash that the line before it states.
     *
     * @param path the journal
     * @param from where to begin
     * @return what was found, counted from the beginning of the file; BROKEN if the file is shorter, or no line with the
     *     position's head ends there
     * @throws JournalException if the file is missing or cannot be read
     */
    public static Verification verify(Path path, JournalPosition from) {
        return new JournalVerifier().check(path, from);
    }

    /**
     * @param path a file of a journal
     * @return how it begins
     * @throws JournalException if the file is missing or cannot be read, or its first line is not one that a journal begins with
     */
    public static SegmentBeginning beginning(Path path) {
        try (LineReader lines = new LineReader(path)) {
            if (lines.next() && lines.isWhole()) {
                return SegmentBeginning.of(new JournalLine(lines.bytes(), lines.length(), 1));
            }
            throw new JournalException(path + " has no whole line");
        } catch (NoSuchFileException e) {
            throw new JournalException(path + " does not exist", e);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param path the journal
     * @param expectedHead hash that the last event's line must have, kept apart from the journal
     * @return what was found; BROKEN if the head differs
     * @throws JournalException if the file is missing or cannot be read
     */
    public static Verification verify(Path path, String expectedHead) {
        return verify(path).expecting(expectedHead);
    }

    /**
     * @param path a file of a journal
     * @param position a position, of a snapshot for instance
     * @return whether a line with the position's head ends there; nothing else is checked
     * @throws JournalException if the file is missing or cannot be read
     */
    public static boolean holds(Path path, JournalPosition position) {
        if (position.bytes() == 0) {
            return position.equals(JournalPosition.START);
        }
        try (LineReader lines = new LineReader(path, startOfTail(position))) {
            return endsAt(lines, position.head());
        } catch (java.io.EOFException e) {
            return false;
        } catch (NoSuchFileException e) {
            throw new JournalException(path + " does not exist", e);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long startOfTail(JournalPosition position) {
        return Math.max(0, position.bytes() - JournalFormat.TAIL_BYTES - 1);
    }

    private Verification check(Path path, JournalPosition from) {
        head = from.head();
        events = from.events();
        bytes = from.bytes();
        eventBytes = bytes;
        try (LineReader lines = new LineReader(path, startOfTail(from))) {
            if (from.bytes() > 0 && !endsAt(lines, from.head())) {
                return broken("no line with the head " + from.head() + " ends at byte " + from.bytes());
            }
            while (lines.next()) {
                if (!lines.isWhole()) {
                    return sealed ? broken("text after the seal") : open("line " + (events + 1) + " is torn");
                }
                String problem = link(lines);
                if (problem != null) {
                    return broken("line " + (events + 1) + " " + problem);
                }
                bytes += lines.length() + 1;
                eventBytes = sealed ? eventBytes : bytes;
            }
        } catch (java.io.EOFException e) {
            return broken("the file is shorter than " + from.bytes() + " bytes");
        } catch (NoSuchFileException e) {
            throw new JournalException(path + " does not exist", e);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read after line " + events + ": " + e.getMessage(), e);
        }
        if (events == 0) {
            return broken("the file is empty");
        }
        return sealed
                ? found(Verification.Status.SEALED, "")
                : open("there is no seal: the process still runs, or ended without closing");
    }

    /** Reads the rest of a line that must state the head. */
    private static boolean endsAt(LineReader lines, String head) throws IOException {
        return lines.next()
                && lines.isWhole()
                && lines.length() == JournalFormat.TAIL_BYTES
                && JournalFormat.statedHash(lines.bytes(), lines.length(), 0).equals(head);
    }

    /** Takes a whole line into the chain; returns what is wrong with it, or null. */
    private @Nullable String link(LineReader lines) throws IOException {
        if (sealed) {
            return "follows the seal";
        }
        byte[] line = lines.bytes();
        int length = lines.length();
        String stated = JournalFormat.statedHash(line, length);
        if (stated.isEmpty()) {
            return "does not end with a hash";
        }
        int hashed = length - JournalFormat.TAIL_BYTES;
        String linked = JournalFormat.link(digest, head, line, hashed);
        if (!linked.equals(stated)) {
            return "does not have the hash that it states: it, or a line before it, was changed";
        }
        return read(line, length, linked);
    }

    private @Nullable String read(byte[] line, int length, String linked) throws IOException {
        try (JsonParser parser = json.createParser(line, 0, length)) {
            long sequence = -1;
            String type = "";
            String sealedHead = "";
            long sealedEvents = -1;
            boolean full = false;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token.isScalarValue()) {
                    switch (Objects.toString(parser.currentName(), "")) {
                        case "seq" -> sequence = parser.getLongValue();
                        case "type" -> type = parser.getText();
                        case "head" -> sealedHead = parser.getText();
                        case "events" -> sealedEvents = parser.getLongValue();
                        case JournalFormat.CONTINUES -> full = true;
                        default -> {
                            // The event's own fields are not the chain's business.
                        }
                    }
                }
            }
            if (sequence != events) {
                return "has sequence number " + sequence + ", expected is " + events;
            }
            if (type.equals(JournalFormat.SEAL)) {
                sealed = true;
                continues = full;
                return sealedEvents == events && sealedHead.equals(head) ? null : "is a seal that does not match";
            }
            events++;
            head = linked;
            return null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return "is not JSON: " + e.getOriginalMessage();
        }
    }

    private Verification open(String problem) {
        return events == 0 ? broken(problem) : found(Verification.Status.OPEN, problem);
    }

    private Verification broken(String problem) {
        return found(Verification.Status.BROKEN, problem);
    }

    private Verification found(Verification.Status status, String problem) {
        return new Verification(status, events, head, eventBytes, bytes, continues, problem);
    }
}
