package io.levibot.engine.research;

/**
 * Consecutive rows.
 *
 * @param from first row, 0 or more
 * @param to one past the last row, at least {@code from}
 * @since 0.1.0
 */
public record IndexRange(int from, int to) {
    /** @throws IllegalArgumentException if the range ends before it begins, or begins below 0 */
    public IndexRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("rows " + from + " to " + to + ": allowed is 0 <= from <= to");
        }
    }

    /** Returns the number of rows. */
    public int size() {
        return to - from;
    }

    /**
     * @param row any row
     * @return whether it is in the range
     */
    public boolean contains(int row) {
        return row >= from && row < to;
    }

    /** Returns for example {@code [100, 250)}. */
    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
