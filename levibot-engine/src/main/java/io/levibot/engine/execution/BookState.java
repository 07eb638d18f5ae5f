package io.levibot.engine.execution;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a {@link Portfolio} remembers: restored into a new one, it goes on with the same bits.
 *
 * @param cash cash
 * @param fees fees paid so far
 * @param realised profit of closed quantities so far, fees apart
 * @param positions every position ever touched, flat ones included, in symbol order
 * @since 0.1.0
 */
public record BookState(BigDecimal cash, BigDecimal fees, BigDecimal realised, List<PositionState> positions) {
    /** Copies. */
    public BookState {
        Objects.requireNonNull(cash, "cash");
        Objects.requireNonNull(fees, "fees");
        Objects.requireNonNull(realised, "realised");
        positions = List.copyOf(positions);
    }
}
