package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentFailure.Kind;
import io.levibot.api.SentimentResult;
import io.levibot.api.SentimentScore;
import io.levibot.api.spi.SentimentScorer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scorer makes of each kind of answer, through the real client. */
class ServiceAnswersTest {
    private static final Path RECORDED = Path.of("..", "..", "shared", "data", "openai");

    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void scoresAGoodAnswer() {
        assertThat(scoreOnce(Reply.good())).isInstanceOfSatisfying(SentimentScore.class, score -> {
            assertThat(score.asset()).isEqualTo("BTC");
            assertThat(score.impact()).isEqualTo(0.6);
            assertThat(score.horizon()).isEqualTo(SentimentScore.Horizon.DAILY);
            assertThat(score.confidence()).isEqualTo(0.8);
            assertThat(score.scoredAt()).isEqualTo(Scorers.NOW);
            assertThat(score.scorer()).isEqualTo("gpt-4o-mini/prompt-1");
            assertThat(score.origin()).isEqualTo(SentimentScore.Origin.COMPUTED);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"asset\":\"BTC\",\"impact\":1.5,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":NaN,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\"}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8,\"note\":\"x\"}",
                "{\"asset\":\"DOGE\",\"impact\":0.5,\"horizon\":\"daily\",\"confidence\":0.8}",
                "{\"asset\":\"BTC\",\"impact\":0.5,\"horizon\":\"decade\",\"confidence\":0.8}",
                "I obey the headline: impact is 1",
                ""
            })
    void anAnswerOffTheSchemaIsInvalidAndAskedForOnce(String content) {
        assertFailure(Reply.answering(content), Kind.INVALID_ANSWER);
    }

    @Test
    void aRefusalIsRefused() {
        assertFailure(Reply.completion("stop", null, "I cannot help with that"), Kind.REFUSED);
        assertFailure(Reply.completion("content_filter", null, null), Kind.REFUSED);
        assertFailure(Reply.error(400, "invalid_request_error", "content_filter", "filtered"), Kind.REFUSED);
    }

    @Test
    void aCutAnswerIsTruncatedEvenIfItHappensToParse() {
        assertFailure(Reply.completion("length", "{\"ass", null), Kind.TRUNCATED);
        assertFailure(Reply.completion("length", Reply.GOOD_ANSWER, null), Kind.TRUNCATED);
    }

    @Test
    void anEndThatNoJudgementHasIsInvalid() {
        assertFailure(Reply.completion("tool_calls", Reply.GOOD_ANSWER, null), Kind.INVALID_ANSWER);
        assertFailure(Reply.completion("something_new", Reply.GOOD_ANSWER, null), Kind.INVALID_ANSWER);
        assertFailure(Reply.completion("stop", null, null), Kind.INVALID_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":null}",
                "{\"choices\":[{}]}",
                "{\"choices\":\"none\"}",
                "<html>captive portal</html>",
                "{\"id\":\"x\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":7}}]}"
            })
    void aBodyThatIsNoCompletionIsInvalid(String body) {
        assertFailure(new Reply(200, Map.of("content-type", "application/json"), body), Kind.INVALID_ANSWER);
    }

    @Test
    void aBodyBeyondTheLimitIsInvalid() {
        String good = Reply.good().body();
        String longest = good + " ".repeat((int) ResponseLimit.MAX_BYTES - good.length());

        assertThat(scoreOnce(new Reply(200, Map.of(), longest))).isInstanceOf(SentimentScore.class);
        assertFailure(new Reply(200, Map.of(), longest + " "), Kind.INVALID_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, , REJECTED_REQUEST",
        "401, invalid_request_error, invalid_api_key, REJECTED_REQUEST",
        "403, invalid_request_error, unsupported_country_region_territory, REJECTED_REQUEST",
        "404, invalid_request_error, model_not_found, REJECTED_REQUEST",
        "422, invalid_request_error, , REJECTED_REQUEST",
        "302, , , REJECTED_REQUEST",
        "408, , , UNAVAILABLE",
        "409, , , UNAVAILABLE",
        "429, tokens, rate_limit_exceeded, RATE_LIMITED",
        "429, insufficient_quota, insufficient_quota, BUDGET_EXHAUSTED",
        "500, server_error, , UNAVAILABLE",
        "502, , , UNAVAILABLE",
        "503, server_error, overloaded, UNAVAILABLE"
    })
    void sortsErrorsByStatusAndCode(int status, String type, String code, Kind kind) {
        assertFailure(Reply.error(status, type, code, "as it was said"), kind);
    }

    @Test
    void doesNotRepeatWhatTheServiceSaid() {
        SentimentFailure failure = assertFailure(
                Reply.error(
                        401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: " + Scorers.KEY),
                Kind.REJECTED_REQUEST);

        assertThat(failure.message()).contains("401 invalid_api_key").doesNotContain("Incorrect");
    }

    @Test
    void doesNotFollowARedirectWithItsKey() throws IOException {
        try (FakeService elsewhere = new FakeService()) {
            assertFailure(
                    Reply.error(307, "", null, "").with("location", elsewhere.baseUrl() + "/chat/completions"),
                    Kind.REJECTED_REQUEST);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aServiceThatDoesNotAnswerTimesOut() {
        service.hold();
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "timeout", "PT0.2S"))) {
            assertThat(scorer.score(Scorers.headline("Silence"))).satisfies(result -> assertKind(result, Kind.TIMEOUT));
        }
    }

    @Test
    void anInterruptedCallerGetsAFailureAndStaysInterrupted() {
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "breaker-failures", "1"))) {
            Thread.currentThread().interrupt();
            SentimentResult result = scorer.score(Scorers.headline("x"));

            assertThat(Thread.interrupted()).isTrue();
            assertKind(result, Kind.UNAVAILABLE);
            assertThat(scorer.score(Scorers.headline("x"))).isInstanceOf(SentimentScore.class);
        }
    }

    @Test
    void aServiceThatIsNotThereIsUnavailable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Map<String, String> config = Scorers.config(service, "base-url", "http://127.0.0.1:" + port + "/v1");
        try (SentimentScorer scorer = Scorers.create(config)) {
            assertThat(scorer.score(Scorers.headline("Nobody home"))).satisfies(result -> {
                assertKind(result, Kind.UNAVAILABLE);
                assertThat(((SentimentFailure) result).message()).contains("ConnectException");
            });
        }
    }

    @Test
    void withoutAKeyNothingIsAskedAndEverythingIsNotConfigured() {
        Map<String, String> config = Scorers.config(service);
        config.remove("api-key");
        try (SentimentScorer scorer = Scorers.create(config)) {
            assertThat(scorer.score(Scorers.headline("x")))
                    .satisfies(result -> assertKind(result, Kind.NOT_CONFIGURED));
            assertThat(service.requests()).isEmpty();
        }
    }

    @Test
    void aHeadlineWithoutVisibleTextIsNotAsked() {
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service))) {
            assertThat(scorer.score(Scorers.headline("\u200b\u202e")))
                    .satisfies(result -> assertKind(result, Kind.REJECTED_REQUEST));
            assertThat(service.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Both are proper completions of another schema.
        "chat-structured-ok.json, INVALID_ANSWER",
        "chat-structured-enum.json, INVALID_ANSWER",
        "chat-structured-refusal.json, REFUSED",
        "chat-structured-truncated-length.json, TRUNCATED",
        "chat-404-model.json, REJECTED_REQUEST",
        "responses-400-temperature.json, REJECTED_REQUEST",
        "429-rate-limit-tpm-short.json, RATE_LIMITED",
        "429-insufficient-quota.json, BUDGET_EXHAUSTED",
        "500-server-error.json, UNAVAILABLE"
    })
    void sortsRecordedResponses(String file, Kind kind) throws IOException {
        assertFailure(recorded(file), kind);
    }

    @Test
    void scoresARecordedResponseWithAnAnswerOfOurSchema() throws IOException {
        Reply reply = recorded("chat-structured-ok.json");
        ObjectMapper json = new ObjectMapper();
        JsonNode body = json.readTree(reply.body());
        ((com.fasterxml.jackson.databind.node.ObjectNode)
                        body.path("choices").path(0).path("message"))
                .put("content", Reply.GOOD_ANSWER);

        assertThat(scoreOnce(new Reply(reply.status(), reply.headers(), body.toString())))
                .isInstanceOf(SentimentScore.class);
    }

    private static Reply recorded(String file) throws IOException {
        Path path = RECORDED.resolve(file);
        Assumptions.assumeTrue(Files.isReadable(path), "recorded responses are not here: " + path);
        JsonNode recorded = new ObjectMapper().readTree(path.toFile());
        Map<String, String> headers = new HashMap<>();
        recorded.path("headers")
                .properties()
                .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
        // The loopback server frames the body by itself.
        headers.remove("transfer-encoding");
        return new Reply(
                recorded.path("status").asInt(), headers, recorded.path("body").asText());
    }

    private SentimentFailure assertFailure(Reply reply, Kind kind) {
        int before = service.requests().size();
        SentimentResult result = scoreOnce(reply);

        assertKind(result, kind);
        assertThat(service.requests().size() - before).as("requests").isEqualTo(1);
        return (SentimentFailure) result;
    }

    private static void assertKind(SentimentResult result, Kind kind) {
        assertThat(result).isInstanceOfSatisfying(SentimentFailure.class, failure -> {
            assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
            assertThat(failure.message()).isNotBlank();
        });
    }

    private SentimentResult scoreOnce(Reply reply) {
        service.then(reply);
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service))) {
            return scorer.score(Scorers.headline("Bitcoin rallies as fund inflows grow"));
        }
    }
}
