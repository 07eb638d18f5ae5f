package io.levibot.engine.execution;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Scales of quantities, prices and money, and the only conversion from double to {@link BigDecimal}. Quantities are rounded
 * towards zero, so that an order is never larger than what was asked; prices and money half up.
 *
 * @param quantityScale decimals of a quantity, 0 to 24
 * @param moneyScale decimals of prices, fees and cash, 0 to 24
 * @since 0.1.0
 */
public record Rounding(int quantityScale, int moneyScale) {
    private static final int MAX_SCALE = 24;

    /** Eight decimals each, as crypto venues have. */
    public static final Rounding DEFAULT = new Rounding(8, 8);

    /** Twenty-four decimals each: rounding is then below the noise of double arithmetic. For comparing with a vectorised run. */
    public static final Rounding NEGLIGIBLE = new Rounding(MAX_SCALE, MAX_SCALE);

    /** @throws IllegalArgumentException if a scale is out of range */
    public Rounding {
        if (quantityScale < 0 || quantityScale > MAX_SCALE || moneyScale < 0 || moneyScale > MAX_SCALE) {
            throw new IllegalArgumentException(
                    "scales " + quantityScale + " and " + moneyScale + ": allowed is 0 to " + MAX_SCALE);
        }
    }

    /**
     * @param units finite
     * @return the quantity, rounded towards zero
     */
    public BigDecimal quantity(double units) {
        return new BigDecimal(units).setScale(quantityScale, RoundingMode.DOWN);
    }

    /**
     * @param amount finite price, fee or amount of money
     * @return the amount, rounded half up
     */
    public BigDecimal money(double amount) {
        return new BigDecimal(amount).setScale(moneyScale, RoundingMode.HALF_UP);
    }

    /**
     * @param amount price, fee or amount of money
     * @return the amount, rounded half up
     */
    public BigDecimal money(BigDecimal amount) {
        return amount.setScale(moneyScale, RoundingMode.HALF_UP);
    }
}
