package io.levibot.engine.execution;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Scales of quantities, prices and money, and the only conversion from double to {@link BigDecimal}. Quantities are rounded
 * towards zero, so that an order is never larger than what was asked; money half up; prices against whoever trades.
 *
 * @param quantityScale decimals of a quantity, 0 to 24
 * @param moneyScale decimals of fees and cash, and of prices that are not very small, 0 to 24
 * @since 0.1.0
 */
public record Rounding(int quantityScale, int moneyScale) {
    private static final int MAX_SCALE = 24;
    private static final int MAX_PRICE_SCALE = 40;
    private static final int PRICE_DIGITS = 8;

    /** The powers of ten for the scales of venues; every one is exact. */
    private static final double[] TEN_TO = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

    /**
     * Below this every half is a double. A product that was rounded once is then on the true product's side of each half, or on
     * the half itself.
     */
    private static final double MAX_QUICK = 0x1p51;

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
        double scaled = scaled(units, quantityScale);
        if (scaled < MAX_QUICK) {
            long whole = (long) scaled;
            double part = scaled - whole;
            if (part != 0.0) {
                return BigDecimal.valueOf(units < 0.0 ? -whole : whole, quantityScale);
            }
        }
        return new BigDecimal(units).setScale(quantityScale, RoundingMode.DOWN);
    }

    /**
     * @param amount finite price, fee or amount of money
     * @return the amount, rounded half up
     */
    public BigDecimal money(double amount) {
        double scaled = scaled(amount, moneyScale);
        if (scaled < MAX_QUICK) {
            long whole = (long) scaled;
            double part = scaled - whole;
            if (part != 0.5) {
                long rounded = part > 0.5 ? whole + 1 : whole;
                return BigDecimal.valueOf(amount < 0.0 ? -rounded : rounded, moneyScale);
            }
        }
        return new BigDecimal(amount).setScale(moneyScale, RoundingMode.HALF_UP);
    }

    /**
     * The price of a fill: rounded against whoever trades, to the scale of money or, where that leaves a cheap instrument fewer
     * than eight digits, to as many decimals as leave eight. Else rounding would give back what spread and slippage took.
     *
     * @param price finite, above 0
     * @param side of the order
     * @return the price, not below for a purchase and not above for a sale
     */
    public BigDecimal price(double price, OrderSide side) {
        BigDecimal exact = new BigDecimal(price);
        int leading = exact.precision() - exact.scale();
        int scale = Math.min(MAX_PRICE_SCALE, Math.max(moneyScale, PRICE_DIGITS - leading));
        return exact.setScale(scale, side == OrderSide.BUY ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }

    /**
     * @param amount price, fee or amount of money
     * @return the amount, rounded half up
     */
    public BigDecimal money(BigDecimal amount) {
        return amount.setScale(moneyScale, RoundingMode.HALF_UP);
    }

    // A decimal of a double's every bit, rounded by long division, was a tenth of a backtest that trades at every bar;
    // it still
    // decides where the rounded product lies on an edge.
    private static double scaled(double amount, int scale) {
        return scale < TEN_TO.length ? Math.abs(amount) * TEN_TO[scale] : MAX_QUICK;
    }
}
