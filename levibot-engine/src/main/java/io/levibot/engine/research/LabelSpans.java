package io.levibot.engine.research;

import io.levibot.engine.label.Labels;

/**
 * For each row in time order the row at whose close its label is known: the label of row i looks at (i, end(i)]. This is all that
 * purging needs to know.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class LabelSpans {
    private final int[] ends;

    private LabelSpans(int[] ends) {
        this.ends = ends;
    }

    /**
     * @param ends end row of each row's label, the row itself or later; may lie beyond the last row; copied
     * @return the spans
     * @throws IllegalArgumentException if a label ends before its row
     */
    public static LabelSpans of(int[] ends) {
        int[] copy = ends.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] < i) {
                throw new IllegalArgumentException(
                        "the label of row " + i + " ends at row " + copy[i] + ", before its row");
            }
        }
        return new LabelSpans(copy);
    }

    /**
     * @param labels one label per bar
     * @return their spans; a missing label, which nothing is learnt from, spans nothing
     */
    public static LabelSpans of(Labels labels) {
        int[] ends = new int[labels.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = labels.isKnown(i) ? labels.endIndex(i) : i;
        }
        return new LabelSpans(ends);
    }

    /** Returns the number of rows. */
    public int size() {
        return ends.length;
    }

    /**
     * @param row from 0
     * @return the row at whose close its label is known
     */
    public int end(int row) {
        return ends[row];
    }

    /** The latest end of the labels of these rows. */
    int lastEnd(int from, int to) {
        int last = from;
        for (int i = from; i < to; i++) {
            last = Math.max(last, ends[i]);
        }
        return last;
    }
}
