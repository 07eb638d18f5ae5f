package io.levibot.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.levibot.api.ArtifactException;
import io.levibot.api.ConfigException;
import io.levibot.api.PluginException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginConfigTest {
    private static final String SECRET = "sk-do-not-show";

    @Test
    void refusesUnknownKeysAndListsTheKnownOnes() {
        assertThatThrownBy(() -> PluginConfig.of(new Sample(), Map.of("tree", "1", "depht", "3")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "sample: unknown configuration keys [depht, tree]; known are [depth, mode, pause, rate, token, wide]");
    }

    @Test
    void readsEveryKindOfValue() {
        PluginConfig config =
                config(Map.of("depth", "6", "rate", "0.5", "wide", "true", "pause", "PT30S", "mode", "very-fast"));

        assertThat(config.integer("depth", 1, 1, 10)).isEqualTo(6);
        assertThat(config.number("rate", 0.1, 0.0, 1.0)).isEqualTo(0.5);
        assertThat(config.flag("wide", false)).isTrue();
        assertThat(config.duration("pause", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.choice("mode", Mode.class, Mode.SLOW)).isEqualTo(Mode.VERY_FAST);
        assertThat(config.required("depth")).isEqualTo("6");
    }

    @Test
    void fallsBackWhereNothingIsGiven() {
        PluginConfig config = PluginConfig.empty(new Sample());

        assertThat(config.integer("depth", 3, 1, 10)).isEqualTo(3);
        assertThat(config.number("rate", 0.1, 0.0, 1.0)).isEqualTo(0.1);
        assertThat(config.flag("wide", true)).isTrue();
        assertThat(config.duration("pause", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.choice("mode", Mode.class, Mode.SLOW)).isEqualTo(Mode.SLOW);
        assertThat(config.text("mode", "none")).isEqualTo("none");
        assertThat(config.text("mode")).isEmpty();
        assertThatThrownBy(() -> config.required("depth"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'depth' is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "11", "0", "6.0", "99999999999999999999"})
    void refusesAWholeNumberOutOfForm(String value) {
        assertThatThrownBy(() -> config(Map.of("depth", value)).integer("depth", 1, 1, 10))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "sample: configuration key 'depth' is '" + value + "'; allowed is a whole number from 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "Infinity", "1.01", "-0.01", "half"})
    void refusesANumberOutOfForm(String value) {
        assertThatThrownBy(() -> config(Map.of("rate", value)).number("rate", 0.1, 0.0, 1.0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'rate' is '" + value + "'")
                .hasMessageContaining("0.0 to 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TRUE", "1", "yes"})
    void refusesAFlagOutOfForm(String value) {
        assertThatThrownBy(() -> config(Map.of("wide", value)).flag("wide", false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30s", "PT0S", "-PT1S", "P1Y"})
    void refusesADurationOutOfForm(String value) {
        assertThatThrownBy(() -> config(Map.of("pause", value)).duration("pause", Duration.ofSeconds(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("PT30S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SLOW", "very_fast", "medium"})
    void refusesAChoiceOutOfForm(String value) {
        assertThatThrownBy(() -> config(Map.of("mode", value)).choice("mode", Mode.class, Mode.SLOW))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[slow, very-fast]");
    }

    @Test
    void neverShowsASecret() {
        PluginConfig config = config(Map.of("token", SECRET, "depth", "6"));

        assertThat(config).hasToString("sample{depth=6, token=***}");
        assertThat(config.storable()).containsOnlyKeys("depth");
        for (ThrowingCallable misuse : List.<ThrowingCallable>of(
                () -> config.number("token", 0, 0, 1),
                () -> config.integer("token", 0, 0, 1),
                () -> config.flag("token", false),
                () -> config.duration("token", Duration.ofSeconds(1)),
                () -> config.choice("token", Mode.class, Mode.SLOW),
                () -> {
                    throw config.refuse("token", "something else");
                })) {
            assertThat(fullText(catchThrowable(misuse)))
                    .contains("'token' is ***")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void doesNotChangeWithTheMapItWasMadeFrom() {
        Map<String, String> values = new java.util.HashMap<>(Map.of("depth", "6"));
        PluginConfig config = config(values);
        values.put("depth", "7");
        config.storable().put("depth", "8");

        assertThat(config.required("depth")).isEqualTo("6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Key", "1key", "key=", "key key"})
    void refusesMalformedKeyNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigKey.of(name, "x"))
                .withMessageContaining("config key");
    }

    @Test
    void aBareContextOffersItsDefaultsAndSaysWhatItLacks() {
        PluginContext context =
                PluginContext.builder(InstantSource.fixed(Instant.EPOCH)).build();

        assertThat(context.seed()).isEqualTo(42L);
        assertThat(context.clock().instant()).isEqualTo(Instant.EPOCH);
        Thread[] ran = new Thread[1];
        context.executor().execute(() -> ran[0] = Thread.currentThread());
        assertThat(ran[0]).isSameAs(Thread.currentThread());
        assertThatThrownBy(() -> context.requiredArtifact("isotonic"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("isotonic");
        assertThatThrownBy(() -> context.provider(PredictorProvider.class, "linear"))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("PredictorProvider 'linear'");
        assertThat(context.toBuilder().seed(7).build().seed()).isEqualTo(7L);
    }

    private static String fullText(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static PluginConfig config(Map<String, String> values) {
        return PluginConfig.of(new Sample(), values);
    }

    private enum Mode {
        SLOW,
        VERY_FAST
    }

    private static final class Sample implements Provider<String> {
        @Override
        public String name() {
            return "sample";
        }

        @Override
        public Set<ConfigKey> configKeys() {
            return Set.of(
                    ConfigKey.of("depth", "levels, 1 to 10"),
                    ConfigKey.of("rate", "share, 0 to 1"),
                    ConfigKey.of("wide", "true or false"),
                    ConfigKey.of("pause", "duration"),
                    ConfigKey.of("mode", "slow or very-fast"),
                    ConfigKey.secret("token", "secret"));
        }

        @Override
        public String create(PluginConfig config, PluginContext context) {
            return config.toString();
        }
    }
}
