package io.levibot.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line's text is the library's, byte for byte. */
final class JsonLineTest {
    private static final int DRAWS_PER_BINADE = 50_000;

    private final JsonLine line = new JsonLine(16);

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String byJackson(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JournalFormat.jsonFactory()
                .createGenerator(out)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.mappedFeature())) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String ofDouble(double value) {
        line.reset();
        line.writeStartObject();
        line.writeNumberField("x", value);
        line.writeEndObject();
        return text();
    }

    private String text() {
        return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
    }

    @Property(tries = 20_000)
    void everyDoubleHasTheLibrarysText(@ForAll double value) {
        assertThat(ofDouble(value)).isEqualTo(byJackson(json -> json.writeNumberField("x", value)));
    }

    @Property(tries = 20_000)
    void everyBitPatternHasTheLibrarysText(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        assertThat(ofDouble(value)).isEqualTo(byJackson(json -> json.writeNumberField("x", value)));
    }

    @Property(tries = 20_000)
    void decimalsAndTheirNeighboursHaveTheLibrarysText(
            @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long digits,
            @ForAll @IntRange(min = 0, max = 18) int scale) {
        double value = digits / Math.pow(10.0, scale);
        for (double near : new double[] {value, Math.nextUp(value), Math.nextDown(value)}) {
            assertThat(ofDouble(near)).isEqualTo(byJackson(json -> json.writeNumberField("x", near)));
        }
    }

    /** Bounds of the form without an exponent, and values that need one digit, or all. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                1.0,
                -1.0,
                0.1,
                1e-3,
                9.999999999e-4,
                9_999_999.0,
                9_999_999.999999998,
                1e7,
                0.001000001,
                5e-324,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1.0 / 3.0,
                2e-3,
                123456.789,
                16_543.21,
                0.30000000000000004
            })
    void boundsHaveTheLibrarysText(double value) {
        assertThat(ofDouble(value)).isEqualTo(byJackson(json -> json.writeNumberField("x", value)));
    }

    /** Every binade of the range that is printed here, at its bounds, on powers of two, and in between. */
    @Test
    void theRangePrintedHereHasTheLibrarysText() {
        SplittableRandom random = new SplittableRandom(11);
        for (int exponent = -8; exponent <= 24; exponent++) {
            double power = Math.scalb(1.0, exponent);
            requireLibrarysText(power);
            requireLibrarysText(Math.nextDown(power));
            requireLibrarysText(Math.nextUp(power));
            for (int i = 0; i < DRAWS_PER_BINADE; i++) {
                requireLibrarysText(Math.scalb(1.0 + random.nextDouble(), exponent));
                requireLibrarysText(Math.rint(Math.scalb(1.0 + random.nextDouble(), exponent) * 1e6) / 1e6);
            }
        }
    }

    private void requireLibrarysText(double value) {
        String text = ofDouble(value);
        String expected = "{\"x\":" + NumberOutput.toString(value, true) + "}";
        if (!text.equals(expected)) {
            assertThat(text).isEqualTo(expected);
        }
    }

    @Property
    void wholeNumbersHaveTheLibrarysText(@ForAll long value) {
        line.reset();
        line.writeStartObject();
        line.writeNumberField("x", value);
        line.writeNumberField("y", Long.MIN_VALUE);
        line.writeEndObject();
        assertThat(text()).isEqualTo(byJackson(json -> {
            json.writeNumberField("x", value);
            json.writeNumberField("y", Long.MIN_VALUE);
        }));
    }

    @Property
    void timesHaveTheirOwnText(
            @ForAll @LongRange(min = -99_999_999_999L, max = 999_999_999_999L) long second,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nano) {
        for (int fraction : new int[] {0, nano, nano / 1_000 * 1_000, nano / 1_000_000 * 1_000_000}) {
            Instant time = Instant.ofEpochSecond(second, fraction);
            line.reset();
            line.writeStartObject();
            line.writeInstantField("t", time);
            line.writeEndObject();
            assertThat(text()).isEqualTo("{\"t\":\"" + time + "\"}");
        }
    }

    @Property
    void textIsEscapedAsTheLibraryDoes(@ForAll String anything) {
        String sound = new String(anything.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        line.reset();
        line.writeStartObject();
        line.writeStringField("s", sound);
        line.writeArrayFieldStart("a");
        line.writeString(sound);
        line.writeString("");
        line.writeEndArray();
        line.writeObjectFieldStart("o");
        line.writeBooleanField("b", true);
        line.writeEndObject();
        line.writeEndObject();
        assertThat(text()).isEqualTo(byJackson(json -> {
            json.writeStringField("s", sound);
            json.writeArrayFieldStart("a");
            json.writeString(sound);
            json.writeString("");
            json.writeEndArray();
            json.writeObjectFieldStart("o");
            json.writeBooleanField("b", true);
            json.writeEndObject();
        }));
    }

    @Test
    void everyControlCharacterIsEscapedAsTheLibraryDoes() {
        StringBuilder all = new StringBuilder("é€😀\u007f\u0080\u2028");
        for (char c = 0; c < 0x80; c++) {
            all.append(c);
        }
        line.reset();
        line.writeStartObject();
        line.writeStringField("s", all.toString());
        line.writeEndObject();
        assertThat(text()).isEqualTo(byJackson(json -> json.writeStringField("s", all.toString())));
    }

    @Test
    void loneSurrogatesAreReplaced() {
        line.reset();
        line.writeStartObject();
        line.writeStringField("s", "a\ud800b\udc00");
        line.writeEndObject();
        assertThat(text()).isEqualTo("{\"s\":\"a\ufffdb\ufffd\"}");
    }
}
