package io.levibot.calibration.threshold;

import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.tck.ThresholdPolicyContract;
import io.levibot.tck.ThresholdTunerContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

final class HysteresisPolicyContractTest extends ThresholdPolicyContract {
    @Override
    protected ThresholdPolicyProvider provider() {
        return new HysteresisPolicyProvider();
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("entry", "0.6", "exit", "0.45");
    }

    @Override
    protected Map<String, String> badValues() {
        return Map.of("entry", "1.5", "exit", "NaN", "max-width", "-1", "min-trades", "0", "grid", "round");
    }

    @Nested
    final class Tuner extends ThresholdTunerContract {
        @Override
        protected ThresholdPolicyProvider provider() {
            return new HysteresisPolicyProvider();
        }
    }
}
