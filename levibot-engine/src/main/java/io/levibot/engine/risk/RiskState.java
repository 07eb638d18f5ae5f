package io.levibot.engine.risk;

import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link RiskGate} remembers, for a snapshot. A gate of the same limits that is given it answers as the one
 * that it was taken from. Immutable.
 *
 * @param day UTC day of the newest mark, in days since 1970; {@link Long#MIN_VALUE} before any
 * @param entriesToday entries filled on that day, 0 or more
 * @param dayStartEquity equity at the day's first mark, NaN before any
 * @param peakEquity highest equity since the books began or an operator reset it, NaN before any mark
 * @param entriesWithinHour times of the newest entries, oldest first
 * @param symbolEntriesToday entries of each symbol on that day
 * @param symbolCooldowns until when each symbol is not entered
 * @param bookCooldown until when nothing is entered, or null
 * @param openResults realised profit less fees, so far, of each symbol's open position
 * @param lastMarks close of each symbol's newest bar
 * @since 0.1.0
 */
public record RiskState(
        long day,
        int entriesToday,
        double dayStartEquity,
        double peakEquity,
        List<Instant> entriesWithinHour,
        SortedMap<Symbol, Integer> symbolEntriesToday,
        SortedMap<Symbol, Instant> symbolCooldowns,
        @Nullable Instant bookCooldown,
        SortedMap<Symbol, BigDecimal> openResults,
        SortedMap<Symbol, Instant> lastMarks) {

    /** @throws IllegalArgumentException if the number of entries is negative */
    public RiskState {
        if (entriesToday < 0) {
            throw new IllegalArgumentException("entries of the day " + entriesToday + ": allowed is 0 or more");
        }
        entriesWithinHour = List.copyOf(entriesWithinHour);
        symbolEntriesToday = copy(symbolEntriesToday);
        symbolCooldowns = copy(symbolCooldowns);
        openResults = copy(openResults);
        lastMarks = copy(lastMarks);
    }

    private static <V> SortedMap<Symbol, V> copy(SortedMap<Symbol, V> map) {
        map.forEach((symbol, value) -> Objects.requireNonNull(value, symbol.name()));
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
