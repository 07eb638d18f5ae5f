package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.PluginConfig;

/**
 * Kill source {@code value-staleness}: trips when a value from outside that the model needs (sentiment, another instrument) stops
 * coming. A model whose value is too old abstains by itself; this source is for hosts that want a person to look. An engine that
 * gets no bars asks its sources only when somebody asks for its health.
 *
 * <p>An observation is a second of the engine's clock. False alarms: an age needs no confirmation; the source trips whenever a
 * value is older than the limit times what its feature allows, also if there was no news to tell. By default that is twice the
 * allowed age. A value that never came is as old as the engine's first bar.
 *
 * @since 0.1.0
 */
public final class ValueStalenessKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public ValueStalenessKillSwitchProvider() {
        super("value-staleness", "age of the stalest value from outside, in ages that its feature allows,", 2.0, 1);
    }

    @Override
    VitalReading reading(PluginConfig config) {
        return new Age();
    }

    private record Age() implements VitalReading {
        @Override
        public double value(EngineVitals vitals) {
            return vitals.valueStaleness();
        }

        @Override
        public long observation(EngineVitals vitals) {
            return Math.max(0, vitals.now().getEpochSecond());
        }
    }
}
