package io.levibot.examples.custom;

import io.levibot.api.FeatureFrame;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.ScoreScale;
import java.util.Set;

/**
 * Two plugins. They are listed in {@code META-INF/services} of this module and selected by their names: {@code
 * example-momentum} and {@code example-equity-floor}.
 */
public final class CustomPlugin {
    private CustomPlugin() {}

    /** Makes a predictor that scores the last three-bar return. */
    public static final class MomentumProvider implements PredictorProvider {
        /** Called by ServiceLoader. */
        public MomentumProvider() {}

        @Override
        public String name() {
            return "example-momentum";
        }

        @Override
        public Set<ConfigKey> configKeys() {
            return Set.of(ConfigKey.of("gain", "score per unit of log return, 1 to 1000; default 100"));
        }

        @Override
        public Predictor create(PluginConfig config, PluginContext context) {
            double gain = config.number("gain", 100.0, 1.0, 1000.0);
            int column = context.schema().orElseThrow().indexOf("ret_3");
            return new Momentum(gain, column);
        }
    }

    private record Momentum(double gain, int column) implements Predictor {
        @Override
        public double score(FeatureFrame frame) {
            return gain * frame.value(column);
        }

        @Override
        public ScoreScale scale() {
            return ScoreScale.LOG_ODDS;
        }
    }

    /** Makes a kill source that halts trading below an equity. */
    public static final class EquityFloorProvider implements KillSwitchProvider {
        /** Called by ServiceLoader. */
        public EquityFloorProvider() {}

        @Override
        public String name() {
            return "example-equity-floor";
        }

        @Override
        public Set<ConfigKey> configKeys() {
            return Set.of(ConfigKey.of("floor", "equity below which trading halts, above 0; default 5000"));
        }

        @Override
        public KillSwitch create(PluginConfig config, PluginContext context) {
            return new EquityFloor(config.number("floor", 5000.0, Double.MIN_VALUE, Double.MAX_VALUE));
        }
    }

    private record EquityFloor(double floor) implements KillSwitch {
        @Override
        public String id() {
            return "example-equity-floor";
        }

        @Override
        public KillVerdict check(EngineVitals vitals) {
            // Equity is NaN until the first bar is marked: nothing is held then.
            return vitals.equity() < floor
                    ? KillVerdict.trip(KillState.HALTED, "equity fell below the floor", KillVerdict.OnTrip.FLATTEN)
                    : KillVerdict.clear();
        }
    }
}
