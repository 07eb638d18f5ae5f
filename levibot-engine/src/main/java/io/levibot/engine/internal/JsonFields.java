package io.levibot.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.ArtifactException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the fields of one JSON object that comes from an untrusted place. Every field is demanded unless it is asked for with
 * {@link #has} or {@link #optional}; {@link #end} refuses those that nobody asked for. A refusal is an {@link ArtifactException}
 * that says which file and which path in it, what is there, and what is allowed. For one thread; used once.
 */
public final class JsonFields {
    private static final int LONGEST_SHOWN = 60;

    private final JsonNode node;
    private final String component;
    private final String where;
    private final String path;
    private final Set<String> asked = new HashSet<>();

    private JsonFields(JsonNode node, String component, String where, String path) {
        this.node = node;
        this.component = component;
        this.where = where;
        this.path = path;
        if (!node.isObject()) {
            throw refuse("is " + shown(node) + "; an object is expected");
        }
    }

    /**
     * @param node the object
     * @param component who reads, for messages
     * @param where what is read (a file name), for messages
     * @return a reader of its fields, whose path is {@code $}
     * @throws ArtifactException if the node is not an object
     */
    public static JsonFields of(JsonNode node, String component, String where) {
        return new JsonFields(node, component, where, "$");
    }

    /** Returns this object's path, for example {@code $.files[3]}. */
    public String path() {
        return path;
    }

    /**
     * @param name a field
     * @return whether it is there and not null
     */
    public boolean has(String name) {
        asked.add(name);
        return node.hasNonNull(name);
    }

    /**
     * @param name a field
     * @return its value; never JSON null
     */
    public JsonNode node(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        if (value == null) {
            throw refuse("has no field '" + name + "'");
        }
        if (value.isNull()) {
            throw refuse(name, "is null; a value is expected");
        }
        return value;
    }

    /**
     * @param name a field
     * @return its value, empty if it is absent or null
     */
    public Optional<JsonNode> optional(String name) {
        return has(name) ? Optional.of(node(name)) : Optional.empty();
    }

    /**
     * @param name a field
     * @return its object
     */
    public JsonFields object(String name) {
        return new JsonFields(node(name), component, where, path + "." + name);
    }

    /**
     * @param name a field
     * @return the objects of its array
     */
    public List<JsonFields> objects(String name) {
        JsonNode array = array(name);
        List<JsonFields> objects = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            objects.add(new JsonFields(array.get(i), component, where, path + "." + name + "[" + i + "]"));
        }
        return objects;
    }

    /**
     * @param name a field
     * @return its array
     */
    public JsonNode array(String name) {
        JsonNode value = node(name);
        if (!value.isArray()) {
            throw refuse(name, "is " + shown(value) + "; an array is expected");
        }
        return value;
    }

    /**
     * @param name a field
     * @return its text
     */
    public String text(String name) {
        JsonNode value = node(name);
        if (!value.isTextual()) {
            throw refuse(name, "is " + shown(value) + "; text is expected");
        }
        return value.textValue();
    }

    /**
     * @param name a field
     * @return the texts of its array
     */
    public List<String> texts(String name) {
        JsonNode array = array(name);
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isTextual()) {
                throw refuse(name + "[" + i + "]", "is " + shown(array.get(i)) + "; text is expected");
            }
            texts.add(array.get(i).textValue());
        }
        return texts;
    }

    /**
     * @param name a field
     * @param min smallest allowed value
     * @param max largest allowed value
     * @return its whole number
     */
    public long integer(String name, long min, long max) {
        JsonNode value = node(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw refuse(name, "is " + shown(value) + "; a whole number from " + min + " to " + max + " is expected");
        }
        return value.longValue();
    }

    /**
     * @param name a field
     * @return its finite number
     */
    public double number(String name) {
        return number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /**
     * @param name a field
     * @param min smallest allowed value
     * @param max largest allowed value
     * @return its number; NaN and infinities are refused
     */
    public double number(String name, double min, double max) {
        return inRange(node(name), name, min, max);
    }

    /**
     * @param name a field
     * @return the finite numbers of its array
     */
    public double[] numbers(String name) {
        JsonNode array = array(name);
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = inRange(array.get(i), name + "[" + i + "]", -Double.MAX_VALUE, Double.MAX_VALUE);
        }
        return numbers;
    }

    /**
     * @param name a field
     * @return its truth value
     */
    public boolean flag(String name) {
        JsonNode value = node(name);
        if (!value.isBoolean()) {
            throw refuse(name, "is " + shown(value) + "; true or false is expected");
        }
        return value.booleanValue();
    }

    /**
     * @param name a field
     * @return its time, given in the ISO-8601 form in UTC
     */
    public Instant instant(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw refuse(name, "is '" + cut(text) + "'; a time such as 2024-01-31T12:00:00Z is expected");
        }
    }

    /**
     * @param name a field
     * @param type an enum
     * @param <E> the enum's type
     * @return the constant of that name, exactly as it is spelled
     */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw refuse(
                name, "is '" + cut(text) + "'; one of " + Arrays.toString(type.getEnumConstants()) + " is expected");
    }

    /** Returns the names of all fields, in the order of the document, and counts them as asked for: for maps of free keys. */
    public List<String> names() {
        List<String> names = new ArrayList<>(node.size());
        node.fieldNames().forEachRemaining(names::add);
        asked.addAll(names);
        return names;
    }

    /**
     * Refuses fields that nobody asked for. To be called after the last field was read.
     *
     * @throws ArtifactException naming the unknown fields and the known ones
     */
    public void end() {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw refuse("has unknown fields " + unknown + "; known are " + new TreeSet<>(asked));
        }
    }

    /**
     * Makes the error for this object as a whole.
     *
     * @param why what is wrong and what is allowed
     * @return the error, to be thrown by the caller
     */
    public ArtifactException refuse(String why) {
        return new ArtifactException(component, where + ": " + path + " " + why);
    }

    /**
     * Makes the error for one field.
     *
     * @param name the field
     * @param why what is wrong and what is allowed
     * @return the error, to be thrown by the caller
     */
    public ArtifactException refuse(String name, String why) {
        return new ArtifactException(component, where + ": " + path + "." + name + " " + why);
    }

    private double inRange(JsonNode value, String name, double min, double max) {
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(number >= min && number <= max)) {
            throw refuse(name, "is " + shown(value) + "; " + allowed(min, max) + " is expected");
        }
        return number;
    }

    private static String allowed(double min, double max) {
        boolean unbounded = min == -Double.MAX_VALUE && max == Double.MAX_VALUE;
        return unbounded ? "a finite number" : "a number from " + min + " to " + max;
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "'" + cut(value.textValue()) + "'";
            default -> cut(value.toString());
        };
    }

    private static String cut(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > LONGEST_SHOWN ? printable.substring(0, LONGEST_SHOWN) + "…" : printable;
    }
}
