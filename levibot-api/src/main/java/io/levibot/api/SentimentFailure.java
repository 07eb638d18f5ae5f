package io.levibot.api;

import java.util.Objects;

/**
 * There is no score for a headline.
 *
 * @param headline the headline
 * @param kind why, for machines
 * @param message why, for people; never a secret
 * @since 0.1.0
 */
public record SentimentFailure(Headline headline, Kind kind, String message) implements SentimentResult {

    /**
     * Why there is no score. A closed set, usable as a metric tag.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** No key or credentials are configured. */
        NOT_CONFIGURED,
        /** The model declined to answer. */
        REFUSED,
        /** The answer was cut off before its end. */
        TRUNCATED,
        /** The answer is not of the required schema or range. */
        INVALID_ANSWER,
        /** The service asked to slow down. */
        RATE_LIMITED,
        /** The service's or our own budget is used up. */
        BUDGET_EXHAUSTED,
        /** The service could not be reached or answered with an error that may pass. */
        UNAVAILABLE,
        /** The request itself is wrong (unknown model, bad key): trying again will not help. */
        REJECTED_REQUEST,
        /** No answer came before the deadline. */
        TIMEOUT,
        /** The circuit breaker is open. */
        BREAKER_OPEN
    }

    /** Refuses nulls. */
    public SentimentFailure {
        Objects.requireNonNull(headline, "headline");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
