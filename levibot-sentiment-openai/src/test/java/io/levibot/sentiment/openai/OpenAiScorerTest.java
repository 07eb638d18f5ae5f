package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.Headline;
import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentFailure.Kind;
import io.levibot.api.SentimentResult;
import io.levibot.api.SentimentScore;
import io.levibot.api.spi.SentimentScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cache, single flight, recording and replay. */
class OpenAiScorerTest {
    private final FakeService service = new FakeService();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void asksOnceForTheSameStory() {
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service))) {
            scorer.score(Scorers.headline("Fund inflows grow"));
            SentimentResult again = scorer.score(Scorers.headline("FUND inflows  grow - Test Wire"));

            assertThat(((SentimentScore) again).origin()).isEqualTo(SentimentScore.Origin.CACHED);
            assertThat(again.headline().text()).isEqualTo("FUND inflows  grow - Test Wire");
            assertThat(service.requests()).hasSize(1);
            assertThat(scorer.statistics()).isEqualTo(new SentimentScorer.Statistics(1, 1, 0));
        }
    }

    @Test
    void keepsScoresOnDiskAcrossScorersWithTheirFirstTime() {
        Map<String, String> config = Scorers.config(service, "cache-dir", directory.toString());
        Headline headline = Scorers.headline("Fund inflows grow");
        MutableClock clock = new MutableClock();
        SentimentScore first;
        try (SentimentScorer scorer = Scorers.create(config, clock)) {
            first = (SentimentScore) scorer.score(headline);
        }
        clock.advance(Duration.ofDays(1));
        try (SentimentScorer scorer = Scorers.create(config, clock)) {
            SentimentScore second = (SentimentScore) scorer.score(headline);

            assertThat(second.scoredAt()).isEqualTo(first.scoredAt()).isEqualTo(Scorers.NOW);
            assertThat(second.impact()).isEqualTo(first.impact());
            assertThat(scorer.statistics().cacheHits()).isEqualTo(1);
        }
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void keepsNoFailure() throws IOException {
        Map<String, String> config = Scorers.config(service, "cache-dir", directory.toString());
        service.then(
                Reply.completion("stop", null, "no"),
                Reply.answering("{}"),
                Reply.error(500, "server_error", null, ""));
        try (SentimentScorer scorer = Scorers.create(config)) {
            Headline headline = Scorers.headline("Fund inflows grow");
            for (int i = 0; i < 3; i++) {
                assertThat(scorer.score(headline)).isInstanceOf(SentimentFailure.class);
            }
            assertThat(files()).isEmpty();
            assertThat(scorer.score(headline)).isInstanceOf(SentimentScore.class);
            assertThat(files()).hasSize(1);
            assertThat(scorer.statistics()).isEqualTo(new SentimentScorer.Statistics(0, 4, 3));
        }
    }

    @Test
    void forgetsTheLeastRecentlyUsedScoreInMemory() {
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "memory-max-entries", "2"))) {
            for (String text : List.of("one", "two", "one", "three", "one", "two")) {
                scorer.score(Scorers.headline(text));
            }

            // one and two asked; one hit; three asked and two forgotten; one hit; two asked again.
            assertThat(service.requests()).hasSize(4);
        }
    }

    @Test
    @Timeout(60)
    void severalThreadsThatWantTheSameHeadlineLeadToOneRequest() throws Exception {
        int wanted = 8;
        service.hold();
        ExecutorService threads = Executors.newFixedThreadPool(wanted);
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service))) {
            List<Future<SentimentResult>> results = new ArrayList<>();
            for (int i = 0; i < wanted; i++) {
                results.add(threads.submit(() -> scorer.score(Scorers.headline("Breaking"))));
            }
            while (service.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            service.open();
            int computed = 0;
            for (Future<SentimentResult> result : results) {
                SentimentScore score = (SentimentScore) result.get();
                computed += score.origin() == SentimentScore.Origin.COMPUTED ? 1 : 0;
            }

            assertThat(service.requests()).hasSize(1);
            assertThat(computed).isEqualTo(1);
            assertThat(scorer.statistics()).isEqualTo(new SentimentScorer.Statistics(wanted - 1, 1, 0));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void replaysWhatWasRecordedWithoutAServiceAndWithoutAKey() {
        Headline known = Scorers.headline("Fund inflows grow");
        SentimentScore recorded;
        try (SentimentScorer recorder = Scorers.create(recording("record"))) {
            recorded = (SentimentScore) recorder.score(known);
        }
        int requests = service.requests().size();
        Map<String, String> config = recording("replay");
        config.remove("api-key");
        try (SentimentScorer replay = Scorers.create(config)) {
            assertThat(replay.score(known))
                    .usingRecursiveComparison()
                    .ignoringFields("origin")
                    .isEqualTo(recorded);
            SentimentResult unknown = replay.score(Scorers.headline("Something else"));
            assertThat(((SentimentFailure) unknown).kind()).isEqualTo(Kind.UNAVAILABLE);
        }
        assertThat(service.requests()).hasSize(requests);
    }

    @Test
    void aReplayChangesNothingOnDisk() throws IOException {
        try (SentimentScorer recorder = Scorers.create(recording("record"))) {
            recorder.score(Scorers.headline("Fund inflows grow"));
        }
        Path file = files().get(0);
        Files.writeString(file, "damaged");
        try (SentimentScorer replay = Scorers.create(recording("replay"))) {
            assertThat(replay.score(Scorers.headline("Fund inflows grow"))).isInstanceOf(SentimentFailure.class);
        }

        assertThat(files()).containsExactly(file);
        assertThat(file).hasContent("damaged");
    }

    @Test
    void aScoreThatCannotBeRecordedIsNoScore() {
        Map<String, String> config = recording("record");
        config.put("cache-max-entries", "1");
        try (SentimentScorer recorder = Scorers.create(config)) {
            assertThat(recorder.score(Scorers.headline("one"))).isInstanceOf(SentimentScore.class);
            SentimentResult second = recorder.score(Scorers.headline("two"));
            assertThat(((SentimentFailure) second).message()).contains("recorded");
            assertThat(recorder.score(Scorers.headline("two"))).isInstanceOf(SentimentFailure.class);
        }
    }

    @Test
    void recordingAndReplayNeedADirectory() {
        for (String mode : List.of("record", "replay")) {
            assertThatThrownBy(() -> Scorers.create(Scorers.config(service, "mode", mode)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("cache-dir")
                    .hasMessageContaining(mode);
        }
    }

    @Test
    void leavesABreakingServiceAlone() {
        MutableClock clock = new MutableClock();
        for (int i = 0; i < 5; i++) {
            service.then(Reply.error(503, "server_error", null, ""));
        }
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service), clock)) {
            for (int i = 0; i < 5; i++) {
                scorer.score(Scorers.headline("story " + i));
            }
            SentimentResult shut = scorer.score(Scorers.headline("story 6"));
            assertThat(((SentimentFailure) shut).kind()).isEqualTo(Kind.BREAKER_OPEN);
            assertThat(service.requests()).hasSize(5);
            clock.advance(Duration.ofMinutes(1));
            assertThat(scorer.score(Scorers.headline("story 6"))).isInstanceOf(SentimentScore.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED_REQUEST",
        "422, REJECTED_REQUEST",
        "401, BREAKER_OPEN",
        "404, BREAKER_OPEN",
        "500, BREAKER_OPEN"
    })
    void onlyWhatTheHeadlineCannotCauseOpensTheBreaker(int status, Kind second) {
        service.then(Reply.error(status, "x", null, ""), Reply.error(status, "x", null, ""));
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "breaker-failures", "1"))) {
            scorer.score(Scorers.headline("one"));
            SentimentResult result = scorer.score(Scorers.headline("two"));

            assertThat(((SentimentFailure) result).kind()).isEqualTo(second);
        }
    }

    @Test
    void retriesThroughTheRealClient() {
        service.then(Reply.error(429, "requests", "rate_limit_exceeded", "").with("retry-after-ms", "5"));
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "max-retries", "1"))) {
            assertThat(scorer.score(Scorers.headline("x"))).isInstanceOf(SentimentScore.class);
        }
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void neverRepeatsARequestBeyondAnEmptyAccount() {
        service.then(
                Reply.error(429, "insufficient_quota", "insufficient_quota", "").with("retry-after", "1"));
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service, "max-retries", "5"))) {
            SentimentResult result = scorer.score(Scorers.headline("x"));
            assertThat(((SentimentFailure) result).kind()).isEqualTo(Kind.BUDGET_EXHAUSTED);
        }
        assertThat(service.requests()).hasSize(1);
    }

    private Map<String, String> recording(String mode) {
        return Scorers.config(service, "mode", mode, "cache-dir", directory.toString());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
