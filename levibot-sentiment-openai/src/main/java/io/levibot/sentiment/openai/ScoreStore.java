package io.levibot.sentiment.openai;

import java.util.Optional;

/** Keeps scores by key. Safe for concurrent use. Only scores are kept: a failure never is. */
interface ScoreStore {
    /** Returns the kept score; empty if there is none, or none that can be read. */
    Optional<StoredScore> find(ScoreKey key);

    /**
     * Keeps a score, as well as it can.
     *
     * @return whether the score may be used: false only if it had to be recorded and was not
     */
    boolean keep(ScoreKey key, StoredScore score);
}
