package io.levibot.api.contract;

import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.tck.ThresholdTunerContract;

class BandTunerTest extends ThresholdTunerContract {
    @Override
    protected ThresholdPolicyProvider provider() {
        return new BandPolicyProvider();
    }
}
