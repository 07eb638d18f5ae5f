package io.levibot.api.contract;

import io.levibot.api.spi.ThresholdPolicyProvider;

/** The tuner contract on whatever the run is about. */
class TunerSubject extends BandTunerTest {
    @Override
    protected ThresholdPolicyProvider provider() {
        return ContractRun.subject(ThresholdPolicyProvider.class);
    }
}
