package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentResult;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.SentimentScorer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key must be nowhere but in the Authorization header. Everything is logged at its finest level and read back. */
class SecretsTest {
    private final FakeService service = new FakeService();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;

    @TempDir
    private Path directory;

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(standardError);
        service.close();
    }

    @Test
    void noFailureShowsTheKeyEvenIfTheServiceRepeatsIt() {
        String echo = "you sent Bearer " + Scorers.KEY;
        service.then(
                Reply.error(400, echo, echo, echo),
                Reply.error(401, echo, echo, echo).with("www-authenticate", Scorers.KEY),
                Reply.error(403, "x", "y", echo),
                Reply.error(404, "x", "y", echo),
                Reply.error(429, echo, "rate_limit_exceeded", echo).with("retry-after", Scorers.KEY),
                Reply.error(429, "insufficient_quota", "insufficient_quota", echo),
                Reply.error(500, echo, echo, echo),
                new Reply(200, Map.of(), echo),
                Reply.answering(echo),
                Reply.completion("stop", null, echo),
                Reply.completion(Scorers.KEY, echo, null),
                Reply.error(307, "", null, "").with("location", "http://127.0.0.1:1/" + Scorers.KEY));
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "breaker-failures", "1000"))) {
            StringBuilder said = new StringBuilder(scorer.toString());
            for (int i = 0; i < 12; i++) {
                SentimentResult result = scorer.score(Scorers.headline("story " + i));
                assertThat(result).as("story %d", i).isInstanceOf(SentimentFailure.class);
                said.append(result);
            }
            assertThat(service.requests()).hasSize(12);
            assertThat(said.toString()).doesNotContain(Scorers.KEY);
        }
        assertThat(logs()).contains("401").doesNotContain(Scorers.KEY);
    }

    @Test
    void aTimeOutAndAClosedScorerDoNotShowTheKey() {
        service.hold();
        SentimentScorer scorer = Scorers.create(Scorers.config(service, "timeout", "PT0.1S"));
        String said = scorer.score(Scorers.headline("x")).toString();
        scorer.close();
        Throwable closed = catchThrowable(() -> scorer.score(Scorers.headline("x")));

        assertThat(said + closed + logs()).contains("TIMEOUT").doesNotContain(Scorers.KEY);
    }

    @Test
    void aKeyThatCannotBeOneIsRefusedWithoutBeingShown() {
        OpenAiSentimentProvider byConfig = new OpenAiSentimentProvider(name -> null);
        OpenAiSentimentProvider byVariable = new OpenAiSentimentProvider(name -> Scorers.KEY + "\nX-Injected: 1");

        Throwable configured = catchThrowable(() -> create(byConfig, Map.of("api-key", Scorers.KEY + "\r\nX: 1")));
        Throwable found = catchThrowable(() -> create(byVariable, Map.of("api-key-env", "MY_KEY")));

        assertThat(stackTrace(configured)).contains("'api-key' is ***").doesNotContain(Scorers.KEY);
        assertThat(stackTrace(found)).contains("MY_KEY").doesNotContain(Scorers.KEY);
    }

    @Test
    void aPasswordInTheAddressIsRefusedWithoutBeingShown() {
        for (String address : List.of("https://user:hunter2@example.com/v1", "user:hunter2@example.com")) {
            Throwable refused = catchThrowable(
                    () -> create(new OpenAiSentimentProvider(name -> null), Map.of("base-url", address)));

            assertThat(stackTrace(refused)).contains("base-url").doesNotContain("hunter2");
        }
    }

    @Test
    void settingsAndKeyDoNotShowTheKey() {
        OpenAiSettings settings = OpenAiSettings.read(
                PluginConfig.of(new OpenAiSentimentProvider(), Scorers.config(service)), name -> null);

        assertThat(settings.toString()).contains("apiKey=***").doesNotContain(Scorers.KEY);
    }

    @Test
    void nothingOnDiskHoldsTheKey() throws IOException {
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "cache-dir", directory.toString()))) {
            scorer.score(Scorers.headline("x"));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(Scorers.KEY);
            }
        }
    }

    @Test
    void aHeadlineIsNotLogged() {
        service.then(Reply.answering("no"), Reply.error(500, "server_error", null, ""));
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service))) {
            scorer.score(Scorers.headline("Forged\nWARN entry"));
            scorer.score(Scorers.headline("Forged\nWARN entry"));
        }

        assertThat(logs()).contains("INVALID_ANSWER").doesNotContain("Forged");
    }

    @Test
    void readsTheKeyFromTheNamedVariable() {
        OpenAiSentimentProvider provider =
                new OpenAiSentimentProvider(name -> name.equals("MY_KEY") ? " sk-from-variable\n" : null);
        Map<String, String> config = Scorers.config(service, "api-key-env", "MY_KEY");
        config.remove("api-key");
        try (SentimentScorer scorer = create(provider, config)) {
            scorer.score(Scorers.headline("x"));
        }

        assertThat(service.requests().get(0).authorization()).isEqualTo("Bearer sk-from-variable");
        assertThat(logs()).doesNotContain("sk-from-variable");
    }

    private static SentimentScorer create(OpenAiSentimentProvider provider, Map<String, String> values) {
        return provider.create(
                PluginConfig.of(provider, values),
                PluginContext.builder(InstantSource.fixed(Scorers.NOW)).build());
    }

    private String logs() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
