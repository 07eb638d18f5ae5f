package io.levibot.sentiment.openai;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Bounds what is spent in a UTC day, counted since creation and in this process only. The tokens of a request are known after
 * it, so requests in flight at once can overshoot the token budget by what they cost. Safe for concurrent use.
 */
final class DailyBudget {
    private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final long requestsPerDay;
    private final long tokensPerDay;
    private final InstantSource clock;
    private long day = Long.MIN_VALUE;
    private long requests;
    private long tokens;

    DailyBudget(long requestsPerDay, long tokensPerDay, InstantSource clock) {
        this.requestsPerDay = requestsPerDay;
        this.tokensPerDay = tokensPerDay;
        this.clock = clock;
    }

    /** Takes one request out of the budget; returns whether there was one. */
    synchronized boolean takeRequest() {
        long today = Math.floorDiv(clock.instant().getEpochSecond(), SECONDS_PER_DAY);
        // A clock that steps back must not refill the budget.
        if (today > day) {
            day = today;
            requests = 0;
            tokens = 0;
        }
        if (requests >= requestsPerDay || tokens >= tokensPerDay) {
            return false;
        }
        requests++;
        return true;
    }

    /** Takes the tokens that a request has cost out of the budget of the current day. */
    synchronized void spend(long spentTokens) {
        tokens += Math.max(0, spentTokens);
    }
}
