package io.levibot.engine.bar;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Decides which bars of one symbol may enter an engine.
 *
 * <ul>
 *   <li>Another symbol or length, off the grid, repeated or older than a bar seen before: refused as {@link Reason#BAR_REFUSED}.
 *   <li>A price below {@value #MIN_PRICE} or above {@value #MAX_PRICE}, at which nothing can be sized: refused as {@link
 *       Reason#BAR_REFUSED}.
 *   <li>A close that lies further than the limit from the last accepted close: refused as {@link Reason#OUTLIER} and remembered.
 *       If the next bar closes within the limit of the remembered close, the market has moved and that bar is accepted; if it
 *       closes near the old level, the remembered bar was a bad print. So a true jump costs one bar, and a bad print never
 *       reaches a feature.
 *   <li>A gap: accepted, with the number of bars that are missing.
 * </ul>
 *
 * <p>A refused bar is gone for good: training data that went through a guard of the same limit hold the same bars as live
 * trading. Refusing changes nothing but what is remembered above.
 *
 * <p>Deterministic; not thread-safe; allocates only for a gap or a refusal.
 *
 * @since 0.1.0
 */
public final class BarGuard {
    /**
     * Default limit of |ln(close / last close)|: +28 % or -22 %. In nine years of four-hourly bars of BTC and of ETH one bar
     * each was beyond it; a shifted decimal point or a price of another instrument always is.
     */
    public static final double DEFAULT_MAX_LOG_RETURN = 0.25;

    /** Smallest price that is taken. */
    public static final double MIN_PRICE = 1e-18;

    /** Largest price that is taken. */
    public static final double MAX_PRICE = 1e15;

    private final BarOrder order;
    private final double maxLogReturn;
    private final double maxRatio;

    private long lastSeenOpen = BarOrder.NONE;
    private long lastAcceptedOpen = BarOrder.NONE;
    private double lastAcceptedClose = Double.NaN;
    private double suspectClose = Double.NaN;
    private int outliersInARow;

    /**
     * @param symbol of the bars to accept
     * @param interval of the bars to accept
     */
    public BarGuard(Symbol symbol, BarInterval interval) {
        this(symbol, interval, DEFAULT_MAX_LOG_RETURN);
    }

    /**
     * @param symbol of the bars to accept
     * @param interval of the bars to accept
     * @param maxLogReturn limit of |ln(close / last close)|, above 0; infinity switches the check off
     * @throws IllegalArgumentException if the limit is NaN or not above 0
     */
    public BarGuard(Symbol symbol, BarInterval interval, double maxLogReturn) {
        if (!(maxLogReturn > 0.0)) {
            throw new IllegalArgumentException("largest log return " + maxLogReturn + ": allowed is a number above 0");
        }
        this.order = new BarOrder(symbol, interval);
        this.maxLogReturn = maxLogReturn;
        this.maxRatio = StrictMath.exp(maxLogReturn);
    }

    /**
     * Judges the next bar and remembers it as far as the verdict asks for.
     *
     * @param bar a closed bar
     * @return whether it may enter; never null
     */
    public BarVerdict check(Bar bar) {
        String problem = order.problem(lastSeenOpen, bar);
        if (problem != null) {
            return BarVerdict.refused(Reason.BAR_REFUSED.with("bar " + problem));
        }
        lastSeenOpen = bar.openTime().toEpochMilli();
        if (bar.low() < MIN_PRICE || bar.high() > MAX_PRICE) {
            return BarVerdict.refused(Reason.BAR_REFUSED.with("bar has prices from " + shown(bar.low()) + " to "
                    + shown(bar.high()) + "; allowed are " + shown(MIN_PRICE) + " to " + shown(MAX_PRICE)));
        }
        if (!plausible(lastAcceptedClose, bar.close()) && !confirmed(bar.close())) {
            suspectClose = bar.close();
            outliersInARow++;
            return BarVerdict.refused(Reason.OUTLIER.with("close " + shown(bar.close()) + " after "
                    + shown(lastAcceptedClose) + ": further than a log return of " + shown(maxLogReturn)));
        }
        long missing = order.missingBetween(lastAcceptedOpen, lastSeenOpen);
        lastAcceptedOpen = lastSeenOpen;
        lastAcceptedClose = bar.close();
        suspectClose = Double.NaN;
        outliersInARow = 0;
        return BarVerdict.afterGap(missing);
    }

    /** Returns how many bars were refused as outliers since the last accepted one: so long the price is not known. */
    public int outliersInARow() {
        return outliersInARow;
    }

    /**
     * Judges a whole history after what was judged before, so that research sees the bars that trading would have seen.
     *
     * @param bars a history of the guard's symbol and interval
     * @return the bars that may enter; the same series if all may
     */
    public BarSeries accepted(BarSeries bars) {
        BarSeries.Builder kept = BarSeries.builder(bars.symbol(), bars.interval());
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.bar(i);
            if (check(bar).accepted()) {
                kept.add(bar);
            }
        }
        return kept.size() == bars.size() ? bars : kept.build();
    }

    /** Seven digits, for a person. The reason is journalled, and the JDKs do not all print a double alike. */
    private static String shown(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(MathContext.DECIMAL32).toString()
                : "infinity";
    }

    /** Returns everything that this guard remembers. */
    public GuardState capture() {
        return new GuardState(lastSeenOpen, lastAcceptedOpen, lastAcceptedClose, suspectClose, outliersInARow);
    }

    /**
     * Replaces everything that this guard remembers.
     *
     * @param state what a guard of the same symbol, interval and limit captured
     */
    public void restore(GuardState state) {
        lastSeenOpen = state.lastSeenOpen();
        lastAcceptedOpen = state.lastAcceptedOpen();
        lastAcceptedClose = state.lastAcceptedClose();
        suspectClose = state.suspectClose();
        outliersInARow = state.outliersInARow();
    }

    private boolean confirmed(double close) {
        return !Double.isNaN(suspectClose) && plausible(suspectClose, close);
    }

    /** True without a close before. */
    private boolean plausible(double before, double now) {
        double ratio = now / before;
        return !(ratio > maxRatio || ratio < 1.0 / maxRatio);
    }
}
