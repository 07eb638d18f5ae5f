package io.levibot.api.contract;

import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.tck.ThresholdPolicyContract;
import java.util.Map;

class BandPolicyTest extends ThresholdPolicyContract {
    @Override
    protected ThresholdPolicyProvider provider() {
        return new BandPolicyProvider();
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("entry", "0.62");
    }

    @Override
    protected Map<String, String> badValues() {
        return Map.of("entry", "0.4", "exit", "high");
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), BandPolicyProvider.class);
    }
}
