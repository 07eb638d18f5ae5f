package io.levibot.engine.execution;

import io.levibot.api.PositionSide;
import io.levibot.api.Symbol;
import io.levibot.api.spi.PositionView;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What is held of one symbol. Mutable; owned by a {@link Portfolio} and guarded like it. The double values mirror the exact
 * ones so that marking a book allocates nothing.
 *
 * @since 0.1.0
 */
public final class Position implements PositionView {
    private final Symbol symbol;
    private BigDecimal quantity = BigDecimal.ZERO;
    private double units;
    private double entryPrice = Double.NaN;
    private double lastPrice = Double.NaN;
    private int barsHeld;

    Position(Symbol symbol) {
        this.symbol = symbol;
    }

    /** Returns the instrument. */
    public Symbol symbol() {
        return symbol;
    }

    /** Returns the held units, negative for a short, exact. */
    public BigDecimal quantity() {
        return quantity;
    }

    /** Returns the held units as a double. */
    public double units() {
        return units;
    }

    /** Returns the average price of the units held, NaN when flat. */
    public double entryPrice() {
        return entryPrice;
    }

    /** Returns the last price seen, NaN before any. */
    public double lastPrice() {
        return lastPrice;
    }

    /** Returns the value at the last price, negative for a short, 0 when flat. */
    public double value() {
        return units == 0.0 ? 0.0 : units * lastPrice;
    }

    @Override
    public PositionSide side() {
        int sign = quantity.signum();
        if (sign == 0) {
            return PositionSide.FLAT;
        }
        return sign > 0 ? PositionSide.LONG : PositionSide.SHORT;
    }

    @Override
    public int barsHeld() {
        return barsHeld;
    }

    @Override
    public double openReturn() {
        return units == 0.0 ? 0.0 : Math.signum(units) * (lastPrice / entryPrice - 1.0);
    }

    void mark(double price) {
        lastPrice = price;
        if (units != 0.0) {
            barsHeld++;
        }
    }

    PositionState capture() {
        return new PositionState(symbol, quantity, entryPrice, lastPrice, barsHeld);
    }

    void restore(PositionState state) {
        quantity = state.quantity();
        units = quantity.doubleValue();
        entryPrice = state.entryPrice();
        lastPrice = state.lastPrice();
        barsHeld = state.barsHeld();
    }

    /** Books a fill and returns the profit that it realised, fees apart. */
    BigDecimal book(Fill fill) {
        BigDecimal change = fill.signedQuantity();
        BigDecimal after = quantity.add(change);
        BigDecimal realised = realisedBy(fill, change);
        if (after.signum() == 0) {
            entryPrice = Double.NaN;
            barsHeld = 0;
        } else if (quantity.signum() == 0 || quantity.signum() != after.signum()) {
            entryPrice = fill.price().doubleValue();
            barsHeld = 0;
        } else if (quantity.signum() == change.signum()) {
            double cost = Math.abs(units) * entryPrice
                    + fill.quantity().doubleValue() * fill.price().doubleValue();
            entryPrice = cost / Math.abs(after.doubleValue());
        }
        quantity = after;
        units = after.doubleValue();
        if (Double.isNaN(lastPrice)) {
            lastPrice = fill.price().doubleValue();
        }
        return realised;
    }

    private BigDecimal realisedBy(Fill fill, BigDecimal change) {
        if (quantity.signum() == 0 || quantity.signum() == change.signum()) {
            return BigDecimal.ZERO;
        }
        BigDecimal closed = change.abs().min(quantity.abs());
        BigDecimal perUnit = fill.price().subtract(new BigDecimal(entryPrice, MathContext.DECIMAL64));
        BigDecimal profit = perUnit.multiply(closed);
        return quantity.signum() > 0 ? profit : profit.negate();
    }
}
