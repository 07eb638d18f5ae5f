package io.levibot.engine.bar;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one rule for which bar may follow which. Says what is wrong in words, and allocates nothing when nothing is. */
final class BarOrder {
    /** Stands for "no bar before". */
    static final long NONE = Long.MIN_VALUE;

    private final Symbol symbol;
    private final BarInterval interval;
    private final long intervalMillis;

    BarOrder(Symbol symbol, BarInterval interval) {
        this.symbol = symbol;
        this.interval = interval;
        this.intervalMillis = interval.millis();
    }

    long intervalMillis() {
        return intervalMillis;
    }

    /** Returns what is wrong with the bar after a bar that opened at {@code previousOpen}, or null if nothing is. */
    @Nullable
    String problem(long previousOpen, Bar bar) {
        if (!bar.symbol().equals(symbol)) {
            return "is of " + bar.symbol() + ", not of " + symbol;
        }
        long open = bar.openTime().toEpochMilli();
        if (bar.closeTime().toEpochMilli() - open != intervalMillis
                || bar.closeTime().getNano() != bar.openTime().getNano()) {
            return "is " + Duration.between(bar.openTime(), bar.closeTime()) + " long, not " + interval;
        }
        if (!interval.isAligned(bar.openTime())) {
            return "opens at " + bar.openTime() + ", off the " + interval + " grid" + step(previousOpen, open);
        }
        if (previousOpen == NONE || open > previousOpen) {
            return null;
        }
        return open == previousOpen
                ? "repeats the open time " + bar.openTime()
                : "opens at " + bar.openTime() + ", before the bar ahead of it, which opens at "
                        + Instant.ofEpochMilli(previousOpen);
    }

    /** Returns how many grid places lie empty between two open times. */
    long missingBetween(long previousOpen, long open) {
        return previousOpen == NONE ? 0 : (open - previousOpen) / intervalMillis - 1;
    }

    private static String step(long previousOpen, long open) {
        return previousOpen == NONE ? "" : ", " + Duration.ofMillis(open - previousOpen) + " after the bar ahead of it";
    }
}
