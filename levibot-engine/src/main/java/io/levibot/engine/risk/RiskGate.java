package io.levibot.engine.risk;

import io.levibot.api.Bar;
import io.levibot.api.DecisionSource;
import io.levibot.api.PositionSide;
import io.levibot.api.Reason;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import io.levibot.engine.execution.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one ordered chain of limits that every entry passes, and the protective exits. An entry is refused by the first rule that
 * fails; the reason's detail is the key of the limit in {@link RiskLimits}:
 *
 * <table>
 * <caption>The chain</caption>
 * <tr><th>order</th><th>reason</th><th>limit</th></tr>
 * <tr><td>1</td><td>DAILY_LOSS</td><td>max-daily-loss-fraction</td></tr>
 * <tr><td>2</td><td>DRAWDOWN</td><td>max-drawdown-fraction</td></tr>
 * <tr><td>3</td><td>COOLDOWN</td><td>cooldown-after-loss, book-cooldown-after-loss</td></tr>
 * <tr><td>4</td><td>MAX_TRADES</td><td>max-trades-per-hour, max-trades-per-day, max-symbol-trades-per-day</td></tr>
 * <tr><td>5</td><td>MAX_POSITIONS</td><td>max-open-positions</td></tr>
 * <tr><td>6</td><td>STALE_MARK</td><td>max-mark-age-bars</td></tr>
 * <tr><td>7</td><td>OUTLIER</td><td>max-entry-move</td></tr>
 * <tr><td>8</td><td>LOW_VOLUME</td><td>min-entry-volume</td></tr>
 * <tr><td>9</td><td>MAX_EXPOSURE</td><td>max-position-fraction, fallback-max-position-fraction, max-gross-exposure-fraction, max-order-notional</td></tr>
 * <tr><td>10</td><td>TOO_SMALL</td><td>min-notional</td></tr>
 * </table>
 *
 * <p>The limits of row 9 clip an entry before they refuse it. Entries that were ordered and may still fill count as positions,
 * trades and exposure; exits that may still fill count for nothing. A figure that is not a number refuses. Profit never trips a
 * loss limit: a loss is measured from the day's first mark and from the highest equity, fees and open positions included. Exits
 * are never refused here.
 *
 * <p>Not thread-safe: the engine guards it with its book lock.
 *
 * @since 0.1.0
 */
public final class RiskGate {
    private final RiskLimits limits;
    private final Rounding rounding;
    private final List<EntryRule> rules;
    private final RiskMemory memory;

