package io.levibot.api.contract;

import io.levibot.api.spi.SentimentScorerProvider;

/** The scorer contract on whatever the run is about. */
class ScorerSubject extends CannedScorerTest {
    @Override
    protected SentimentScorerProvider provider() {
        return ContractRun.subject(SentimentScorerProvider.class);
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), provider().getClass());
    }
}
