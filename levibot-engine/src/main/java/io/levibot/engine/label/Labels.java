package io.levibot.engine.label;

import io.levibot.engine.bar.BarSeries;
import java.time.Instant;
import java.util.Objects;

/**
 * The labels of a series, one row per bar: 1 if the event happened, 0 if it did not, NaN if that is not known. Each known label
 * has an end: the bar at whose close it became known. Rows whose labels end in another block are what purging removes.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Labels {
    /** The end index of a row without a label. */
    public static final int NO_END = -1;

    private final BarSeries bars;
    private final LabelDefinition definition;
    private final double[] labels;
    private final int[] ends;

    Labels(BarSeries bars, LabelDefinition definition, double[] labels, int[] ends) {
        this.bars = bars;
        this.definition = definition;
        this.labels = labels;
        this.ends = ends;
    }

    /**
     * @param bars a history
     * @param definition the event
     * @return the label of every bar
     */
    public static Labels of(BarSeries bars, LabelDefinition definition) {
        Objects.requireNonNull(bars, "bars");
        return new Labeller(bars).label(definition);
    }

    /** Returns the number of rows, which is that of the bars. */
    public int size() {
        return labels.length;
    }

    /** Returns what the labels mean. */
    public LabelDefinition definition() {
        return definition;
    }

    /** Returns whether the label's absence is the opposite event. */
    public boolean twoWay() {
        return definition.twoWay();
    }

    /**
     * @param row from 0
     * @return 1, 0, or NaN if missing
     */
    public double label(int row) {
        return labels[row];
    }

    /**
     * @param row from 0
     * @return whether the label is known
     */
    public boolean isKnown(int row) {
        return ends[row] != NO_END;
    }

    /**
     * @param row from 0
     * @return index of the bar at whose close the label became known, above {@code row}; {@link #NO_END} if it is missing
     */
    public int endIndex(int row) {
        return ends[row];
    }

    /**
     * @param row from 0, with a known label
     * @return when the label became known
     * @throws IllegalArgumentException if the label is missing
     */
    public Instant endTime(int row) {
        return bars.closeTime(requireKnown(row));
    }

    /**
     * @param row from 0
     * @return close at the label's end divided by the row's close, minus 1; NaN if the label is missing
     */
    public double returnToEnd(int row) {
        return isKnown(row) ? bars.close(ends[row]) / bars.close(row) - 1.0 : Double.NaN;
    }

    /** Returns a copy of the labels; NaN for missing. */
    public double[] toArray() {
        return labels.clone();
    }

    /**
     * @param from first row
     * @param to one past the last row
     * @return how many labels are known
     */
    public int known(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        int known = 0;
        for (int i = from; i < to; i++) {
            known += isKnown(i) ? 1 : 0;
        }
        return known;
    }

    /**
     * @param from first row
     * @param to one past the last row
     * @return the share of 1 among the known labels; NaN if none is known
     */
    public double baseRate(int from, int to) {
        int known = known(from, to);
        int happened = 0;
        for (int i = from; i < to; i++) {
            happened += labels[i] == 1.0 ? 1 : 0;
        }
        return known == 0 ? Double.NaN : (double) happened / known;
    }

    /**
     * @param from first row
     * @param to one past the last row
     * @return bars from a row to the end of its label, on average over the known labels; NaN if none is known
     */
    public double meanBars(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        long bars = 0;
        int known = 0;
        for (int i = from; i < to; i++) {
            if (isKnown(i)) {
                bars += ends[i] - i;
                known++;
            }
        }
        return known == 0 ? Double.NaN : (double) bars / known;
    }

    private int requireKnown(int row) {
        if (!isKnown(row)) {
            throw new IllegalArgumentException("row " + row + " has no label");
        }
        return ends[row];
    }
}
