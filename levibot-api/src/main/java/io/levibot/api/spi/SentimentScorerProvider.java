package io.levibot.api.spi;

/**
 * Creates sentiment scorers. Creating one contacts nobody. Everything else as for {@link Provider}.
 *
 * @since 0.1.0
 */
public interface SentimentScorerProvider extends Provider<SentimentScorer> {}
