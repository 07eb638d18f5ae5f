package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.ScoreScale;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CalibratorStateTest {
    private static final String HEAD = "{\"format\":\"levibot-calibrator\",\"version\":1,\"method\":\"isotonic\","
            + "\"scale\":\"LOG_ODDS\",\"samples\":4,\"positives\":2.0,\"weightSum\":4.0,"
            + "\"details\":{\"end-clip\":\"0.1\",\"knots\":\"2\",\"library\":\"levibot 0.1.0\",\"out-of-bounds\":\"CLIP\"},";
    private static final String MAP =
            "\"map\":{\"kind\":\"interpolated\",\"outOfBounds\":\"CLIP\",\"endClip\":0.1,\"x\":[1.0,2.5],\"y\":[0.0,1.0]}}";

    @Test
    void writesOneReadableDocument() {
        CalibrationSet set =
                CalibrationSet.of(new double[] {1, 2.5, 1, 2.5}, new double[] {0, 1, 0, 1}, ScoreScale.LOG_ODDS);
        Calibrator fitted =
                fit(new IsotonicProvider(), set, Map.of("end-clip", "0.1", "min-samples", "1", "min-class", "0"));

        assertThat(fitted.state().names()).containsExactly("calibrator.json");
        assertThat(fitted.state().text("calibrator.json")).isEqualTo(HEAD + MAP);
    }

    @Test
    void readsWhatItWrites() {
        assertThatCode(() -> restore(HEAD + MAP)).doesNotThrowAnyException();
        assertThat(restore(HEAD + MAP).calibrate(1.75)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void refusesADocumentThatNoFitCouldHaveWritten(String message, UnaryOperator<String> damage) {
        String damaged = damage.apply(HEAD + MAP);

        assertThat(damaged).isNotEqualTo(HEAD + MAP);
        assertThatThrownBy(() -> restore(damaged))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                replace("lacks the field 'samples'", "\"samples\":4,", ""),
                replace("lacks the field 'map.y'", ",\"y\":[0.0,1.0]", ""),
                replace("unknown fields [extra]", "\"samples\":4", "\"samples\":4,\"extra\":1"),
                replace("unknown fields [z]", "\"endClip\"", "\"z\":[],\"endClip\""),
                replace("not valid JSON", "\"samples\":4", "\"samples\":4,\"samples\":4"),
                replace("not valid JSON", "[1.0,2.5]", "[1.0,NaN]"),
                replace("finite number", "[1.0,2.5]", "[1.0,1e999]"),
                replace("finite number", "[1.0,2.5]", "[1.0,null]"),
                replace("finite number", "[1.0,2.5]", "[1.0,\"2.5\"]"),
                replace("finite number", "[1.0,2.5]", "[1.0,[2.5]]"),
                replace("strictly increasing", "[1.0,2.5]", "[2.5,1.0]"),
                replace("strictly increasing", "[1.0,2.5]", "[1.0,1.0]"),
                replace("rise within [0, 1]", "[0.0,1.0]", "[1.0,0.0]"),
                replace("rise within [0, 1]", "[0.0,1.0]", "[0.0,1.5]"),
                replace("2 knots and 1 values", "[0.0,1.0]", "[0.0]"),
                replace("end clip", "\"endClip\":0.1", "\"endClip\":0.7"),
                replace("'map.outOfBounds'", "\"CLIP\",\"endClip\"", "\"SOMETIMES\",\"endClip\""),
                replace("'map.kind'", "interpolated", "neural"),
                replace("'map.kind'", "\"interpolated\"", "7"),
                replace("'scale'", "LOG_ODDS", "LOG"),
                replace("'samples'", "\"samples\":4", "\"samples\":4.5"),
                replace("'samples'", "\"samples\":4", "\"samples\":-1"),
                replace("'samples'", "\"samples\":4", "\"samples\":\"4\""),
                replace("positives 9.0", "\"positives\":2.0", "\"positives\":9.0"),
                replace("version 1", "\"version\":1", "\"version\":2"),
                replace("levibot-calibrator", "levibot-calibrator", "something"),
                replace("'method'", "\"isotonic\"", "\"platt\""),
                replace("goes on after its end", "1.0]}}", "1.0]}} {}"),
                replace("not a JSON object", HEAD + MAP, "[]"),
                replace("not a JSON object", HEAD + MAP, ""),
                replace("not valid JSON", "{\"end-clip\"", "{\"a\":{\"a\":{\"a\":{\"a\":{}}}},\"end-clip\""),
                replace("'details.a'", "{\"end-clip\"", "{\"a\":1,\"end-clip\""));
    }

    @Test
    void refusesADocumentWithoutMeasure() {
        String long5000 = "x".repeat(5000);

        assertThatThrownBy(() -> restore(HEAD.replace("CLIP\"},", long5000 + "\"},") + MAP))
                .isInstanceOf(ArtifactException.class);
        assertThatThrownBy(() -> restore(HEAD + MAP.replace("2.5", "2." + "5".repeat(100))))
                .isInstanceOf(ArtifactException.class);
    }

    @Test
    void refusesAnArtifactWithOtherEntries() {
        Artifact two = Artifact.of(
                Map.of("calibrator.json", (HEAD + MAP).getBytes(StandardCharsets.UTF_8), "more", new byte[1]));

        assertThatThrownBy(() -> restore(new IsotonicProvider(), two))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("more");
    }

    @Property(tries = 60)
    void comesBackToTheBit(
            @ForAll @IntRange(min = 0, max = 8) int method,
            @ForAll long seed,
            @ForAll boolean ties,
            @ForAll boolean probabilities) {
        CalibratorProvider provider = providers().get(method);
        ScoreScale scale = probabilities ? ScoreScale.PROBABILITY : ScoreScale.LOG_ODDS;
        CalibrationSet set = TestData.logistic(300, seed, 0.6, -0.2, ties, true, scale);
        Calibrator fitted = fit(provider, set, Map.of("min-samples", "1"));
        Calibrator restored = restore(provider, fitted.state());

        assertThat(restored.state()).isEqualTo(fitted.state());
        assertThat(restored.info()).isEqualTo(fitted.info());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            double score = probabilities ? random.nextDouble() : random.nextDouble() * 12 - 6;
            assertThat(restored.calibrate(score)).isEqualTo(fitted.calibrate(score));
            assertThat(restored.lower(score)).isEqualTo(fitted.lower(score));
            assertThat(restored.upper(score)).isEqualTo(fitted.upper(score));
        }
    }

    private static List<CalibratorProvider> providers() {
        return List.of(
                new IdentityProvider(),
                new TemperatureProvider(),
                new PlattProvider(),
                new AffineLogitProvider(),
                new BetaProvider(),
                new QuadraticLogitProvider(),
                new VennAbersProvider(),
                new IsotonicProvider(),
                new OnlinePlattProvider());
    }

    private static Arguments replace(String message, String from, String to) {
        UnaryOperator<String> damage = text -> text.replace(from, to);
        return Arguments.of(message, damage);
    }

    private static Calibrator fit(CalibratorProvider provider, CalibrationSet set, Map<String, String> config) {
        return provider.fit(set, PluginConfig.of(provider, config), TestData.context());
    }

    private static Calibrator restore(String document) {
        return restore(new IsotonicProvider(), Artifact.ofText("calibrator.json", document));
    }

    private static Calibrator restore(CalibratorProvider provider, Artifact artifact) {
        return provider.create(
                PluginConfig.empty(provider),
                TestData.context().toBuilder().artifact(artifact).build());
    }
}
