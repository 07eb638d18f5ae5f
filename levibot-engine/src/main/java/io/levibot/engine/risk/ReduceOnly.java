package io.levibot.engine.risk;

import java.math.BigDecimal;

/**
 * Clips exits so that, after any fill, the held quantity has not grown and its sign has not flipped, whatever is pending: every
 * reduction under way is reserved as if it filled whole.
 *
 * @since 0.1.0
 */
public final class ReduceOnly {
    private ReduceOnly() {}

    /**
     * @param wanted units to close, 0 or more
     * @param held signed held quantity
     * @param pendingReduction units by which orders under way, partly filled or of unknown fate may still reduce it, 0 or more
     * @return units that may be ordered against the position: 0 to wanted
     */
    public static BigDecimal clip(BigDecimal wanted, BigDecimal held, BigDecimal pendingReduction) {
        BigDecimal room = held.abs().subtract(pendingReduction);
        if (room.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        return wanted.min(room);
    }
}
