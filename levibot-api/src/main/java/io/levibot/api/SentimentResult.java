package io.levibot.api;

/**
 * Outcome of scoring one headline: a score, or a failure that says why there is none. A failure is never a neutral score.
 *
 * @since 0.1.0
 */
public sealed interface SentimentResult permits SentimentScore, SentimentFailure {
    /** Returns the headline that was to be scored. */
    Headline headline();
}
