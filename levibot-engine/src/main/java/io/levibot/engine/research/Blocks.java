package io.levibot.engine.research;

import java.util.Objects;

/**
 * A history in four consecutive blocks: train, calibrate, tune, test. Between two of them lie the rows purged off the end of the
 * earlier one and the embargo.
 *
 * @param train for features and model
 * @param calibrate for the calibrator
 * @param tune for the thresholds
 * @param test for the figures
 * @param embargoRows rows left out at the beginning of each block but the first
 * @since 0.1.0
 */
public record Blocks(Block.Train train, Block.Calibrate calibrate, Block.Tune tune, Block.Test test, int embargoRows) {
    /** @throws IllegalArgumentException if the blocks overlap or are out of order, or the embargo is negative */
    public Blocks {
        Objects.requireNonNull(train, "train");
        requireAfter(train, calibrate);
        requireAfter(calibrate, tune);
        requireAfter(tune, test);
        if (embargoRows < 0) {
            throw new IllegalArgumentException("embargo of " + embargoRows + " rows: allowed is 0 or more");
        }
    }

    /** Returns how many rows were purged in all. */
    public int purgedRows() {
        return train.purgedRows() + calibrate.purgedRows() + tune.purgedRows();
    }

    private static void requireAfter(Block earlier, Block later) {
        if (later.rows().from() < earlier.rows().to()) {
            throw new IllegalArgumentException(later + " does not come after " + earlier);
        }
    }
}
