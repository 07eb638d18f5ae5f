package io.levibot.engine.journal;

import io.levibot.engine.event.EngineEvent;

/**
 * Makes the lines of a journal one after the other, each with its number and hash. A line counts only once it is accepted, so
 * that one that could not be written leaves everything as it was. Not thread-safe.
 */
final class LineEncoder {
    private static final int LINE_BYTES = 4096;

    private final JsonLine line = new JsonLine(LINE_BYTES);
    private final EventWriter events = new EventWriter(line);
    private HashChain chain;
    private long sequence;

    LineEncoder(String head, long sequence) {
        this.chain = new HashChain(head);
        this.sequence = sequence;
    }

    /**
     * Makes the event's line, with its line feed.
     *
     * @throws JournalException if it is longer than a reader accepts
     */
    void encode(EngineEvent event) {
        begin(EventWriter.type(event));
        events.write(event);
        end();
    }

    /** Makes the seal of a file that ends, with its line feed. */
    void encodeSeal() {
        beginSeal();
        end();
    }

    /** Makes the seal of a file after which another goes on, with its line feed. */
    void encodeSealOfFullFile() {
        beginSeal();
        line.writeStringField(JournalFormat.CONTINUES, "next");
        end();
    }

    private void beginSeal() {
        begin(JournalFormat.SEAL);
        line.writeNumberField("events", sequence);
        line.writeStringField("head", head());
    }

    /** Makes the first line of a file that continues another one, with its line feed. */
    void encodeContinuation(String previousHead) {
        begin(JournalFormat.CONTINUED);
        line.writeNumberField("format", JournalFormat.VERSION);
        line.writeStringField(JournalFormat.PREVIOUS_HEAD, previousHead);
        end();
    }

    /** Begins another file. */
    void beginFile() {
        chain = new HashChain(JournalFormat.GENESIS);
        sequence = 0;
    }

    /** The buffer itself; what counts of it ends at {@link #length}. */
    byte[] bytes() {
        return line.bytes();
    }

    int length() {
        return line.length();
    }

    /** Goes on after the newest line. */
    void accept() {
        chain.accept();
        sequence++;
    }

    /** Hash of the last line that was accepted. */
    String head() {
        return chain.head();
    }

    /** Lines accepted so far. */
    long sequence() {
        return sequence;
    }

    private void begin(String type) {
        line.reset();
        line.writeStartObject();
        line.writeNumberField("seq", sequence);
        line.writeStringField("type", type);
    }

    /** Replaces the closing brace by the line's hash. */
    private void end() {
        line.writeEndObject();
        line.dropLast();
        if (line.length() > JournalFormat.MAX_LINE_BYTES - JournalFormat.TAIL_BYTES) {
            throw new JournalException("event " + sequence + " has " + line.length() + " bytes; a line has at most "
                    + JournalFormat.MAX_LINE_BYTES);
        }
        chain.link(line.bytes(), line.length());
        line.append(JournalFormat.HASH_FIELD);
        line.append(chain.next());
        line.append(JournalFormat.LINE_END);
    }
}
