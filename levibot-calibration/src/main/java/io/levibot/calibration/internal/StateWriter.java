package io.levibot.calibration.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes saved state as JSON. Doubles are printed as the shortest decimal that reads back to the same bits, by Jackson's own
 * algorithm, because those of the JDKs differ; NaN and infinities are refused. Not thread-safe.
 */
public final class StateWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator generator;

    public StateWriter() {
        try {
            generator = JSON.createGenerator(bytes);
            generator.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Returns a double as the text that saved state would hold, the same on every JDK. */
    public static String text(double value) {
        return NumberOutput.toString(value, true);
    }

    public void text(String name, String value) {
        write(() -> generator.writeStringField(name, value));
    }

    public void integer(String name, long value) {
        write(() -> generator.writeNumberField(name, value));
    }

    public void number(String name, double value) {
        requireFinite(name, value);
        write(() -> generator.writeNumberField(name, value));
    }

    public void numbers(String name, double[] values) {
        for (double value : values) {
            requireFinite(name, value);
        }
        write(() -> {
            generator.writeFieldName(name);
            generator.writeArray(values, 0, values.length);
        });
    }

    public void texts(String name, Map<String, String> values) {
        object(name, () -> values.forEach(this::text));
    }

    public void object(String name, Runnable fields) {
        write(() -> generator.writeObjectFieldStart(name));
        fields.run();
        write(generator::writeEndObject);
    }

    /** Ends the document and returns it in UTF-8. */
    public byte[] finish() {
        write(() -> {
            generator.writeEndObject();
            generator.close();
        });
        return bytes.toByteArray();
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                    "field " + name + " is " + value + ": saved state holds finite numbers only");
        }
    }

    // The stream is in memory: an IOException means a programming error, not a failing device.
    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
