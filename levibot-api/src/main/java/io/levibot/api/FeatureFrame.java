package io.levibot.api;

import java.time.Instant;

/**
 * The feature values of one symbol as they were known at one instant, and, for models that read a sequence, those of the bars
 * before.
 *
 * <p>Lag 0 is the row at {@link #asOf}, lag 1 the bar before, up to {@link #rows} - 1. A value is NaN when it is missing. The
 * frame is a view that its owner may reuse: it is valid only during the call that received it, on the thread that received it.
 * Copy what must live longer.
 *
 * @since 0.1.0
 */
public interface FeatureFrame {
    /** Returns the instrument. */
    Symbol symbol();

    /** Returns the close time of the bar that the row belongs to: everything in the frame was knowable then. */
    Instant asOf();

    /** Returns the names and order of the columns. */
    FeatureSchema schema();

    /** Returns how many rows there are, at least 1; fewer than a model's look-back only while history is short. */
    int rows();

    /**
     * @param lag 0 for the row at {@link #asOf}, up to {@link #rows} - 1
     * @param feature column, from 0
     * @return the value, NaN if missing
     * @throws IndexOutOfBoundsException if lag or feature is out of range
     */
    double value(int lag, int feature);

    /**
     * @param feature column, from 0
     * @return the value at {@link #asOf}, NaN if missing
     * @throws IndexOutOfBoundsException if feature is out of range
     */
    default double value(int feature) {
        return value(0, feature);
    }

    /**
     * Copies one row without allocating.
     *
     * @param lag 0 for the row at {@link #asOf}, up to {@link #rows} - 1
     * @param target receives {@code schema().size()} values
     * @param offset where in {@code target} to begin
     * @throws IndexOutOfBoundsException if the lag is out of range or the target too short
     */
    default void copyRow(int lag, double[] target, int offset) {
        int size = schema().size();
        for (int i = 0; i < size; i++) {
            target[offset + i] = value(lag, i);
        }
    }
}
