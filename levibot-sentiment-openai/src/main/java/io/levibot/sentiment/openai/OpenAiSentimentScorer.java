package io.levibot.sentiment.openai;

import io.levibot.api.Headline;
import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentFailure.Kind;
import io.levibot.api.SentimentResult;
import io.levibot.api.SentimentScore;
import io.levibot.api.spi.SentimentScorer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores headlines from the cache or by asking the service.
 *
 * <p>A headline is a cache hit if its score needed no request of its own: kept before, or asked for by another thread at the same
 * time. Every other headline is a miss, and one that got no score is a failure too.
 */
final class OpenAiSentimentScorer implements SentimentScorer {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiSentimentScorer.class);

    private final OpenAiSettings settings;
    private final ScoreStore store;
    private final @Nullable PatientEndpoint service;
    private final @Nullable Endpoint connection;
    private final CloseSignal closing;
    private final SingleFlight flights = new SingleFlight();
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /**
     * @param settings what to ask, and how
     * @param store where scores are kept
     * @param service asks the service; null for a replay or without a key
     * @param connection is closed with the scorer; null if there is none
     * @param closing is told of the closing
     */
    OpenAiSentimentScorer(
            OpenAiSettings settings,
            ScoreStore store,
            @Nullable PatientEndpoint service,
            @Nullable Endpoint connection,
            CloseSignal closing) {
        this.settings = settings;
        this.store = store;
        this.service = service;
        this.connection = connection;
        this.closing = closing;
    }

    @Override
    public SentimentResult score(Headline headline) {
        if (closing.isClosed()) {
            throw new IllegalStateException("the sentiment scorer is closed");
        }
        HeadlineText text = HeadlineText.of(headline);
        if (text.isBlank()) {
            return failed(headline, Kind.REJECTED_REQUEST, "the headline has no visible text");
        }
        if (settings.mode() != Mode.REPLAY && service == null) {
            return failed(headline, Kind.NOT_CONFIGURED, "no API key: set api-key or the environment variable");
        }
        ScoreKey key = ScoreKey.of(settings, text);
        Optional<StoredScore> kept = store.find(key);
        if (kept.isPresent()) {
            return hit(headline, kept.get());
        }
        if (service == null) {
            return failed(headline, Kind.UNAVAILABLE, "the recording has no score of this headline");
        }
        SingleFlight.Landing landing = flights.fly(key, () -> ask(service, key, text));
        if (landing.outcome() instanceof Outcome.Scored scored) {
            boolean asked =
                    landing.role() == SingleFlight.Role.PILOT && scored.origin() == SentimentScore.Origin.COMPUTED;
            return asked ? computed(headline, scored.score()) : hit(headline, scored.score());
        }
        Outcome.Failed failed = (Outcome.Failed) landing.outcome();
        LOG.debug("No score for headline {}: {} ({})", key.brief(), failed.kind(), failed.message());
        return failed(headline, failed.kind(), failed.message());
    }

    @Override
    public Statistics statistics() {
        return new Statistics(hits.get(), misses.get(), failures.get());
    }

    @Override
    public void close() {
        closing.close();
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public String toString() {
        return "OpenAiSentimentScorer[" + settings.scorer() + ", " + settings.mode() + ", " + settings.baseUrl() + "]";
    }

    private Outcome ask(PatientEndpoint asked, ScoreKey key, HeadlineText text) {
        // Another thread may have landed between this thread's look into the store and its take-off.
        Optional<StoredScore> kept = store.find(key);
        if (kept.isPresent()) {
            return new Outcome.Scored(kept.get(), SentimentScore.Origin.CACHED);
        }
        Outcome outcome = asked.ask(text);
        if (outcome instanceof Outcome.Scored scored && !store.keep(key, scored.score())) {
            return new Outcome.Failed(Kind.UNAVAILABLE, "the score could not be recorded");
        }
        return outcome;
    }

    private SentimentScore hit(Headline headline, StoredScore kept) {
        hits.incrementAndGet();
        return score(headline, kept, SentimentScore.Origin.CACHED);
    }

    private SentimentScore computed(Headline headline, StoredScore made) {
        misses.incrementAndGet();
        return score(headline, made, SentimentScore.Origin.COMPUTED);
    }

    private SentimentFailure failed(Headline headline, Kind kind, String message) {
        misses.incrementAndGet();
        failures.incrementAndGet();
        return new SentimentFailure(headline, kind, message);
    }

    private SentimentScore score(Headline headline, StoredScore stored, SentimentScore.Origin origin) {
        Judgement judgement = stored.judgement();
        return new SentimentScore(
                headline,
                judgement.asset(),
                judgement.impact(),
                judgement.horizon(),
                judgement.confidence(),
                stored.scoredAt(),
                settings.scorer(),
                origin);
    }
}
