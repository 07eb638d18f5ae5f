package io.levibot.sentiment.openai;

import io.levibot.api.Headline;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.SentimentScorer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes scorers and headlines for tests. */
final class Scorers {
    static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    /** A variable that no machine sets, so that no test can pick up a real key. */
    static final String NO_VARIABLE = "LEVIBOT_TEST_NO_SUCH_KEY";

    static final String KEY = "sk-test-4711-secret";

    private Scorers() {}

    /** Returns a configuration that reaches the service, without retries, with the given pairs on top. */
    static Map<String, String> config(FakeService service, String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("api-key", KEY);
        values.put("api-key-env", NO_VARIABLE);
        values.put("base-url", service.baseUrl());
        values.put("max-retries", "0");
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return values;
    }

    static SentimentScorer create(Map<String, String> values) {
        return create(values, InstantSource.fixed(NOW));
    }

    static SentimentScorer create(Map<String, String> values, InstantSource clock) {
        OpenAiSentimentProvider provider = new OpenAiSentimentProvider(name -> null);
        return provider.create(
                PluginConfig.of(provider, values), PluginContext.builder(clock).build());
    }

    static Headline headline(String text) {
        return new Headline(text, "Test Wire", NOW.minusSeconds(120), NOW.minusSeconds(60));
    }
}
