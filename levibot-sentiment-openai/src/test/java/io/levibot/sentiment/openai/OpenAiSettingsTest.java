package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.spi.PluginConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiSettingsTest {
    @Test
    void hasTheDocumentedDefaults() {
        OpenAiSettings settings = read(Map.of());

        assertThat(settings.apiKey()).isNull();
        assertThat(settings.baseUrl()).hasToString("https://api.openai.com/v1");
        assertThat(settings.model()).isEqualTo("gpt-4o-mini");
        assertThat(settings.assets()).containsExactly("BTC", "ETH", "SOL", "BNB", "MKT");
        assertThat(settings.temperature()).hasValue(0.0);
        assertThat(settings.mode()).isEqualTo(Mode.LIVE);
        assertThat(settings.cacheDirectory()).isNull();
        assertThat(settings.limits())
                .isEqualTo(new OpenAiSettings.Limits(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(45),
                        2,
                        Duration.ofSeconds(10),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        5,
                        Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1/, https://api.openai.com/v1",
        "https://gateway.example.com:8443/openai, https://gateway.example.com:8443/openai",
        "http://127.0.0.1:8080/v1, http://127.0.0.1:8080/v1",
        "http://localhost:11434/v1, http://localhost:11434/v1",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void takesHttpsAndLoopback(String given, String read) {
        assertThat(read(Map.of("base-url", given)).baseUrl()).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.openai.com",
                "http://api.openai.com/v1",
                "http://localhost.example.com/v1",
                "http://127.0.0.1.example.com/v1",
                "ftp://localhost/v1",
                "file:///etc/passwd",
                "https://",
                "https:///v1",
                "https://example.com/v1?key=1",
                "https://example.com/v1#part",
                "https://exa mple.com"
            })
    void doesNotSendAKeyInTheClearOrToNowhere(String address) {
        assertThatThrownBy(() -> read(Map.of("base-url", address)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("base-url")
                .hasMessageContaining("https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BTC", "BTC,,MKT", "BTC, MKT", "BTC,BTC,MKT", "btc,MKT", "MKT,"})
    void refusesAListOfAssetsThatIsNone(String assets) {
        assertThatThrownBy(() -> read(Map.of("assets", assets)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("MKT among them");
    }

    private static OpenAiSettings read(Map<String, String> values) {
        return OpenAiSettings.read(PluginConfig.of(new OpenAiSentimentProvider(), values), name -> null);
    }
}
