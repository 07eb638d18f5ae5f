package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.PluginConfig;

/**
 * Kill source {@code staleness}: trips when a symbol's bars stop coming. An engine that gets no bars at all asks its sources
 * only when somebody asks for its health.
 *
 * <p>An observation is a second of the engine's clock. False alarms: an age needs no confirmation, since no bad price can fake
 * it, so one observation is enough; it trips whenever a feed is silent for longer than the limit, also if the market was closed.
 * The default of three bars lets two bars be lost in a row.
 *
 * @since 0.1.0
 */
public final class StalenessKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public StalenessKillSwitchProvider() {
        super("staleness", "age of the stalest symbol's newest bar, in bars,", 3.0, 1);
    }

    @Override
    VitalReading reading(PluginConfig config) {
        return new Age();
    }

    private record Age() implements VitalReading {
        @Override
        public double value(EngineVitals vitals) {
            return vitals.stalenessSeconds() / vitals.barSeconds();
        }

        @Override
        public long observation(EngineVitals vitals) {
            return Math.max(0, vitals.now().getEpochSecond());
        }
    }
}
