package io.levibot.api.contract;

import io.levibot.api.spi.SentimentScorerProvider;
import io.levibot.tck.SentimentScorerContract;
import java.util.Map;

class CannedScorerTest extends SentimentScorerContract {
    @Override
    protected SentimentScorerProvider provider() {
        return new CannedScorerProvider();
    }

    @Override
    protected Map<String, String> failingConfig() {
        return Map.of("service", "down");
    }

    @Override
    protected Map<String, String> badValues() {
        return Map.of("service", "perhaps");
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), CannedScorerProvider.class);
    }
}
