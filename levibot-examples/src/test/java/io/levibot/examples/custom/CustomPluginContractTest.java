package io.levibot.examples.custom;

import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.tck.CalmVitals;
import io.levibot.tck.KillSwitchContract;
import io.levibot.tck.PredictorContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The example plugins run the contract kit, as a stranger's would. */
final class CustomPluginContractTest {
    @Nested
    final class Momentum extends PredictorContract {
        @Override
        protected PredictorProvider provider() {
            return new CustomPlugin.MomentumProvider();
        }

        @Override
        protected FeatureSchema schema() {
            return new FeatureSchema(List.of(
                    new FeatureSpec("ret_1", Duration.ofMinutes(30), MissingRule.ABSTAIN),
                    new FeatureSpec("ret_3", Duration.ofMinutes(30), MissingRule.ABSTAIN)));
        }

        @Override
        protected Map<String, String> badValues() {
            return Map.of("gain", "0");
        }
    }

    @Nested
    final class EquityFloor extends KillSwitchContract {
        @Override
        protected KillSwitchProvider provider() {
            return new CustomPlugin.EquityFloorProvider();
        }

        @Override
        protected Map<String, String> badValues() {
            return Map.of("floor", "-1");
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public double equity() {
                    return 4_000.0;
                }
            };
        }
    }
}
