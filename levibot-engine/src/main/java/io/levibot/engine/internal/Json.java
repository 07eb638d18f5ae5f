package io.levibot.engine.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The engine's one way to read and write JSON. Reading is bounded (depth, length of strings, names, numbers and documents), and
 * refuses duplicate keys, text after the document, numbers beyond the range of a double, and every extension of the format
 * (comments, NaN, single quotes). Writing
 * prints the same bytes on every JDK: doubles by Jackson's own shortest form, line feeds, UTF-8, fields in the order in which
 * they were put, no number that is not finite. Trees only: nothing is bound to classes. Stateless and safe for concurrent use.
 */
public final class Json {
    /** Deepest nesting that is read or written. */
    public static final int MAX_DEPTH = 64;

    /** Longest string that is read, in characters. */
    public static final int MAX_STRING = 1 << 20;

    /** Longest field name that is read, in characters. */
    public static final int MAX_NAME = 1024;

    /** Longest number that is read, in characters. */
    public static final int MAX_NUMBER = 64;

    /** Longest document that is read: 64 MiB. For a stream of many documents it bounds each parser. */
    public static final int MAX_DOCUMENT_BYTES = 64 << 20;

    /**
     * Longest document that is read of those that this program wrote itself and whose checksum was found right: 512 MiB. What an
     * engine of 500 symbols remembers takes 26 MiB with 500 bars each, 77 MiB with 1,500.
     */
    public static final int MAX_OWN_DOCUMENT_BYTES = 512 << 20;

    private static final JsonFactory FACTORY = factory(MAX_DOCUMENT_BYTES);
    private static final JsonMapper TREES = trees(FACTORY);
    private static final JsonMapper OWN_TREES = trees(factory(MAX_OWN_DOCUMENT_BYTES));

    private Json() {}

    private static JsonFactory factory(int maxDocumentBytes) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .maxDocumentLength(maxDocumentBytes)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    private static JsonMapper trees(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Returns the shared factory, for code that streams. Its generators print doubles the same on every JDK. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /** Returns a new empty object, whose fields are written in the order in which they are put. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns a new empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * @param content one JSON document in UTF-8
     * @param component who reads, for the message
     * @param where what is read (a file name), for the message
     * @return its tree
     * @throws ArtifactException if it is not exactly one well-formed document within the limits; the message says where it breaks
     */
    public static JsonNode parse(byte[] content, String component, String where) {
        return parse(content, component, where, TREES, MAX_DOCUMENT_BYTES);
    }

    /**
     * As {@link #parse(byte[], String, String)}, for a document that this program wrote itself and whose checksum was found right:
     * up to {@link #MAX_OWN_DOCUMENT_BYTES}.
     */
    public static JsonNode parseOwn(byte[] content, String component, String where) {
        return parse(content, component, where, OWN_TREES, MAX_OWN_DOCUMENT_BYTES);
    }

    private static JsonNode parse(byte[] content, String component, String where, JsonMapper trees, int most) {
        if (content.length > most) {
            throw new ArtifactException(
                    component, where + " has " + content.length + " bytes; at most " + most + " are read");
        }
        try {
            JsonNode tree = trees.readTree(content);
            if (tree == null || tree.isMissingNode()) {
                throw new ArtifactException(component, where + " is empty; a JSON document is expected");
            }
            requireFinite(tree, "$");
            return tree;
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(component, where + ": " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new ArtifactException(
                    component, where + " is not valid JSON" + at(e) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ArtifactException(component, where + " is not valid JSON: " + e.getMessage(), e);
        }
    }

    /**
     * @param text one JSON document
     * @param component who reads, for the message
     * @param where what is read, for the message
     * @return its tree
     * @throws ArtifactException if it is not exactly one well-formed document within the limits
     */
    public static JsonNode parse(String text, String component, String where) {
        return parse(text.getBytes(StandardCharsets.UTF_8), component, where);
    }

    /**
     * @param tree what to write
     * @return it on one line, without a line end, in UTF-8
     * @throws IllegalArgumentException if it holds a number that is not finite; the message names its path
     */
    public static byte[] compact(JsonNode tree) {
        requireFinite(tree, "$");
        try {
            return TREES.writer().writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @param tree what to write
     * @return it indented by two spaces, arrays on one line, every line ended by a line feed, in UTF-8
     * @throws IllegalArgumentException if it holds a number that is not finite; the message names its path
     */
    public static byte[] pretty(JsonNode tree) {
        requireFinite(tree, "$");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
        try {
            byte[] text = TREES.writer(printer).writeValueAsBytes(tree);
            byte[] ended = Arrays.copyOf(text, text.length + 1);
            ended[text.length] = '\n';
            return ended;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @param tree any tree
     * @param path its own path, for the message, for example {@code $.metrics}
     * @throws IllegalArgumentException if it holds a number that is not finite; the message names its path
     */
    public static void requireFinite(JsonNode tree, String path) {
        if (tree.isFloatingPointNumber() && !Double.isFinite(tree.doubleValue())) {
            throw new IllegalArgumentException(path + " is " + tree.doubleValue()
                    + "; only finite numbers are allowed, a missing one is left out");
        }
        if (tree.isObject()) {
            for (Map.Entry<String, JsonNode> field : tree.properties()) {
                requireFinite(field.getValue(), path + "." + field.getKey());
            }
        } else if (tree.isArray()) {
            for (int i = 0; i < tree.size(); i++) {
                requireFinite(tree.get(i), path + "[" + i + "]");
            }
        }
    }

    private static String at(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null || location.getLineNr() < 0
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
