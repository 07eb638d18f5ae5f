package io.levibot.sentiment.openai;

import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentScore;

/** What came of asking for a judgement. */
sealed interface Outcome {
    /**
     * There is a score.
     *
     * @param score the score
     * @param origin whether it was computed now or had been kept
     */
    record Scored(StoredScore score, SentimentScore.Origin origin) implements Outcome {}

    /**
     * There is none.
     *
     * @param kind why
     * @param message why, for people; holds nothing that the service or the headline said
     */
    record Failed(SentimentFailure.Kind kind, String message) implements Outcome {}
}
