package io.levibot.engine.feature;

import java.util.List;

/**
 * What a {@link FeaturePipeline} remembers beyond the bars of its look-back. Immutable; the rows are copied in and out.
 *
 * @since 0.1.0
 */
public final class PipelineState {
    private final List<ExternalValue> external;
    private final double[][] rows;

    /**
     * @param external values from outside that are in force or wait for their time
     * @param rows the rows of the frame, oldest first; NaN where a feature is missing
     */
    public PipelineState(List<ExternalValue> external, double[][] rows) {
        this.external = List.copyOf(external);
        this.rows = copy(rows);
    }

    /** Returns the values from outside that are in force or wait for their time. */
    public List<ExternalValue> external() {
        return external;
    }

    /** Returns a copy of the rows of the frame, oldest first. */
    public double[][] rows() {
        return copy(rows);
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }
}
