package io.levibot.api.spi;

import io.levibot.api.FeatureFrame;

/**
 * Gives a raw score to a row of features: the model.
 *
 * <p>Who calls it: the engine, once per closed bar of each symbol, on the thread that feeds that symbol's bars; research code,
 * once per row. Several threads may call at once, for different symbols.
 *
 * <p>Thread-safety: {@link #score} must be safe for concurrent use, and should neither lock nor allocate.
 *
 * <p>Lifecycle: created by its provider, warmed up by the engine on golden rows before the first decision, closed once no
 * decision can reach it any more. {@link #close} may be called twice. A call after close throws {@link IllegalStateException};
 * a predictor that holds nothing may answer as before.
 *
 * <p>Determinism: the same frame gives the same bits, on every thread, machine and JDK; replay and the promise that what is
 * served is what was evaluated rest on it.
 *
 * <p>Failures: a throw or a NaN makes the engine abstain on that bar and count it; the predictor stays in use.
 *
 * @since 0.1.0
 */
public interface Predictor extends AutoCloseable {
    /**
     * Scores the newest row.
     *
     * @param frame features; valid during the call only
     * @return the raw score, on the scale of {@link #scale}; NaN for "no answer"
     */
    double score(FeatureFrame frame);

    /** Returns what the score means; always the same. */
    ScoreScale scale();

    /** Returns how many rows, the newest included, {@link #score} looks at; at least 1. Less history makes the engine abstain. */
    default int lookback() {
        return 1;
    }

    /** Releases what the predictor holds. May be called twice; throws nothing checked. */
    @Override
    default void close() {}
}
