package io.levibot.engine.execution;

import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * An order that the venue lists as open, whoever made it.
 *
 * @param clientId the id that it was submitted with; the venue's own id if it was submitted without one
 * @param symbol the instrument
 * @param side direction
 * @param quantity units of the whole order, above 0
 * @param filled units executed so far, 0 to quantity
 * @since 0.1.0
 */
public record OpenOrder(String clientId, Symbol symbol, OrderSide side, BigDecimal quantity, BigDecimal filled) {
    /** @throws IllegalArgumentException if quantity is not above 0 or filled is not within 0 and quantity */
    public OpenOrder {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        if (quantity.signum() <= 0 || filled.signum() < 0 || filled.compareTo(quantity) > 0) {
            throw new IllegalArgumentException("open order " + clientId + ": quantity " + quantity + ", filled "
                    + filled + ": allowed are quantity above 0 and filled from 0 to quantity");
        }
    }
}
