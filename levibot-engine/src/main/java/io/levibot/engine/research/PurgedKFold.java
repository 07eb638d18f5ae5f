package io.levibot.engine.research;

import java.util.List;

/**
 * K-fold cross-validation in time order: each of {@code folds} consecutive parts is the test once, all other rows that neither
 * overlap it nor follow it within the embargo are the training. Uses rows after the test for training; for a forward-only view
 * take {@link WalkForward}.
 *
 * @param folds number of parts, 2 or more
 * @param embargoRows rows left out after a test part, counted from where its last label ends; 0 or more
 * @since 0.1.0
 */
public record PurgedKFold(int folds, int embargoRows) implements Splitter {
    /** @throws IllegalArgumentException if a number is out of range */
    public PurgedKFold {
        Folds.require(folds, 1, embargoRows);
    }

    @Override
    public List<Split> split(LabelSpans spans) {
        return new CombinatorialPurgedCv(folds, 1, embargoRows).split(spans);
    }
}
