/**
 * Headline sentiment through the OpenAI Chat Completions API, as the sentiment scorer plugin {@code openai}.
 *
 * <p>One request scores one headline: the answer is forced into a strict JSON schema and checked again here. What fails is a
 * {@link io.levibot.api.SentimentFailure} of a definite kind, never a neutral score. Scores are kept in a cache whose key names
 * everything that they depend on, which is also how they are recorded and replayed.
 */
@NullMarked
package io.levibot.sentiment.openai;

import org.jspecify.annotations.NullMarked;
