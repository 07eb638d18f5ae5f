package io.levibot.sentiment.openai;

import io.levibot.api.SentimentScore;

/**
 * What the model said of one headline, checked.
 *
 * @param asset one of the configured asset codes
 * @param impact in [-1, 1]
 * @param horizon how long the impact lasts
 * @param confidence in [0, 1]
 */
record Judgement(String asset, double impact, SentimentScore.Horizon horizon, double confidence) {}
