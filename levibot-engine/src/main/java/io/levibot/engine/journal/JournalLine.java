package io.levibot.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal, read but not interpreted until it is asked for something.
 *
 * @since 0.1.0
 */
public final class JournalLine {
    private static final ObjectMapper MAPPER = new ObjectMapper(JournalFormat.jsonFactory());
    private static final byte[] TYPE_FIELD = ",\"type\":\"".getBytes(StandardCharsets.US_ASCII);

    private final byte[] text;
    private final long number;
    private String file = "";
    private final String type;
    private @Nullable JsonNode tree;

    /**
     * @param buffer holds the line from its beginning, without the line feed
     * @param number its number in the file, from 1
     */
    JournalLine(byte[] buffer, int length, long number) {
        this.text = Arrays.copyOf(buffer, length);
        this.number = number;
        this.type = typeOf(text);
    }

    /** Remembers the name of the file, where there are several. */
    JournalLine in(String fileName) {
        file = fileName;
        return this;
    }

    /** Returns where the line is, for messages: its number from 1 and, where a journal has several files, the file's name. */
    public String place() {
        return file.isEmpty() ? "line " + number : file + " line " + number;
    }

    /** Returns whether it is the first line of its file. */
    public boolean isFirst() {
        return number == 1;
    }

    String type() {
        return type;
    }

    boolean isSeal() {
        return type.equals(JournalFormat.SEAL);
    }

    /** Whether it is the seal of a file that was full. */
    boolean isSealOfFullFile() {
        return isSeal() && read(node -> node.has(JournalFormat.CONTINUES));
    }

    boolean isContinuation() {
        return type.equals(JournalFormat.CONTINUED);
    }

    /** Of a continuation's line. */
    String previousHead() {
        return read(node -> node.path(JournalFormat.PREVIOUS_HEAD).asText());
    }

    /**
     * @param event a kind of event
     * @return whether the line holds one
     */
    public boolean holds(Class<? extends EngineEvent> event) {
        EventType named = EventType.named(type);
        return named != null && named.event() == event;
    }

    /**
     * Returns the line's event if it came from outside, else null.
     *
     * @throws JournalException if the line cannot be understood
     */
    public EngineEvent.@Nullable Input input() {
        return read(InputParser::parse);
    }

    /** Returns what a line of an order's update says the broker told. */
    public OrderUpdate update() {
        return read(OutcomeParser::update);
    }

    /** Returns at which asking for updates a line of an order's update was told; see {@link EngineEvent.OrderUpdated#poll}. */
    public int poll() {
        return read(OutcomeParser::poll);
    }

    /** Returns the failure that a line of a plugin's failure holds. */
    public EngineEvent.PluginFailed failure() {
        return read(OutcomeParser::failure);
    }

    /** Returns the refusal that a line of a refused order holds. */
    public EngineEvent.OrderRefused refusal() {
        return read(OutcomeParser::refusal);
    }

    /** Returns what a line of a comparison says the broker held. */
    public Broker.BrokerBooks books() {
        return read(OutcomeParser::books);
    }

    /** Returns what a line of a report says the broker answered. */
    public OrderReport report() {
        return read(OutcomeParser::report);
    }

    byte[] bytes() {
        return text;
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }

    private <T> T read(Function<JsonNode, T> parser) {
        try {
            if (tree == null) {
                tree = MAPPER.readTree(text);
            }
            return parser.apply(tree);
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new JournalException(place() + " cannot be understood: " + e.getMessage(), e);
        }
    }

    /** Every line begins with its number and its type; anything else has no type. */
    private static String typeOf(byte[] line) {
        int at = "{\"seq\":".length();
        while (at < line.length && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        int begin = at + TYPE_FIELD.length;
        if (begin > line.length || !Arrays.equals(line, at, begin, TYPE_FIELD, 0, TYPE_FIELD.length)) {
            return "";
        }
        int end = begin;
        while (end < line.length && line[end] != '"') {
            end++;
        }
        return new String(line, begin, end - begin, StandardCharsets.US_ASCII);
    }
}
