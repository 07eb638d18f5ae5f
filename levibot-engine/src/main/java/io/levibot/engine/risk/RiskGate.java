package io.levibot.engine.risk;

import io.levibot.api.Bar;
import io.levibot.api.DecisionSource;
import io.levibot.api.PositionSide;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import io.levibot.engine.execution.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one ordered chain of limits that every entry passes, and the protective exits. Entries are checked in this order; the
 * first that fails gives the reason: {@code DAILY_LOSS}, {@code DRAWDOWN}, {@code COOLDOWN}, {@code MAX_TRADES}, {@code
 * MAX_POSITIONS}, {@code OUTLIER} (the bar's move), {@code MAX_EXPOSURE}, {@code TOO_SMALL}. Size limits clip an entry before
 * they refuse it. Profit never trips a loss limit. Exits are never refused here.
 *
 * <p>Not thread-safe: the engine guards it with its book lock.
 *
 * @since 0.1.0
 */
public final class RiskGate {
    private static final long SECONDS_PER_HOUR = 3600;
    private static final long SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR;

    private final RiskLimits limits;
    private final Rounding rounding;
    private final ArrayDeque<Instant> lastHour = new ArrayDeque<>();
    private final Map<Symbol, Instant> cooldownUntil = new HashMap<>();
    private long day = Long.MIN_VALUE;
    private int tradesToday;
    private double dayStartEquity = Double.NaN;
    private double peakEquity = Double.NaN;

    /**
     * @param limits the limits
     * @param rounding scales of quantities
     */
    public RiskGate(RiskLimits limits, Rounding rounding) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.rounding = Objects.requireNonNull(rounding, "rounding");
    }

    /**
     * What an entry asks for.
     *
     * @param symbol the instrument
     * @param side direction
     * @param units units wanted; anything not finite and above 0 is refused as too small
     * @param referencePrice close of the decided bar, above 0
     * @param previousClose close of the bar before, NaN if there was none
     * @param source whether the model or the fallback decided
     * @since 0.1.0
     */
    public record EntryProposal(
            Symbol symbol,
            OrderSide side,
            double units,
            double referencePrice,
            double previousClose,
            DecisionSource source) {
        /** Refuses nulls. */
        public EntryProposal {
            Objects.requireNonNull(symbol, "symbol");
            Objects.requireNonNull(side, "side");
            Objects.requireNonNull(source, "source");
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
     * @param now the engine's time
     * @return what may be ordered, or which limit refused it
     */
    public EntryReview reviewEntry(EntryProposal proposal, Portfolio book, Instant now) {
        double equity = book.equity();
        Reason refusal = refusal(proposal, book, equity, now);
        if (refusal != null) {
            return new EntryReview.Refused(refusal);
        }
        double room = roomFor(proposal, book, equity);
        if (!(room > 0.0)) {
            return new EntryReview.Refused(Reason.MAX_EXPOSURE);
        }
        double units = Math.min(proposal.units(), room / proposal.referencePrice());
        if (!(units > 0.0) || units * proposal.referencePrice() < limits.minNotional()) {
            return new EntryReview.Refused(Reason.TOO_SMALL);
        }
        BigDecimal quantity = rounding.quantity(units);
        return quantity.signum() > 0 ? new EntryReview.Approved(quantity) : new EntryReview.Refused(Reason.TOO_SMALL);
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
     * Takes the book's value after a bar.
     *
     * @param book marked to the bar's close
     * @param now close of the bar
     */
    public void onMark(Portfolio book, Instant now) {
        double equity = book.equity();
        long today = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_DAY);
        if (today > day) {
            day = today;
            dayStartEquity = equity;
            tradesToday = 0;
        }
        if (Double.isNaN(peakEquity) || equity > peakEquity) {
            peakEquity = equity;
        }
    }

    /**
     * Counts an entry.
     *
     * @param symbol the instrument
     * @param time when it was filled
     */
    public void onEntryFilled(Symbol symbol, Instant time) {
        Objects.requireNonNull(symbol, "symbol");
        tradesToday++;
        lastHour.addLast(time);
        if (lastHour.size() > limits.maxTradesPerHour()) {
            lastHour.removeFirst();
        }
    }

    /**
     * Takes the outcome of a closed position.
     *
     * @param symbol the instrument
     * @param profit realised profit of the closing fill, fees apart; negative for a loss
     * @param time when it was filled
     */
    public void onExitFilled(Symbol symbol, double profit, Instant time) {
        if (profit < 0.0 && !limits.cooldownAfterLoss().isZero()) {
            cooldownUntil.put(symbol, time.plus(limits.cooldownAfterLoss()));
        }
    }

    /** Returns the equity at the first mark of the current UTC day, NaN before any. */
    public double dayStartEquity() {
        return dayStartEquity;
    }

    /** Returns the highest equity so far, NaN before any mark. */
    public double peakEquity() {
        return peakEquity;
    }

    private @Nullable Reason refusal(EntryProposal proposal, Portfolio book, double equity, Instant now) {
        if (1.0 - equity / dayStartEquity >= limits.maxDailyLossFraction()) {
            return Reason.DAILY_LOSS;
        }
        if (1.0 - equity / peakEquity >= limits.maxDrawdownFraction()) {
            return Reason.DRAWDOWN;
        }
        Instant until = cooldownUntil.get(proposal.symbol());
        if (until != null && now.isBefore(until)) {
            return Reason.COOLDOWN.with("until " + until);
        }
        if (tradesToday >= limits.maxTradesPerDay() || tradesWithinHour(now) >= limits.maxTradesPerHour()) {
            return Reason.MAX_TRADES;
        }
        if (book.openPositions() >= limits.maxOpenPositions()) {
            return Reason.MAX_POSITIONS;
        }
        double move = proposal.referencePrice() / proposal.previousClose() - 1.0;
        if (Math.abs(move) > limits.maxEntryMove()) {
            return Reason.OUTLIER.with("the close moved further than max-entry-move");
        }
        return null;
    }

    private int tradesWithinHour(Instant now) {
        Instant oldest = now.minusSeconds(SECONDS_PER_HOUR);
        while (!lastHour.isEmpty() && !lastHour.peekFirst().isAfter(oldest)) {
            lastHour.removeFirst();
        }
        return lastHour.size();
    }

    private double roomFor(EntryProposal proposal, Portfolio book, double equity) {
        double fraction = proposal.source() == DecisionSource.FALLBACK
                ? Math.min(limits.fallbackMaxPositionFraction(), limits.maxPositionFraction())
                : limits.maxPositionFraction();
        double perSymbol =
                fraction * equity - Math.abs(book.position(proposal.symbol()).value());
        double overall = limits.maxGrossExposureFraction() * equity - book.grossExposure();
        return Math.min(perSymbol, overall);
    }
}
