package io.levibot.examples.command;

import io.levibot.api.DataException;
import io.levibot.api.Headline;
import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentResult;
import io.levibot.api.SentimentScore;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.api.spi.SentimentScorerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores headlines, one a line. A headline without a score shows why; it is never shown as neutral. */
@Command(name = "score", description = "Score headlines, one a line, by a sentiment plugin.")
public final class ScoreCommand extends BaseCommand {
    private static final int MAX_HEADLINES = 10_000;

    @Mixin
    private ScorerOptions scorer = new ScorerOptions();

    @Option(
            names = "--headlines",
            required = true,
            paramLabel = "FILE",
            description = "UTF-8 text, one headline a line.")
    private Path headlines = Path.of("");

    /** Which scorer, and how it is reached. */
    static final class ScorerOptions {
        @Option(
                names = "--plugin",
                defaultValue = "openai",
                description = "Sentiment plugin. Default: ${DEFAULT-VALUE}.")
        private String plugin = "openai";

        @Option(names = "--base-url", paramLabel = "URL", description = "Service to ask. Default: the plugin's.")
        private @Nullable String baseUrl;

        @Option(names = "--cache", paramLabel = "DIR", description = "Directory that keeps scores. Default: none.")
        private @Nullable Path cache;

        Map<String, String> config() {
            Map<String, String> config = new TreeMap<>();
            if (baseUrl != null) {
                config.put("base-url", baseUrl);
            }
            if (cache != null) {
                config.put("cache-dir", cache.toString());
            }
            return config;
        }
    }

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new ScoreCommand(), args);
    }

    @Override
    protected ExitCode run() throws IOException {
        List<Headline> lines = read();
        try (Work work = new Work();
                SentimentScorer scoring = work.plugins()
                        .create(
                                SentimentScorerProvider.class,
                                scorer.plugin,
                                scorer.config(),
                                PluginContext.builder(InstantSource.system()).build());
                Progress bar = progress("scoring", lines.size())) {
            int done = 0;
            for (Headline headline : lines) {
                SentimentResult result = scoring.score(headline);
                bar.update(++done);
                out().println(shown(result));
            }
            SentimentScorer.Statistics counted = scoring.statistics();
            out().println(String.format(
                    Locale.ROOT,
                    "%d headlines: %d from the cache, %d not, %d without a score",
                    lines.size(),
                    counted.cacheHits(),
                    counted.cacheMisses(),
                    counted.failures()));
            return counted.failures() == lines.size() && !lines.isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private List<Headline> read() throws IOException {
        if (!Files.isRegularFile(headlines)) {
            throw new DataException("headlines", headlines + " is no file");
        }
        Instant now = Instant.now();
        List<Headline> lines = Files.readAllLines(headlines).stream()
                .filter(line -> !line.isBlank())
                .map(line -> new Headline(line.strip(), "", now, now))
                .toList();
        if (lines.size() > MAX_HEADLINES) {
            throw new DataException(
                    "headlines",
                    headlines + " has " + lines.size() + " headlines; at most " + MAX_HEADLINES + " are scored");
        }
        return lines;
    }

    private static String shown(SentimentResult result) {
        String text = CommandRunner.oneLine(result.headline().text());
        if (result instanceof SentimentScore score) {
            return String.format(
                    Locale.ROOT,
                    "%-4s impact %+.2f confidence %.2f %-8s %s",
                    score.asset(),
                    score.impact(),
                    score.confidence(),
                    score.horizon().code(),
                    text);
        }
        SentimentFailure failure = (SentimentFailure) result;
        return failure.kind() + " (" + CommandRunner.oneLine(failure.message()) + ") " + text;
    }
}
