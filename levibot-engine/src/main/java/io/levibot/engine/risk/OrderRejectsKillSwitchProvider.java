package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;

/**
 * Kill source {@code order-rejects}: trips when the broker keeps refusing.
 *
 * @since 0.1.0
 */
public final class OrderRejectsKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public OrderRejectsKillSwitchProvider() {
        super("order-rejects", "orders in a row that the broker refused or whose fate is unknown,", 5.0);
    }

    @Override
    double read(EngineVitals vitals) {
        return vitals.consecutiveRejects();
    }
}
