package io.levibot.engine.execution;

import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * An execution of an order or of a part of it.
 *
 * @param clientId the order's id
 * @param executionId the venue's id of this execution, unique within the order and the same whenever it is told again; 1 to 96
 *     characters
 * @param symbol the instrument
 * @param side the order's direction
 * @param quantity units filled, above 0
 * @param price price per unit, above 0, spread and slippage included
 * @param fee fee in the account's currency, 0 or more
 * @param time when it was filled, by the broker's clock
 * @since 0.1.0
 */
public record Fill(
        String clientId,
        String executionId,
        Symbol symbol,
        OrderSide side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        Instant time) {
    private static final int LONGEST_ID = 96;

    /** @throws IllegalArgumentException if quantity or price is not above 0, the fee is negative or the execution's id too long */
    public Fill {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(time, "time");
        if (executionId.isEmpty() || executionId.length() > LONGEST_ID) {
            throw new IllegalArgumentException("fill of " + clientId + ": execution id of " + executionId.length()
                    + " characters: allowed are 1 to " + LONGEST_ID);
        }
        if (quantity.signum() <= 0 || price.signum() <= 0 || fee.signum() < 0) {
            throw new IllegalArgumentException("fill of " + clientId + ": quantity " + quantity + ", price " + price
                    + ", fee " + fee + ": allowed are quantity and price above 0, fee 0 or more");
        }
    }

    /** Returns the change of the held quantity: negative for a sale. */
    public BigDecimal signedQuantity() {
        return side == OrderSide.BUY ? quantity : quantity.negate();
    }
}
