package io.levibot.engine.label;

import io.levibot.api.CostModel;
import java.util.Objects;

/**
 * Buying at the present close and selling at the close {@code horizonBars} later brings more than it costs: fees, half spread and
 * slippage of both sides. Missing where {@link HorizonDirection} is.
 *
 * @param horizonBars 1 to {@link #MAX_HORIZON_BARS}
 * @param costs per side
 * @since 0.1.0
 */
public record CostAware(int horizonBars, CostModel costs) implements LabelDefinition {
    /** @throws IllegalArgumentException if the horizon is out of range */
    public CostAware {
        Checks.horizon(horizonBars);
        Objects.requireNonNull(costs, "costs");
    }

    @Override
    public boolean twoWay() {
        return false;
    }

    /** Whether the round trip gains: proceeds after the fee above outlay with the fee. */
    boolean gains(double entry, double exit) {
        double paid = costs.buyPrice(entry);
        double received = costs.sellPrice(exit);
        return received - costs.fee(received) > paid + costs.fee(paid);
    }
}
