package io.levibot.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.engine.event.EngineEvent;
import java.io.IOException;
import java.nio.file.Path;
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

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new JournalException(path + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
