package io.levibot.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.engine.event.EngineEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inputs of a journal, in order and in bounded memory. Does not check the chain: verify first. A torn last line ends
 * the reading.
 *
 * <p>Not thread-safe.
 *
 * @since 0.1.0
 */
public final class JournalReader implements AutoCloseable {
    private static final byte[] AT_FIELD = ",\"at\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final ObjectMapper LINES = new ObjectMapper(JournalFormat.jsonFactory());

    private final Path path;
    private final LineReader lines;
    private final ObjectMapper mapper = new ObjectMapper(JournalFormat.jsonFactory());
    private long number;

    private JournalReader(Path path, LineReader lines) {
        this.path = path;
        this.lines = lines;
    }

    /**
     * @param path the journal
     * @return a reader at its first line
     * @throws JournalException if the file cannot be opened
     */
    public static JournalReader open(Path path) {
        try {
            return new JournalReader(path, new LineReader(path));
        } catch (IOException e) {
            throw new JournalException(path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the next input, passing over what the engine made of the inputs before; null at the end.
     *
     * @throws JournalException if a line cannot be read
     */
    public EngineEvent.@Nullable Input nextInput() {
        try {
            while (lines.next() && lines.isWhole()) {
                number++;
                JsonNode node = mapper.readTree(lines.bytes(), 0, lines.length());
                EngineEvent.Input input = InputParser.parse(node);
                if (input != null) {
                    return input;
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            throw new JournalException(path + " line " + number + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read after line " + number + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new JournalException(path + " line " + number + " cannot be understood: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the time of a file's last whole line that has one, if that is not further than the longest line from its end. Checks
     * nothing.
     *
     * @param path a file of a journal
     * @throws JournalException if it cannot be read, or the line cannot be understood
     */
    public static Optional<Instant> lastTime(Path path) {
        try {
            long from = Math.max(0, Files.size(path) - 2L * JournalFormat.MAX_LINE_BYTES);
            byte[] last = null;
            try (LineReader lines = new LineReader(path, from)) {
                boolean whole = from == 0 || lines.next();
                while (whole && lines.next() && lines.isWhole()) {
                    if (lines.hasText(AT_FIELD)) {
                        last = Arrays.copyOf(lines.bytes(), lines.length());
                    }
                }
            }
            return last == null
                    ? Optional.empty()
                    : Optional.of(Instant.parse(LINES.readTree(last).path("at").asText()));
        } catch (IOException | java.time.DateTimeException e) {
            throw new JournalException(path + " cannot be read at its end: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new JournalException(path + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
