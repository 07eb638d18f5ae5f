package io.levibot.engine.execution;

import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The book: cash and positions of every symbol, marked to the last prices.
 *
 * <p>Opening a position at the marking price without costs leaves equity as it was. Positions are added up in symbol order, so
 * equity has the same bits however the symbols came in.
 *
 * <p>Not thread-safe: the engine guards it with its book lock.
 *
 * @since 0.1.0
 */
public final class Portfolio {
    private final TreeMap<Symbol, Position> positions = new TreeMap<>();
    private final Rounding rounding;
    private BigDecimal cash;
    private double cashValue;
    private BigDecimal fees = BigDecimal.ZERO;
    private BigDecimal realised = BigDecimal.ZERO;

    /**
     * @param startingCash cash at the beginning, above 0, in the account's currency
     * @param rounding scales of quantities and money
     */
    public Portfolio(BigDecimal startingCash, Rounding rounding) {
        if (startingCash.signum() <= 0) {
            throw new IllegalArgumentException("starting cash " + startingCash + " must be above 0");
        }
        this.rounding = Objects.requireNonNull(rounding, "rounding");
        this.cash = rounding.money(startingCash);
        this.cashValue = cash.doubleValue();
    }

    /**
     * @param symbol an instrument
     * @return its position, flat if nothing is held; the same object always
     */
    public Position position(Symbol symbol) {
        return positions.computeIfAbsent(symbol, Position::new);
    }

    /** Returns every position ever touched, flat ones included, in symbol order; a live view. */
    public Collection<Position> positions() {
        return Collections.unmodifiableCollection(positions.values());
    }

    /** Returns the cash. */
    public BigDecimal cash() {
        return cash;
    }

    /** Returns the fees paid so far. */
    public BigDecimal fees() {
        return fees;
    }

    /** Returns the profit of closed quantities so far, fees apart. */
    public BigDecimal realised() {
        return realised;
    }

    /** Returns the number of symbols held. */
    public int openPositions() {
        int open = 0;
        for (Position position : positions.values()) {
            if (position.units() != 0.0) {
                open++;
            }
        }
        return open;
    }

    /** Returns the sum of the absolute values of the positions at the last prices. */
    public double grossExposure() {
        double gross = 0.0;
        for (Position position : positions.values()) {
            gross += Math.abs(position.value());
        }
        return gross;
    }

    /** Returns cash and positions at the last prices. */
    public double equity() {
        double equity = cashValue;
        for (Position position : positions.values()) {
            equity += position.value();
        }
        return equity;
    }

    /**
     * Takes a closed bar's last price and counts the bar for the time that the position is held.
     *
     * @param symbol the instrument
     * @param price its close, above 0
     */
    public void mark(Symbol symbol, double price) {
        position(symbol).mark(price);
    }

    /**
     * Books a fill.
     *
     * @param fill what was filled
     */
    public void book(Fill fill) {
        BigDecimal notional = rounding.money(fill.price().multiply(fill.quantity()));
        cash = fill.side() == OrderSide.BUY ? cash.subtract(notional) : cash.add(notional);
        cash = cash.subtract(fill.fee());
        cashValue = cash.doubleValue();
        fees = fees.add(fill.fee());
        realised = realised.add(rounding.money(position(fill.symbol()).book(fill)));
    }

    /**
     * Takes over a difference that no order explains: as if it had been bought or sold at the last price without a fee, so that
     * equity stays what it is and no profit or loss is made up. Nothing happens to a symbol that never had a price.
     *
     * @param symbol the instrument
     * @param difference units to add to what is held, negative to take away; not 0
     * @param time when
     */
    public void adopt(Symbol symbol, BigDecimal difference, Instant time) {
        double price = position(symbol).lastPrice();
        if (!(price > 0.0)) {
            return;
        }
        OrderSide side = difference.signum() > 0 ? OrderSide.BUY : OrderSide.SELL;
        book(new Fill(
                "adopted", "adopted", symbol, side, difference.abs(), rounding.money(price), BigDecimal.ZERO, time));
    }

    /** Returns everything that this book remembers. */
    public BookState capture() {
        return new BookState(
                cash,
                fees,
                realised,
                positions.values().stream().map(Position::capture).toList());
    }

    /**
     * Replaces everything that this book remembers; position objects that were handed out stay valid.
     *
     * @param state what a book with the same rounding captured
     */
    public void restore(BookState state) {
        cash = state.cash();
        cashValue = cash.doubleValue();
        fees = state.fees();
        realised = state.realised();
        positions.values().forEach(position -> position.restore(PositionState.flat(position.symbol())));
        state.positions().forEach(kept -> position(kept.symbol()).restore(kept));
    }

    /** Returns the held quantities of the symbols that are not flat, in symbol order. */
    public Map<Symbol, BigDecimal> holdings() {
        Map<Symbol, BigDecimal> held = new TreeMap<>();
        for (Position position : positions.values()) {
            if (position.quantity().signum() != 0) {
                held.put(position.symbol(), position.quantity());
            }
        }
        return Collections.unmodifiableMap(held);
    }
}
