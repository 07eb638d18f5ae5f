package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.SentimentScore;
import io.levibot.api.spi.SentimentScorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real headlines against the pretended service: every one gets a result, and every story is asked for once. */
class RealHeadlinesTest {
    private static final Path FILE =
            Path.of("..", "..", "shared", "data", "headlines", "cryptonews-2021-10to2022-03.csv.gz");
    private static final int TAKEN = 300;

    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void asksOnceForEveryStoryAndCountsTheRest() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(FILE), "real headlines are not here: " + FILE);
        List<String> titles = titles();
        Set<String> stories = new HashSet<>();
        try (SentimentScorer scorer = Scorers.create(Scorers.config(service))) {
            for (int round = 0; round < 5; round++) {
                for (String title : titles) {
                    stories.add(HeadlineText.of(Scorers.headline(title)).compared());
                    assertThat(scorer.score(Scorers.headline(title))).isInstanceOf(SentimentScore.class);
                }
            }

            assertThat(service.requests()).hasSize(stories.size());
            SentimentScorer.Statistics counts = scorer.statistics();
            assertThat(counts.cacheMisses()).isEqualTo(stories.size());
            assertThat(counts.cacheHits()).isEqualTo(5L * titles.size() - stories.size());
            assertThat(counts.failures()).isZero();
        }
    }

    private static List<String> titles() throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            // The title is what stands between the sixth comma and the last one.
            return reader.lines()
                    .skip(1)
                    .limit(TAKEN)
                    .map(line -> line.split(",", 7)[6])
                    .map(rest -> rest.substring(0, rest.lastIndexOf(',')))
                    .toList();
        }
    }
}
