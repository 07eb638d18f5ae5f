package io.levibot.engine.metrics;

import io.levibot.api.Headline;
import io.levibot.api.SentimentResult;
import io.levibot.api.spi.SentimentScorer;

/** A scorer that is never asked. */
final class NoScores implements SentimentScorer {
    @Override
    public SentimentResult score(Headline headline) {
        throw new IllegalStateException("never asked");
    }

    @Override
    public Statistics statistics() {
        return new Statistics(0, 0, 0);
    }

    @Override
    public void close() {}
}
