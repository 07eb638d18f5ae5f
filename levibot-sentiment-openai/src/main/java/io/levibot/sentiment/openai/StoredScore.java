package io.levibot.sentiment.openai;

import java.time.Instant;

/**
 * A judgement with the instant at which it was first made.
 *
 * @param judgement what was said
 * @param scoredAt when
 */
record StoredScore(Judgement judgement, Instant scoredAt) {}
