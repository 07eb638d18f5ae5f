package io.levibot.engine.research;

import io.levibot.engine.bar.BarGuard;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.ExternalValue;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of one symbol's past: its bars as they came, those of them that a {@link BarGuard} of the default limit lets in,
 * and values from outside such as sentiment.
 *
 * <p>Research learns from the accepted bars alone, because trading sees no others. A backtest is fed the bars as they came, so
 * that the engine's own guard meets what it would have met live. Rows of data sets and blocks are indices of the accepted bars.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class History {
    private final BarSeries all;
    private final BarSeries accepted;
    private final List<ExternalValue> values;

    private History(BarSeries all, BarSeries accepted, List<ExternalValue> values) {
        this.all = all;
        this.accepted = accepted;
        this.values = values;
    }

    /**
     * @param bars the bars as they came
     * @return the history without values from outside
     */
    public static History of(BarSeries bars) {
        return new History(bars, new BarGuard(bars.symbol(), bars.interval()).accepted(bars), List.of());
    }

    /**
     * @param external values from outside, in any order. A row uses the newest that was available at its close, of two of the
     *     same time the later in the list, as the engine does with values that are offered to it
     * @return this history with these values instead of the ones before
     */
    public History with(List<ExternalValue> external) {
        List<ExternalValue> sorted = external.stream()
                .sorted(Comparator.comparing(ExternalValue::availableAt))
                .toList();
        return new History(all, accepted, sorted);
    }

    /** Returns the bars as they came. */
    public BarSeries all() {
        return all;
    }

    /** Returns the bars that may enter an engine; the same series as {@link #all} if all may. */
    public BarSeries accepted() {
        return accepted;
    }

    /** Returns the values from outside by the time from which on they could be used; unmodifiable. */
    public List<ExternalValue> values() {
        return values;
    }

    /** Returns how many bars the guard refuses. */
    public int refused() {
        return all.size() - accepted.size();
    }

    /**
     * @param row index of an accepted bar
     * @return index of the same bar among all
     */
    public int indexInAll(int row) {
        return refused() == 0 ? row : all.firstAtOrAfter(accepted.openTime(row));
    }

    @Override
    public String toString() {
        return "History[" + all + ", " + refused() + " refused, " + values.size() + " values]";
    }
}
