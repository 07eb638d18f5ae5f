package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.TrainingSet;

/**
 * Checks labelled rows and copies them to native memory. What LightGBM would take silently is refused here: infinite features,
 * labels outside of the objective's range, weights that are not positive.
 */
final class TrainingMatrix {
    /** Most feature values of one set: 2 GiB of doubles. */
    static final long MAX_VALUES = 1L << 28;

    private final TrainingSet rows;
    private final TrainingObjective objective;
    private final String name;

    /**
     * @param rows the rows
     * @param objective says which labels are allowed
     * @param name of the set, for messages
     * @throws TrainingException if there are none or too many
     */
    TrainingMatrix(TrainingSet rows, TrainingObjective objective, String name) {
        this.rows = rows;
        this.objective = objective;
        this.name = name;
        if (rows.size() < 1 || rows.schema().size() < 1) {
            throw refused("has " + rows.size() + " rows of " + rows.schema().size()
                    + " features; at least one of each is needed");
        }
        if ((long) rows.size() * rows.schema().size() > MAX_VALUES) {
            throw refused("has " + rows.size() + " rows of " + rows.schema().size() + " features; at most " + MAX_VALUES
                    + " values fit, so use fewer rows");
        }
    }

    int rows() {
        return rows.size();
    }

    int columns() {
        return rows.schema().size();
    }

    /** Returns the labels, checked. */
    float[] labels() {
        float[] labels = new float[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            double label = rows.label(i);
            if (!objective.allows(label)) {
                throw refused("has label " + label + " in row " + i + "; for objective " + objective.code()
                        + " it must be " + objective.allowedLabels());
            }
            labels[i] = (float) label;
        }
        return labels;
    }

    /** @throws TrainingException if all labels are equal and the objective cannot be fitted to that */
    void requireDifferentLabels() {
        double first = rows.label(0);
        for (int i = 1; i < rows.size(); i++) {
            if (rows.label(i) != first) {
                return;
            }
        }
        if (objective.needsDifferentLabels()) {
            throw refused(
                    "has only labels " + first + ": there is nothing to tell apart; use more rows or another label");
        }
    }

    /** Returns the weights, checked; empty if all are 1. */
    float[] weights() {
        float[] weights = new float[rows.size()];
        boolean weighted = false;
        for (int i = 0; i < weights.length; i++) {
            float weight = (float) rows.weight(i);
            if (!(weight > 0 && weight <= Float.MAX_VALUE)) {
                throw refused("has weight " + rows.weight(i) + " in row " + i + "; it must be above 0 and finite");
            }
            weights[i] = weight;
            weighted |= weight != 1;
        }
        return weighted ? weights : new float[0];
    }

    /**
     * Copies the features, row after row; NaN stays NaN.
     *
     * @param target has room for {@link #rows} times {@link #columns} values
     */
    void copyTo(NativeDoubles target) {
        int columns = columns();
        double[] row = new double[columns];
        long index = 0;
        for (int i = 0; i < rows.size(); i++) {
            FeatureFrame frame = rows.frame(i);
            frame.copyRow(0, row, 0);
            for (int j = 0; j < columns; j++) {
                if (Double.isInfinite(row[j])) {
                    throw refused("has an infinite value of feature "
                            + rows.schema().features().get(j).name() + " in row " + i + " (" + frame.asOf()
                            + "); a value must be finite, or NaN if it is missing");
                }
                target.set(index++, row[j]);
            }
        }
    }

    private TrainingException refused(String what) {
        return new TrainingException(NativeLibrary.COMPONENT, "the " + name + " set " + what);
    }
}
