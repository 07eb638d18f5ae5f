package io.levibot.sentiment.openai;

import io.levibot.api.SentimentFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one request. */
sealed interface Attempt {
    /** Returns the tokens that the request has cost, 0 if that is not known. */
    long tokens();

    /**
     * The model judged the headline.
     *
     * @param judgement what it said
     * @param tokens what it cost
     */
    record Judged(Judgement judgement, long tokens) implements Attempt {}

    /**
     * The service worked, but gave no judgement of this headline. Asking again would cost as much and give the same, and says
     * nothing against the service: headlines must not be able to open the breaker.
     *
     * @param failure why
     * @param tokens what it cost
     */
    record Unjudged(Outcome.Failed failure, long tokens) implements Attempt {
        Unjudged(SentimentFailure.Kind kind, String message, long tokens) {
            this(new Outcome.Failed(kind, message), tokens);
        }
    }

    /**
     * The service failed in a way that may pass.
     *
     * @param failure why
     * @param askedWait how long the service asked to be left alone; null if it did not say
     */
    record Passing(Outcome.Failed failure, @Nullable Duration askedWait) implements Attempt {
        Passing(SentimentFailure.Kind kind, String message) {
            this(new Outcome.Failed(kind, message), null);
        }

        @Override
        public long tokens() {
            return 0;
        }
    }

    /**
     * The service will fail until somebody changes something: the key, the model's name, the account.
     *
     * @param failure why
     */
    record Lasting(Outcome.Failed failure) implements Attempt {
        Lasting(SentimentFailure.Kind kind, String message) {
            this(new Outcome.Failed(kind, message));
        }

        @Override
        public long tokens() {
            return 0;
        }
    }

    /**
     * The request was given up on this side (interrupted, closed, a defect of the client), so nothing is known of the service.
     *
     * @param failure why
     */
    record Abandoned(Outcome.Failed failure) implements Attempt {
        Abandoned(String message) {
            this(new Outcome.Failed(SentimentFailure.Kind.UNAVAILABLE, message));
        }

        @Override
        public long tokens() {
            return 0;
        }
    }
}
