package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.Headers;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Scorers.NOW);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "20, 20000",
        "1.798, 1798",
        "0.0001, 1",
        "99999999999, 86400000",
        "'Fri, 01 Mar 2024 12:00:30 GMT', 30000",
        "'Fri, 01 Mar 2024 11:59:00 GMT', 0",
        "'Wed, 01 Mar 2124 12:00:30 GMT', 86400000"
    })
    void readsSecondsAndDates(String value, long milliseconds) {
        assertThat(RetryAfter.read(headers("retry-after", value), CLOCK)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void prefersMilliseconds() {
        Headers both = Headers.builder()
                .put("Retry-After-Ms", "250")
                .put("Retry-After", "20")
                .build();

        assertThat(RetryAfter.read(both, CLOCK)).isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "NaN", "Infinity", "1e9", "0x1p3", "20s", "1.", "1234567890123"})
    void ignoresWhatItCannotRead(String value) {
        assertThat(RetryAfter.read(headers("retry-after", value), CLOCK)).isNull();
        assertThat(RetryAfter.read(headers("retry-after-ms", value), CLOCK)).isNull();
    }

    @Test
    void noHeaderIsNoWait() {
        assertThat(RetryAfter.read(Headers.builder().build(), CLOCK)).isNull();
    }

    private static Headers headers(String name, String value) {
        return Headers.builder().put(name, value).build();
    }
}
