package io.levibot.sentiment.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the scores used last in memory, in front of a store that may be slower. */
final class MemoryScoreStore implements ScoreStore {
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<ScoreKey, StoredScore> used;
    private final ScoreStore behind;

    /**
     * @param capacity most scores in memory, at least 1
     * @param behind is asked for what is not in memory, and keeps what is kept here
     */
    MemoryScoreStore(int capacity, ScoreStore behind) {
        this.behind = behind;
        this.used = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ScoreKey, StoredScore> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public Optional<StoredScore> find(ScoreKey key) {
        synchronized (used) {
            StoredScore score = used.get(key);
            if (score != null) {
                return Optional.of(score);
            }
        }
        Optional<StoredScore> found = behind.find(key);
        found.ifPresent(score -> remember(key, score));
        return found;
    }

    @Override
    public boolean keep(ScoreKey key, StoredScore score) {
        boolean usable = behind.keep(key, score);
        if (usable) {
            remember(key, score);
        }
        return usable;
    }

    private void remember(ScoreKey key, StoredScore score) {
        synchronized (used) {
            used.put(key, score);
        }
    }
}
