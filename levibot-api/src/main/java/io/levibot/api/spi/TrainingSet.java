package io.levibot.api.spi;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import java.time.Instant;

/**
 * Labelled rows in time order, read-only.
 *
 * <p>Thread-safety: for one thread at a time, since {@link #frame} may hand out the same view again.
 *
 * @since 0.1.0
 */
public interface TrainingSet {
    /** Returns the columns. */
    FeatureSchema schema();

    /** Returns the number of rows. */
    int size();

    /**
     * @param row from 0 to {@link #size} - 1
     * @return the features of that row; valid until the next call
     */
    FeatureFrame frame(int row);

    /**
     * @param row from 0 to {@link #size} - 1
     * @return the label: 0 or 1 for a binary one, any finite number otherwise; never NaN
     */
    double label(int row);

    /**
     * @param row from 0 to {@link #size} - 1
     * @return the row's weight, finite and above 0; 1 if the rows are not weighted
     */
    double weight(int row);

    /**
     * @param row from 0 to {@link #size} - 1
     * @return when the label became known: the end of the interval that it looks at
     */
    Instant labelEnd(int row);
}
