package io.levibot.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One case of a golden suite. Numbers are IEEE doubles; {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} are
 * written as strings; JSON null means absent.
 *
 * @param suite the suite's name
 * @param tolerance the suite's tolerance object
 * @param node the whole case
 */
public record GoldenCase(String suite, JsonNode tolerance, JsonNode node) {

    /** The case's id, unique in its suite. */
    public String id() {
        return node.path("id").asText();
    }

    /** The method's options. */
    public JsonNode params() {
        return node.path("params");
    }

    /** The data. */
    public JsonNode input() {
        return node.path("input");
    }

    /** What the reference gives. */
    public JsonNode expected() {
        return node.path("expected");
    }

    /** Whether the reference refuses this input. */
    public boolean expectsRefusal() {
        return expected().has("error");
    }

    /** An array of the input; fails the case when it is absent. */
    public double[] doubles(String field) {
        double[] values = optionalDoubles(field);
        assertThat(values).as("input.%s", field).isNotNull();
        return values == null ? new double[0] : values;
    }

    /** An array of the input, or null when it is absent or JSON null. */
    public double @Nullable [] optionalDoubles(String field) {
        JsonNode array = input().path(field);
        return array.isMissingNode() || array.isNull() ? null : toDoubles(array);
    }

    /** Fails on a key that the check does not know, so that an unknown kind of case is never passed over. */
    public void allowKeys(JsonNode object, String... known) {
        TreeSet<String> unknown = new TreeSet<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(Set.of(known));
        assertThat(unknown)
                .as("keys of %s/%s that this test does not know", suite, id())
                .isEmpty();
    }

    /** Compares with the suite's tolerance: |got - want| &lt;= abs + rel * |want|; NaN and infinities must be equal. */
    public void assertClose(String what, double got, JsonNode want) {
        assertClose(
                what,
                got,
                toDouble(want),
                tolerance.path("abs").asDouble(0),
                tolerance.path("rel").asDouble(0));
    }

    /** Compares with a stated tolerance. */
    public void assertClose(String what, double got, double want, double abs, double rel) {
        if (Double.isNaN(want) || Double.isInfinite(want)) {
            assertThat(got).as("%s of %s", what, id()).isEqualTo(Double.valueOf(want));
            return;
        }
        assertThat(Math.abs(got - want))
                .as("%s of %s: got %s, want %s", what, id(), got, want)
                .isLessThanOrEqualTo(abs + rel * Math.abs(want));
    }

    /** Compares element by element with the suite's tolerance. */
    public void assertAllClose(String what, double[] got, JsonNode want) {
        assertThat(want.isArray()).as("%s of %s is an array", what, id()).isTrue();
        assertThat(got.length).as("length of %s of %s", what, id()).isEqualTo(want.size());
        for (int i = 0; i < got.length; i++) {
            assertClose(what + "[" + i + "]", got[i], want.get(i));
        }
    }

    /** A number, or one of the three strings that stand for what JSON cannot say. */
    public static double toDouble(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return switch (value.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new AssertionError("not a number in a golden file: " + value);
        };
    }

    /** An array of numbers. */
    public static double[] toDoubles(JsonNode array) {
        assertThat(array.isArray()).as("is an array: %s", array.getNodeType()).isTrue();
        double[] values = new double[array.size()];
        Iterator<JsonNode> elements = array.elements();
        for (int i = 0; i < values.length; i++) {
            values[i] = toDouble(elements.next());
        }
        return values;
    }
}
