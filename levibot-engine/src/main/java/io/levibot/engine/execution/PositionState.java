package io.levibot.engine.execution;

import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Everything that a {@link Position} remembers.
 *
 * @param symbol the instrument
 * @param quantity held units, negative for a short
 * @param entryPrice average price of the units held, NaN when flat
 * @param lastPrice last price seen, NaN before any
 * @param barsHeld bars since the position was opened, 0 or more
 * @since 0.1.0
 */
public record PositionState(Symbol symbol, BigDecimal quantity, double entryPrice, double lastPrice, int barsHeld) {
    /** @throws IllegalArgumentException if something is held without an entry price above 0, or the bars are negative */
    public PositionState {
        Objects.requireNonNull(symbol, "symbol");
        if (quantity.signum() != 0 && !(entryPrice > 0.0)) {
            throw new IllegalArgumentException(
                    "position of " + quantity + " " + symbol + " without an entry price above 0");
        }
        if (barsHeld < 0) {
            throw new IllegalArgumentException("position of " + symbol + " held for " + barsHeld + " bars");
        }
    }

    static PositionState flat(Symbol symbol) {
        return new PositionState(symbol, BigDecimal.ZERO, Double.NaN, Double.NaN, 0);
    }
}
