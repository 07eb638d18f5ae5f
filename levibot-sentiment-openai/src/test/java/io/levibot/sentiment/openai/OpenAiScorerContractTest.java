package io.levibot.sentiment.openai;

import io.levibot.api.spi.SentimentScorerProvider;
import io.levibot.tck.SentimentScorerContract;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class OpenAiScorerContractTest extends SentimentScorerContract {
    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected SentimentScorerProvider provider() {
        return new OpenAiSentimentProvider();
    }

    @Override
    protected Map<String, String> config() {
        return Scorers.config(service);
    }

    @Override
    protected Map<String, String> failingConfig() {
        Map<String, String> values = Scorers.config(service);
        values.remove("api-key");
        return values;
    }

    @Override
    protected Map<String, String> badValues() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("api-key", "two words");
        bad.put("api-key-env", "NOT A NAME");
        bad.put("base-url", "http://example.com/v1");
        bad.put("model", "model\nwith a line");
        bad.put("assets", "BTC,ETH");
        bad.put("temperature", "hot");
        bad.put("max-answer-tokens", "10");
        bad.put("timeout", "15 seconds");
        bad.put("deadline", "PT2H");
        bad.put("max-retries", "6");
        bad.put("max-retry-wait", "PT0S");
        bad.put("budget-requests-per-day", "-1");
        bad.put("budget-tokens-per-day", "many");
        bad.put("breaker-failures", "0");
        bad.put("breaker-pause", "P1D");
        bad.put("mode", "offline");
        bad.put("cache-dir", " ");
        bad.put("cache-max-entries", "0");
        bad.put("memory-max-entries", "0");
        return bad;
    }
}
