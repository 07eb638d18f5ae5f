package io.levibot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentValuesTest {
    private static final Instant PUBLISHED = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2024-01-01T00:01:00Z");
    private static final Instant SCORED = Instant.parse("2024-01-01T00:01:02Z");

    @ParameterizedTest
    @CsvSource({"NaN, 0.5", "1.01, 0.5", "-1.01, 0.5", "0, NaN", "0, -0.01", "0, 1.01", "Infinity, 0"})
    void refusesAScoreOutOfRange(double impact, double confidence) {
        assertThatIllegalArgumentException().isThrownBy(() -> score("BTC", impact, confidence, SCORED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "btc", "BTC USD", "ABCDEFGHIJKLM"})
    void refusesAnAssetThatIsNoCode(String asset) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score(asset, 0.0, 0.5, SCORED))
                .withMessageContaining("1 to 12 of A-Z 0-9");
    }

    @Test
    void isAvailableFromTheLatestOfItsThreeTimes() {
        assertThat(score("BTC", 0.5, 0.5, SCORED).availableAt()).isEqualTo(SCORED);
        assertThat(score("BTC", 0.5, 0.5, PUBLISHED.minusSeconds(1)).availableAt())
                .isEqualTo(RECEIVED);
        assertThat(new SentimentScore(
                                new Headline("x", "", PUBLISHED, PUBLISHED.minusSeconds(5)),
                                "BTC",
                                0.5,
                                SentimentScore.Horizon.DAILY,
                                0.5,
                                PUBLISHED.minusSeconds(3),
                                "s",
                                SentimentScore.Origin.CACHED)
                        .availableAt())
                .isEqualTo(PUBLISHED);
    }

    @Test
    void refusesAHeadlineThatIsBlankOrTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Headline(" \t\n", "", PUBLISHED, RECEIVED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Headline("x".repeat(1001), "", PUBLISHED, RECEIVED))
                .withMessageContaining("1001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Headline("x", "s".repeat(101), PUBLISHED, RECEIVED))
                .withMessageContaining("101");
    }

    @Test
    void namesHorizonsInLowerCase() {
        assertThat(SentimentScore.Horizon.INTRADAY.code()).isEqualTo("intraday");
    }

    private static SentimentScore score(String asset, double impact, double confidence, Instant scoredAt) {
        return new SentimentScore(
                new Headline("x", "", PUBLISHED, RECEIVED),
                asset,
                impact,
                SentimentScore.Horizon.DAILY,
                confidence,
                scoredAt,
                "scorer/1",
                SentimentScore.Origin.COMPUTED);
    }
}
