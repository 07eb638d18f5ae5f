package io.levibot.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void writesCompactlyInTheOrderOfPutting() {
        ObjectNode tree = Json.object().put("b", 1).put("a", 0.1);
        tree.putArray("c").add("x").add(true);

        assertThat(text(Json.compact(tree))).isEqualTo("{\"b\":1,\"a\":0.1,\"c\":[\"x\",true]}");
    }

    @Test
    void writesPrettilyWithLineFeedsWhateverTheMachine() {
        ObjectNode tree = Json.object().put("b", 1);
        tree.putObject("empty");
        tree.putArray("c").add(1).add(2);

        assertThat(text(Json.pretty(tree))).isEqualTo("{\n  \"b\": 1,\n  \"empty\": {},\n  \"c\": [ 1, 2 ]\n}\n");
    }

    @Test
    void printsTheDoubleThatOldAndNewJdksPrintDifferently() {
        // Double.toString(2e23) is 1.9999999999999998E23 before JDK 19 (JDK-4511638) and 2.0E23 since.
        assertThat(text(Json.compact(Json.object().put("x", 2e23)))).isEqualTo("{\"x\":2.0E23}");
    }

    @Property
    void everyFiniteDoubleSurvivesTheRoundTripBitForBit(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (!Double.isFinite(value)) {
            return;
        }
        JsonNode read = Json.parse(Json.compact(Json.object().put("x", value)), "test", "memory");

        assertThat(Double.doubleToRawLongBits(read.get("x").doubleValue())).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesToWriteWhatIsNotFinite(double value) {
        ObjectNode tree = Json.object();
        tree.putObject("metrics").putArray("auc").add(0.5).add(value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.compact(tree))
                .withMessageContaining("$.metrics.auc[1]");
        assertThatIllegalArgumentException().isThrownBy(() -> Json.pretty(tree));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1,}",
                "{\"a\":1}{",
                "{\"a\":1} x",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":[1e999]}",
                "// c\n{}",
                "{\"a\":1,\"a\":2}",
                "\u0000"
            })
    void refusesWhatIsNotOneStrictDocument(String text) {
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> Json.parse(text, "reader", "manifest.json"))
                .withMessageStartingWith("reader: manifest.json");
    }

    @Test
    void refusesNestingStringsAndNumbersBeyondTheLimits() {
        String deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);
        String wide = "\"" + "x".repeat(Json.MAX_STRING + 1) + "\"";
        String longNumber = "1".repeat(Json.MAX_NUMBER + 1);

        for (String text : new String[] {deep, wide, longNumber}) {
            assertThatExceptionOfType(ArtifactException.class).isThrownBy(() -> Json.parse(text, "reader", "input"));
        }
    }

    @Test
    void saysAtWhichLineAndColumnADocumentBreaks() {
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> Json.parse("{\n\"a\": ?}", "reader", "input"))
                .withMessageContaining("line 2, column 6");
    }

    @Test
    void readsEveryKindOfField() {
        JsonFields fields = fields(
                "{\"t\":\"x\",\"i\":3,\"d\":0.5,\"f\":true,\"at\":\"2024-01-31T12:00:00Z\",\"e\":\"FRIDAY\","
                        + "\"ts\":[\"a\",\"b\"],\"ds\":[1,2.5],\"o\":{\"k\":1},\"os\":[{\"k\":1},{\"k\":2}],\"n\":null}");

        assertThat(fields.text("t")).isEqualTo("x");
        assertThat(fields.integer("i", 0, 3)).isEqualTo(3);
        assertThat(fields.number("d", 0.0, 1.0)).isEqualTo(0.5);
        assertThat(fields.flag("f")).isTrue();
        assertThat(fields.instant("at")).isEqualTo(Instant.ofEpochSecond(1_706_702_400L));
        assertThat(fields.choice("e", DayOfWeek.class)).isEqualTo(DayOfWeek.FRIDAY);
        assertThat(fields.texts("ts")).containsExactly("a", "b");
        assertThat(fields.numbers("ds")).containsExactly(1.0, 2.5);
        assertThat(fields.object("o").integer("k", 1, 1)).isEqualTo(1);
        assertThat(fields.objects("os").get(1).path()).isEqualTo("$.os[1]");
        assertThat(fields.optional("n")).isEmpty();
        fields.end();
    }

    @Test
    void refusesAFieldThatNobodyAskedForAndNamesThoseKnown() {
        JsonFields fields = fields("{\"a\":1,\"z\":2}");
        fields.integer("a", 0, 9);

        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(fields::end)
                .withMessage("reader: input: $ has unknown fields [z]; known are [a]");
    }

    @Test
    void refusesMissingAndWronglyTypedFieldsWithTheirPath() {
        JsonFields fields =
                fields("{\"o\":{\"d\":\"NaN\",\"i\":1.5,\"t\":7,\"at\":\"yesterday\",\"e\":\"Caturday\",\"n\":null}}");
        JsonFields inner = fields.object("o");

        assertRefused(() -> inner.text("x"), "$.o has no field 'x'");
        assertRefused(() -> inner.number("d"), "$.o.d is ");
        assertRefused(() -> inner.integer("i", 0, 9), "$.o.i is 1.5; a whole number from 0 to 9 is expected");
        assertRefused(() -> inner.text("t"), "$.o.t is 7; text is expected");
        assertRefused(() -> inner.flag("t"), "$.o.t is 7; true or false is expected");
        assertRefused(() -> inner.object("t"), "$.o.t is 7; an object is expected");
        assertRefused(() -> inner.array("t"), "$.o.t is 7; an array is expected");
        assertRefused(() -> inner.instant("at"), "$.o.at is 'yesterday'");
        assertRefused(() -> inner.choice("e", DayOfWeek.class), "$.o.e is 'Caturday'");
        assertRefused(() -> inner.node("n"), "$.o.n is null");
    }

    private static void assertRefused(Runnable reading, String message) {
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(reading::run)
                .withMessageStartingWith("reader: input: ")
                .withMessageContaining(message);
    }

    private static JsonFields fields(String text) {
        return JsonFields.of(Json.parse(text, "reader", "input"), "reader", "input");
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
