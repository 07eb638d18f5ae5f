package io.levibot.api.contract;

import io.levibot.api.spi.PredictorProvider;

/** The predictor contract on whatever the run is about. */
class PredictorSubject extends LinearPredictorTest {
    @Override
    protected PredictorProvider provider() {
        return ContractRun.subject(PredictorProvider.class);
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), provider().getClass());
    }
}
