package io.levibot.calibration.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.levibot.api.ArtifactException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of one JSON object of saved state, taken out one by one; {@link #end} refuses what is left. Bounded: depth,
 * number of fields, length of texts and arrays. Duplicate names, null, NaN, infinite and over-long numbers are refused. Every
 * refusal is an {@link ArtifactException} that names the field. Not thread-safe.
 */
public final class StateFields {
    /** Most bytes of a document: 64 MiB. */
    public static final int MAX_BYTES = 64 << 20;

    /** Most numbers of an array: 4 Mi. */
    public static final int MAX_NUMBERS = 4 << 20;

    private static final int MAX_DEPTH = 4;
    private static final int MAX_FIELDS = 64;
    private static final int MAX_NUMBER_LENGTH = 64;
    private static final int MAX_TEXT = 4096;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_TEXT)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private final String component;
    private final String path;
    private final SortedMap<String, Object> values;

    private StateFields(String component, String path, SortedMap<String, Object> values) {
        this.component = component;
        this.path = path;
        this.values = values;
    }

    /**
     * @param component named in refusals
     * @param document UTF-8
     */
    public static StateFields parse(String component, byte[] document) {
        if (document.length > MAX_BYTES) {
            throw new ArtifactException(
                    component, "saved state of " + document.length + " bytes; at most " + MAX_BYTES + " are allowed");
        }
        try (JsonParser parser = JSON.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ArtifactException(component, "saved state is not a JSON object");
            }
            StateFields fields = new StateFields(component, "", object(component, "", parser));
            if (parser.nextToken() != null) {
                throw new ArtifactException(component, "saved state goes on after its end");
            }
            return fields;
        } catch (IOException e) {
            throw new ArtifactException(component, "saved state is not valid JSON: " + e.getMessage(), e);
        }
    }

    public double number(String name) {
        return take(name, Double.class, "a number");
    }

    /** Takes a whole number from 0 to the given maximum. */
    public int count(String name, int max) {
        double value = number(name);
        if (!(value >= 0.0 && value <= max && value == Math.rint(value))) {
            throw refuse(name, "a whole number from 0 to " + max);
        }
        return (int) value;
    }

    public String text(String name) {
        return take(name, String.class, "a text");
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw refuse(name, "one of " + Arrays.toString(type.getEnumConstants()));
    }

    public double[] numbers(String name) {
        return take(name, double[].class, "an array of numbers");
    }

    public StateFields object(String name) {
        return take(name, StateFields.class, "an object");
    }

    /** Takes an object whose fields are all texts. */
    public SortedMap<String, String> texts(String name) {
        StateFields fields = object(name);
        SortedMap<String, String> texts = new TreeMap<>();
        for (String key : fields.values.keySet().toArray(new String[0])) {
            texts.put(key, fields.text(key));
        }
        return texts;
    }

    /** Refuses the document if a field has not been taken. */
    public void end() {
        if (!values.isEmpty()) {
            throw new ArtifactException(
                    component,
                    "saved state has unknown fields " + values.keySet() + (path.isEmpty() ? "" : " in " + path));
        }
    }

    /** Makes the error for a field whose value is not allowed. */
    public ArtifactException refuse(String name, String allowed) {
        return new ArtifactException(
                component, "field '" + path + name + "' of the saved state: allowed is " + allowed);
    }

    private <T> T take(String name, Class<T> type, String allowed) {
        Object value = values.remove(name);
        if (value == null) {
            throw new ArtifactException(component, "saved state lacks the field '" + path + name + "'");
        }
        if (!type.isInstance(value)) {
            throw refuse(name, allowed);
        }
        return type.cast(value);
    }

    private static SortedMap<String, Object> object(String component, String path, JsonParser parser)
            throws IOException {
        SortedMap<String, Object> values = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (values.size() == MAX_FIELDS) {
                throw new ArtifactException(
                        component, "saved state has more than " + MAX_FIELDS + " fields in an object");
            }
            values.put(name, value(component, path + name, parser));
        }
        return values;
    }

    private static Object value(String component, String path, JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token == JsonToken.START_OBJECT) {
            return new StateFields(component, path + ".", object(component, path + ".", parser));
        }
        if (token == JsonToken.START_ARRAY) {
            return array(component, path, parser);
        }
        return number(component, path, parser);
    }

    private static double[] array(String component, String path, JsonParser parser) throws IOException {
        double[] numbers = new double[16];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (size == MAX_NUMBERS) {
                throw new ArtifactException(
                        component, "array '" + path + "' has more than " + MAX_NUMBERS + " numbers");
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number(component, path, parser);
        }
        return Arrays.copyOf(numbers, size);
    }

    private static double number(String component, String path, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != null && token.isNumeric()) {
            double value = Double.parseDouble(parser.getText());
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw new ArtifactException(
                component,
                "field '" + path + "' of the saved state: allowed is a finite number, a text, an array or an object");
    }
}
