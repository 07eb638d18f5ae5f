package io.levibot.sentiment.openai;

import io.levibot.api.SentimentFailure.Kind;
import io.levibot.api.SentimentScore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the service as often as it is worth: within the budget and the deadline, again only after a failure that may pass, and
 * not at all while the breaker is open.
 *
 * <p>The client's own retries are off: they know no deadline and would repeat a request that failed because the account's quota
 * is used up. A wait that the service asks for is kept if it is not longer than the configured one; for a longer one the score
 * fails at once and the breaker stays open for that long, an hour at most.
 */
final class PatientEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(PatientEndpoint.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_ASKED_WAIT = Duration.ofHours(1);

    private final Endpoint endpoint;
    private final OpenAiSettings.Limits limits;
    private final Breaker breaker;
    private final DailyBudget budget;
    private final Pause pause;
    private final InstantSource clock;

    PatientEndpoint(Endpoint endpoint, OpenAiSettings.Limits limits, Pause pause, InstantSource clock) {
        this.endpoint = endpoint;
        this.limits = limits;
        this.breaker = new Breaker(limits.breakerFailures(), limits.breakerPause(), clock);
        this.budget = new DailyBudget(limits.requestsPerDay(), limits.tokensPerDay(), clock);
        this.pause = pause;
        this.clock = clock;
    }

    /** Returns the judgement with the instant at which it came, or why there is none. */
    Outcome ask(HeadlineText text) {
        if (!breaker.letsThrough()) {
            return new Outcome.Failed(Kind.BREAKER_OPEN, "the service failed repeatedly and is left alone for a while");
        }
        Call call = new Call(text);
        try {
            return call.outcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(Kind.UNAVAILABLE, "interrupted while waiting to ask again");
        } finally {
            call.tellBreaker();
        }
    }

    /** One score: several attempts that share a deadline, and one report to the breaker. */
    private final class Call {
        private final HeadlineText text;
        private final Instant deadline = clock.instant().plus(limits.deadline());
        private Runnable report = breaker::abandoned;

        Call(HeadlineText text) {
            this.text = text;
        }

        Outcome outcome() throws InterruptedException {
            for (int retry = 0; ; retry++) {
                if (!budget.takeRequest()) {
                    return new Outcome.Failed(Kind.BUDGET_EXHAUSTED, "the configured budget of the day is used up");
                }
                // Until the attempt says otherwise it has failed, also if it throws.
                report = breaker::failed;
                Attempt attempt = endpoint.ask(text, shorter(limits.attempt(), remaining()));
                budget.spend(attempt.tokens());
                if (attempt instanceof Attempt.Judged judged) {
                    report = breaker::succeeded;
                    return new Outcome.Scored(
                            new StoredScore(judged.judgement(), clock.instant()), SentimentScore.Origin.COMPUTED);
                }
                if (attempt instanceof Attempt.Unjudged unjudged) {
                    report = breaker::succeeded;
                    return unjudged.failure();
                }
                if (attempt instanceof Attempt.Lasting lasting) {
                    LOG.warn("Sentiment service: {}", lasting.failure().message());
                    return lasting.failure();
                }
                if (attempt instanceof Attempt.Abandoned abandoned) {
                    report = breaker::abandoned;
                    return abandoned.failure();
                }
                Attempt.Passing passing = (Attempt.Passing) attempt;
                if (!waited(passing, retry)) {
                    return passing.failure();
                }
            }
        }

        void tellBreaker() {
            report.run();
        }

        private boolean waited(Attempt.Passing passing, int retry) throws InterruptedException {
            Duration asked = passing.askedWait();
            if (asked != null && asked.compareTo(limits.retryWait()) > 0) {
                report = () -> breaker.failedAskingFor(shorter(asked, LONGEST_ASKED_WAIT));
                return false;
            }
            Duration wait =
                    asked != null ? asked : shorter(FIRST_BACKOFF.multipliedBy(1L << retry), limits.retryWait());
            return retry < limits.retries() && wait.compareTo(remaining()) < 0 && pause.await(wait);
        }

        private Duration remaining() {
            Duration remaining = Duration.between(clock.instant(), deadline);
            return remaining.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : remaining;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
