package io.levibot.api.contract;

import io.levibot.api.spi.ThresholdPolicyProvider;

/** The policy contract on whatever the run is about. */
class PolicySubject extends BandPolicyTest {
    @Override
    protected ThresholdPolicyProvider provider() {
        return ContractRun.subject(ThresholdPolicyProvider.class);
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), provider().getClass());
    }
}