    /**
     * @param limits the limits
     * @param rounding scales of quantities
     */
    public RiskGate(RiskLimits limits, Rounding rounding) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.rounding = Objects.requireNonNull(rounding, "rounding");
        this.rules = EntryRules.inOrder(limits);
        this.memory = new RiskMemory(limits);
    }

    /**
     * Entries that were ordered and may still fill, reckoned as if they filled whole.
     *
     * @param symbolNotional value of those of the proposal's symbol, 0 or more
     * @param grossNotional value of all of them, 0 or more
     * @param flatSymbols how many symbols without a position have one
     * @since 0.1.0
     */
    public record PendingEntries(double symbolNotional, double grossNotional, int flatSymbols) {
        /** Nothing is under way. */
        public static final PendingEntries NONE = new PendingEntries(0.0, 0.0, 0);

        /** @throws IllegalArgumentException if a number is negative or NaN, or the symbol's value above that of all */
        public PendingEntries {
            if (!(symbolNotional >= 0.0 && grossNotional >= symbolNotional && flatSymbols >= 0)) {
                throw new IllegalArgumentException("pending entries of " + symbolNotional + " of " + grossNotional
                        + " in " + flatSymbols + " symbols: allowed are 0 and more, the first at most the second");
            }
        }
    }

    /**
     * What an entry asks for.
     *
     * @param bar the decided bar; its close is the price that sizes reckon with
     * @param side direction
     * @param units units wanted; anything not finite and above 0 is refused as too small
     * @param previousClose close of the bar before, NaN if there was none
     * @param source whether the model or the fallback decided
     * @param pending entries under way
     * @since 0.1.0
     */
    public record EntryProposal(
            Bar bar,
            OrderSide side,
            double units,
            double previousClose,
            DecisionSource source,
            PendingEntries pending) {
        /** Refuses nulls. */
        public EntryProposal {
            Objects.requireNonNull(bar, "bar");
            Objects.requireNonNull(side, "side");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(pending, "pending");
        }
    }

    /**
     * The chain's answer.
     *
     * @since 0.1.0
     */
    public sealed interface EntryReview {
        /**
         * The entry may be ordered.
         *
         * @param quantity units, perhaps fewer than asked for, above 0
         * @since 0.1.0
         */
        record Approved(BigDecimal quantity) implements EntryReview {
            /** Refuses null. */
            public Approved {
                Objects.requireNonNull(quantity, "quantity");
            }
        }

        /**
         * The entry may not be ordered.
         *
         * @param reason the limit that refused it
         * @since 0.1.0
         */
        record Refused(Reason reason) implements EntryReview {
            /** Refuses null. */
            public Refused {
                Objects.requireNonNull(reason, "reason");
            }
        }
    }

    /**
     * @param proposal what is wanted
     * @param book what is held, marked to the last prices
     * @return what may be ordered, or which limit refused it
     */
    public EntryReview reviewEntry(EntryProposal proposal, Portfolio book) {
        EntryRequest request = new EntryRequest(proposal, book, book.equity(), memory);
        for (EntryRule rule : rules) {
            Reason refusal = rule.refusal(request);
            if (refusal != null) {
                return new EntryReview.Refused(refusal);
            }
        }
        return sized(request);
    }

    /**
     * Looks whether a closed bar reached a level at which the position is to be closed. With stop and profit in one bar the stop
     * counts: which came first is not known, and the worse is assumed.
     *
     * @param position what is held
     * @param bar the closed bar
     * @return STOP_LOSS, TAKE_PROFIT, TIME_STOP, or null
     */
    public @Nullable Reason protectiveExit(Position position, Bar bar) {
        PositionSide side = position.side();
        if (side == PositionSide.FLAT) {
            return null;
        }
        double entry = position.entryPrice();
        boolean isLong = side == PositionSide.LONG;
        double worst = isLong ? bar.low() / entry - 1.0 : 1.0 - bar.high() / entry;
        double best = isLong ? bar.high() / entry - 1.0 : 1.0 - bar.low() / entry;
        if (limits.stopLossFraction() > 0.0 && worst <= -limits.stopLossFraction()) {
            return Reason.STOP_LOSS;
        }
        if (limits.takeProfitFraction() > 0.0 && best >= limits.takeProfitFraction()) {
            return Reason.TAKE_PROFIT;
        }
        return limits.maxBarsHeld() > 0 && position.barsHeld() >= limits.maxBarsHeld() ? Reason.TIME_STOP : null;
    }

    /**
     * Looks whether a position whose price is not known is to be closed. One implausible bar closes nothing: most are bad prints.
     * With a second in a row neither a stop nor a time limit can be watched any more, so a position that has one is closed.
     *
     * @param position what is held
     * @param barsWithoutPrice bars in a row that were refused as outliers, 0 or more
     * @return OUTLIER, or null
     */
    public @Nullable Reason blindExit(Position position, int barsWithoutPrice) {
        boolean watched =
                limits.stopLossFraction() > 0.0 || limits.takeProfitFraction() > 0.0 || limits.maxBarsHeld() > 0;
        return watched && barsWithoutPrice >= 2 && position.side() != PositionSide.FLAT
                ? Reason.OUTLIER.with("no plausible price for " + barsWithoutPrice + " bars")
                : null;
    }

    /**
     * Takes the book's value after a bar.
     *
     * @param bar the bar
     * @param book marked to its close
     */
    public void onMark(Bar bar, Portfolio book) {
        memory.marked(bar.symbol(), book.equity(), bar.closeTime());
    }

    /**
     * Takes a fill after it was booked. An entry counts as a trade when its first part fills; a trade's result is what all its
     * fills realised, less their fees.
     *
     * @param fill what was filled
     * @param realised profit that it realised, fees apart; 0 for an opening fill
     * @param before side of the position before
     * @param after side of the position after
     */
    public void onFill(Fill fill, BigDecimal realised, PositionSide before, PositionSide after) {
        memory.earned(fill, realised);
        if (before != PositionSide.FLAT && after != before) {
            memory.closed(fill.symbol(), fill.time());
        }
        if (after != PositionSide.FLAT && after != before) {
            memory.opened(fill.symbol(), fill.time());
        }
    }

    /**
     * Measures the drawdown from the equity of now on: an operator's deliberate act, after which a drawdown that was accepted
     * no longer keeps the engine from trading. The daily loss limit stays until the next UTC day.
     *
     * @param book marked to the last prices
     */
    public void resetPeak(Portfolio book) {
        memory.resetPeak(book.equity());
    }

    /** Returns the equity at the first mark of the current UTC day, NaN before any. */
    public double dayStartEquity() {
        return memory.dayStartEquity();
    }

    /** Returns the highest equity since the books began or an operator reset it, NaN before any mark. */
    public double peakEquity() {
        return memory.peakEquity();
    }

    /** Returns what this gate remembers, for a snapshot. */
    public RiskState capture() {
        return memory.capture();
    }

    /**
     * Puts back what another gate of the same limits remembered.
     *
     * @param state taken by {@link #capture}
     */
    public void restore(RiskState state) {
        memory.restore(state);
    }

    private EntryReview sized(EntryRequest request) {
        double price = request.bar().close();
        double wanted = request.proposal().units() * price;
        double room = roomFor(request);
        if (!(room > 0.0)) {
            return new EntryReview.Refused(Reason.MAX_EXPOSURE);
        }
        double units = wanted > room ? room / price : request.proposal().units();
        if (!(units > 0.0 && units * price >= limits.minNotional())) {
            return new EntryReview.Refused(Reason.TOO_SMALL);
        }
        BigDecimal quantity = rounding.quantity(units);
        return quantity.signum() > 0 ? new EntryReview.Approved(quantity) : new EntryReview.Refused(Reason.TOO_SMALL);
    }

    /** Value of the account's currency that may still be put into the symbol. */
    private double roomFor(EntryRequest request) {
        double equity = request.equity();
        double fraction = request.proposal().source() == DecisionSource.FALLBACK
                ? Math.min(limits.fallbackMaxPositionFraction(), limits.maxPositionFraction())
                : limits.maxPositionFraction();
        double held = Math.abs(request.book().position(request.symbol()).value());
        double perSymbol = fraction * equity - held - request.pending().symbolNotional();
        double overall = limits.maxGrossExposureFraction() * equity
                - request.book().grossExposure()
                - request.pending().grossNotional();
        double room = Math.min(perSymbol, overall);
        return limits.maxOrderNotional() > 0.0 ? Math.min(room, limits.maxOrderNotional()) : room;
    }
}
