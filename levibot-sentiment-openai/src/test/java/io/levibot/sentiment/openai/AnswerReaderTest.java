package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.SentimentScore.Horizon;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader(List.of("BTC", "MKT"));

    @Test
    void readsAnAnswerInAnyOrderAndSpacing() {
        assertThat(reader.read(" {\n\"confidence\": 1, \"horizon\":\"weekly\",\"impact\":-1e-1,\"asset\":\"MKT\"}\n"))
                .contains(new Judgement("MKT", -0.1, Horizon.WEEKLY, 1.0));
    }

    @Test
    void readsNegativeZeroAsZero() {
        Judgement judgement = reader.read("{\"asset\":\"BTC\",\"impact\":-0.0,\"horizon\":\"daily\",\"confidence\":0}")
                .orElseThrow();

        assertThat(Double.doubleToRawLongBits(judgement.impact())).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "\"BTC\"",
                "[]",
                "{}",
                "[{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}]",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8} and more",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}{}",
                "```json\n{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}\n```",
                "{\"asset\":\"BTC\",\"impact\":\"0.5\",\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":null,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":true,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":{\"x\":1},\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":[0.5],\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":NaN,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":Infinity,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":1e999,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":1.0000001,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":-0.01}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":1.01}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"DAILY\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"\",\"confidence\":0.8}",
                "{\"asset\":\"btc\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"ETH\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"asset\":\"MKT\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8,\"reason\":\"x\"}",
                "{\"Asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\"}"
            })
    void refusesWhatIsNotExactlyTheSchema(String answer) {
        assertThat(reader.read(answer)).isEmpty();
    }

    @Test
    void refusesAnAnswerThatIsTooLong() {
        String padded = "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8"
                + " ".repeat(AnswerReader.MAX_ANSWER_CHARACTERS) + "}";

        assertThat(reader.read(padded)).isEmpty();
        assertThat(reader.read("{\"asset\":\"BTC\",\"impact\":0." + "1".repeat(500) + "}"))
                .isEmpty();
    }

    @Property
    void readsEveryJudgementThatTheSchemaAllows(
            @ForAll @DoubleRange(min = -1.0, max = 1.0) double impact,
            @ForAll Horizon horizon,
            @ForAll @DoubleRange(min = 0.0, max = 1.0) double confidence) {
        String answer = "{\"asset\":\"BTC\",\"impact\":" + impact + ",\"horizon\":\"" + horizon.code()
                + "\",\"confidence\":" + confidence + "}";

        assertThat(reader.read(answer)).contains(new Judgement("BTC", impact + 0.0, horizon, confidence + 0.0));
    }

    @Property
    void neverThrows(@ForAll @StringLength(max = 200) String noise, @ForAll @IntRange(max = 73) int cut) {
        Optional<Judgement> nothing = reader.read(noise);
        String whole = "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}";
        int at = Math.min(cut, whole.length() - 1);

        assertThat(nothing).isEmpty();
        assertThat(reader.read(whole.substring(0, at))).isEmpty();
        assertThat(reader.read(whole.substring(0, at) + noise + whole.substring(at)))
                .satisfiesAnyOf(
                        read -> assertThat(read).isEmpty(),
                        read -> assertThat(read.orElseThrow().asset()).isIn("BTC", "MKT"));
    }
}
