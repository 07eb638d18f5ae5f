package io.levibot.sentiment.openai;

import java.util.Optional;

/** Stands where a directory would be, when there is none: finds nothing and keeps nothing. */
final class NoScoreStore implements ScoreStore {
    @Override
    public Optional<StoredScore> find(ScoreKey key) {
        return Optional.empty();
    }

    @Override
    public boolean keep(ScoreKey key, StoredScore score) {
        return true;
    }
}
