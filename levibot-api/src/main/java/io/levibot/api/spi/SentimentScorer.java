package io.levibot.api.spi;

import io.levibot.api.Headline;
import io.levibot.api.SentimentResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges how headlines move assets.
 *
 * <p>Who calls it: the host or the engine's news feed, off the bar path, on a thread that may wait; several threads may call at
 * once.
 *
 * <p>Thread-safety: safe for concurrent use. Lifecycle: created by its provider; {@link #close} may be called twice; afterwards
 * a call throws {@link IllegalStateException}.
 *
 * <p>Determinism: none is promised; a backtest replays recorded scores.
 *
 * <p>Failures: anything that keeps a headline from being scored is a {@link io.levibot.api.SentimentFailure}, not an exception
 * and never a neutral score. Headline text is untrusted and must not be able to change what the scorer does.
 *
 * @since 0.1.0
 */
public interface SentimentScorer extends AutoCloseable {
    /**
     * @param headline what to score
     * @return a score, or why there is none
     */
    SentimentResult score(Headline headline);

    /**
     * Scores several headlines, perhaps in fewer requests.
     *
     * @param headlines what to score
     * @return one result per headline, in the same order
     */
    default List<SentimentResult> scoreAll(List<Headline> headlines) {
        List<SentimentResult> results = new ArrayList<>(headlines.size());
        for (Headline headline : headlines) {
            results.add(score(headline));
        }
        return results;
    }

    /** Returns counts since creation; each only grows. */
    Statistics statistics();

    /** Releases what the scorer holds. May be called twice; throws nothing checked. */
    @Override
    void close();

    /**
     * What a scorer has done so far.
     *
     * @param cacheHits headlines answered from the cache
     * @param cacheMisses headlines that were not in the cache
     * @param failures headlines that got no score
     * @since 0.1.0
     */
    record Statistics(long cacheHits, long cacheMisses, long failures) {}
}
