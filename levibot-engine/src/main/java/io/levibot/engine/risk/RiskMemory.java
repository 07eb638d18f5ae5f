package io.levibot.engine.risk;

import io.levibot.api.Symbol;
import io.levibot.engine.execution.Fill;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the limits must remember of the past. Days are UTC days. Not thread-safe. */
final class RiskMemory {
    private static final long SECONDS_PER_HOUR = 3600;
    private static final long SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR;
    private static final long NO_DAY = Long.MIN_VALUE;

    private final RiskLimits limits;
    private final PriorityQueue<Instant> lastHour = new PriorityQueue<>();
    private final Map<Symbol, Integer> symbolEntriesToday = new HashMap<>();
    private final Map<Symbol, Instant> symbolCooldowns = new HashMap<>();
    private final Map<Symbol, BigDecimal> openResults = new HashMap<>();
    private final Map<Symbol, Instant> lastMarks = new HashMap<>();
    private long day = NO_DAY;
    private int entriesToday;
    private double dayStartEquity = Double.NaN;
    private double peakEquity = Double.NaN;
    private @Nullable Instant bookCooldown;

    RiskMemory(RiskLimits limits) {
        this.limits = limits;
    }

    void marked(Symbol symbol, double equity, Instant now) {
        lastMarks.put(symbol, now);
        long today = dayOf(now);
        if (today > day) {
            day = today;
            dayStartEquity = equity;
            entriesToday = 0;
            symbolEntriesToday.clear();
        }
        if (Double.isNaN(peakEquity) || equity > peakEquity) {
            peakEquity = equity;
        }
    }

    void opened(Symbol symbol, Instant time) {
        if (dayOf(time) >= day) { // a fill at the last bar's open may belong to the day before
            entriesToday++;
            symbolEntriesToday.merge(symbol, 1, Integer::sum);
        }
        lastHour.add(time);
        if (lastHour.size() > limits.maxTradesPerHour()) {
            lastHour.remove();
        }
    }

    /** Adds a fill to the result of the symbol's open position, fees of both ways included. */
    void earned(Fill fill, BigDecimal realised) {
        openResults.merge(fill.symbol(), realised.subtract(fill.fee()), BigDecimal::add);
    }

    void closed(Symbol symbol, Instant time) {
        BigDecimal result = openResults.remove(symbol);
        if (result == null || result.signum() >= 0) {
            return;
        }
        if (!limits.cooldownAfterLoss().isZero()) {
            symbolCooldowns.put(symbol, time.plus(limits.cooldownAfterLoss()));
        }
        Duration forAll = limits.bookCooldownAfterLoss();
        if (!forAll.isZero()) {
            Instant until = time.plus(forAll);
            bookCooldown = bookCooldown == null || until.isAfter(bookCooldown) ? until : bookCooldown;
        }
    }

    void resetPeak(double equity) {
        peakEquity = equity;
    }

    double dayStartEquity() {
        return dayStartEquity;
    }

    double peakEquity() {
        return peakEquity;
    }

    /** The later end of the symbol's and the book's cool-down, or null. */
    @Nullable
    Instant cooldownUntil(Symbol symbol) {
        Instant own = symbolCooldowns.get(symbol);
        Instant all = bookCooldown;
        if (own == null || all == null) {
            return own == null ? all : own;
        }
        return own.isAfter(all) ? own : all;
    }

    /** Entries filled after the instant one hour before now. */
    int entriesWithinHour(Instant now) {
        Instant oldest = now.minusSeconds(SECONDS_PER_HOUR);
        for (Instant first = lastHour.peek(); first != null && !first.isAfter(oldest); first = lastHour.peek()) {
            lastHour.remove();
        }
        return lastHour.size();
    }

    int entriesToday() {
        return entriesToday;
    }

    int entriesToday(Symbol symbol) {
        return symbolEntriesToday.getOrDefault(symbol, 0);
    }

    @Nullable
    Instant lastMark(Symbol symbol) {
        return lastMarks.get(symbol);
    }

    RiskState capture() {
        List<Instant> entries = new ArrayList<>(lastHour);
        Collections.sort(entries);
        return new RiskState(
                day,
                entriesToday,
                dayStartEquity,
                peakEquity,
                entries,
                new TreeMap<>(symbolEntriesToday),
                new TreeMap<>(symbolCooldowns),
                bookCooldown,
                new TreeMap<>(openResults),
                new TreeMap<>(lastMarks));
    }

    void restore(RiskState state) {
        day = state.day();
        entriesToday = state.entriesToday();
        dayStartEquity = state.dayStartEquity();
        peakEquity = state.peakEquity();
        bookCooldown = state.bookCooldown();
        lastHour.clear();
        lastHour.addAll(state.entriesWithinHour());
        replace(symbolEntriesToday, state.symbolEntriesToday());
        replace(symbolCooldowns, state.symbolCooldowns());
        replace(openResults, state.openResults());
        replace(lastMarks, state.lastMarks());
    }

    private static <V> void replace(Map<Symbol, V> mine, Map<Symbol, V> given) {
        mine.clear();
        mine.putAll(given);
    }

    private static long dayOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY);
    }
}
