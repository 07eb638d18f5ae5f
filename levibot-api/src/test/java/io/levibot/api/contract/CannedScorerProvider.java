package io.levibot.api.contract;

import io.levibot.api.Headline;
import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentResult;
import io.levibot.api.SentimentScore;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.api.spi.SentimentScorerProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A correct scorer without a service: the impact is the parity of the text's length. */
public final class CannedScorerProvider implements SentimentScorerProvider {
    /** Whether the pretended service answers. */
    enum Service {
        UP,
        DOWN
    }

    @Override
    public String name() {
        return "canned";
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of(ConfigKey.of("service", "up or down, default up"), ConfigKey.secret("api-key", "unused secret"));
    }

    @Override
    public SentimentScorer create(PluginConfig config, PluginContext context) {
        return new Canned(config.choice("service", Service.class, Service.UP), context.clock());
    }

    private static final class Canned implements SentimentScorer {
        private final Service service;
        private final InstantSource clock;
        private final Map<String, Instant> cache = new HashMap<>();
        private Statistics statistics = new Statistics(0, 0, 0);
        private boolean closed;

        Canned(Service service, InstantSource clock) {
            this.service = service;
            this.clock = clock;
        }

        @Override
        public synchronized SentimentResult score(Headline headline) {
            if (closed) {
                throw new IllegalStateException("the scorer is closed");
            }
            Instant first = cache.get(headline.text());
            if (first != null) {
                statistics =
                        new Statistics(statistics.cacheHits() + 1, statistics.cacheMisses(), statistics.failures());
                return answer(headline, first, SentimentScore.Origin.CACHED);
            }
            statistics = new Statistics(statistics.cacheHits(), statistics.cacheMisses() + 1, statistics.failures());
            if (service == Service.DOWN) {
                statistics =
                        new Statistics(statistics.cacheHits(), statistics.cacheMisses(), statistics.failures() + 1);
                return new SentimentFailure(headline, SentimentFailure.Kind.UNAVAILABLE, "the service is down");
            }
            cache.put(headline.text(), clock.instant());
            return answer(headline, clock.instant(), SentimentScore.Origin.COMPUTED);
        }

        @Override
        public synchronized Statistics statistics() {
            return statistics;
        }

        @Override
        public synchronized void close() {
            closed = true;
        }

        private static SentimentScore answer(Headline headline, Instant scoredAt, SentimentScore.Origin origin) {
            return new SentimentScore(
                    headline,
                    "MKT",
                    headline.text().length() % 2 == 0 ? 0.5 : -0.5,
                    SentimentScore.Horizon.DAILY,
                    0.75,
                    scoredAt,
                    "canned/1",
                    origin);
        }
    }
}
