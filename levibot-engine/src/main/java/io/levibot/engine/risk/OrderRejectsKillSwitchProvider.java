package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.PluginConfig;

/**
 * Kill source {@code order-rejects}: trips when the broker keeps refusing orders, or their fate stays unknown, without a fill in
 * between.
 *
 * <p>An observation is one more refusal. False alarms: a count in a row is its own confirmation. If orders are refused
 * independently with probability q, a run of six begins at an order with probability q^6: 6e-5 for q = 20 %.
 *
 * @since 0.1.0
 */
public final class OrderRejectsKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public OrderRejectsKillSwitchProvider() {
        super("order-rejects", "orders in a row that the broker refused or whose fate is unknown,", 5.0, 1);
    }

    @Override
    VitalReading reading(PluginConfig config) {
        return new Refusals();
    }

    private record Refusals() implements VitalReading {
        @Override
        public double value(EngineVitals vitals) {
            return vitals.consecutiveRejects();
        }

        @Override
        public long observation(EngineVitals vitals) {
            return vitals.consecutiveRejects();
        }
    }
}
